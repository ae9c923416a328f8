import { isUtf8 } from 'node:buffer'
import sniffHtmlEncoding from 'html-encoding-sniffer'
import { cleanText } from '../reading/clean-text.ts'

const HTML = /\bx?html\b/i
const XML = /\bxml\b/i
const CHARSET = /charset\s*=\s*["']?([^\s"';,]{1,40})/i
const XML_DECLARATION = /^\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([^"']{1,40})["']/i

/**
 * A body as text: in the charset of its byte order mark, else of the Content-Type header, else of the document itself
 * (`<meta charset>`, `<?xml encoding?>`), else UTF-8 where the bytes are UTF-8 and windows-1252 where they are not.
 * A charset nobody knows is no error. The text is clean (see {@link cleanText}).
 *
 * @param contentType the Content-Type header, `''` where there was none
 */
export function decodeBody(body: Uint8Array, contentType: string): string {
  const named = CHARSET.exec(contentType)?.[1]
  const undeclared = isUtf8(body) ? 'UTF-8' : 'windows-1252'
  const isHtml = HTML.test(contentType) || contentType === ''
  const label = named ?? (XML.test(contentType) ? xmlEncoding(body) : undefined)
  const encoding = sniffHtmlEncoding(body, {
    xml: !isHtml,
    ...(label === undefined ? {} : { transportLayerEncodingLabel: label }),
    defaultEncoding: undeclared,
  })
  const text = decoderOf(encoding).decode(body)
  // Windows-1252 under the name of UTF-8: everything beyond ASCII is broken, the pound signs among it.
  const isMisnamed = encoding === 'UTF-8' && undeclared !== 'UTF-8' && !/[^\u0000-\u007f\ufffd]/.test(text)
  return cleanText(isMisnamed ? decoderOf('windows-1252').decode(body) : text)
}

/** A declaration that can be read byte by byte is no UTF-16, whatever it says. */
function xmlEncoding(body: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(body.subarray(0, 256))
  const label = XML_DECLARATION.exec(head)?.[1]
  return label && /^utf-?16/i.test(label) ? undefined : label
}

/** The sniffer may name `replacement` or `x-user-defined`, which are no charsets of ICU. */
function decoderOf(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding)
  } catch {
    return new TextDecoder('windows-1252')
  }
}
