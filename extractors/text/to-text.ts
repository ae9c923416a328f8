import { decodeHTML } from 'entities'
import { Tokenizer } from 'htmlparser2'
import { createTextWriter } from './text-writer.ts'

/** Characters read of one document; what stands behind is dropped. */
const LONGEST = 1_000_000
/** A document escaped into itself more often than this is not unpacked further. */
const MOST_PASSES = 3

const BLOCKS = new Set(
  `address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr
   li main nav ol p pre section table tbody td tfoot th thead title tr ul`.split(/\s+/),
)
/** Elements whose content no reader sees. */
const UNSEEN = new Set(['script', 'style', 'noscript', 'template', 'svg', 'iframe', 'object', 'head'])

const TAG = /<\/?[a-z][a-z0-9]{0,15}(?=[\s/>])|<!--/i
const ESCAPED_TAG = /&lt;(?:\/|(?:p|br|ul|ol|li|div|span|strong|b|i|em|h[1-6]|a|table)\b)/i
const ENTITY = /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});/i
const KNOWN_TAG = /<\/(?:p|ul|ol|li|div|span|strong|b|em|h[1-6]|a)>|<(?:br|p|li)\s{0,3}\/?>/i
const BLOCK_TAG = /<(?:br|p|div|li|tr|h[1-6])(?=[\s/>])/i

/**
 * The readable text of an HTML document or fragment, or of plain text; block elements and list items become line
 * breaks. Unpacks what was escaped into itself (Greenhouse's `content`, many JSON-LD descriptions). The text holds
 * no control characters but the line feed and no lone surrogates, so PostgreSQL takes it. Linear in its length,
 * whatever the nesting: the tokenizer keeps no stack.
 */
export function toText(html: string): string {
  let text = html.length > LONGEST ? html.slice(0, LONGEST) : html
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    if (isEscaped(text) && !hasKnownTag(text)) text = decodeHTML(text)
    text = TAG.test(text) ? withoutTags(text) : withoutEntities(text)
    if (!hasKnownTag(text) && !isEscaped(text) && !hasEntity(text)) break
  }
  return text
}

// Most texts lack the characters that each of these needs, and a search for one is ten times faster than a regex.
const isEscaped = (text: string): boolean => text.includes('&lt;') && ESCAPED_TAG.test(text)
const hasKnownTag = (text: string): boolean => text.includes('<') && KNOWN_TAG.test(text)
const hasEntity = (text: string): boolean => text.includes('&') && ENTITY.test(text)

/** A one-line field: no tags, no entities, no line breaks, single spaces; cut to `longest` characters. */
export function clean(text: string, longest = 300): string {
  const line = toText(text.length > 10_000 ? text.slice(0, 10_000) : text)
    .replace(/\s+/g, ' ')
    .trim()
  return line.length <= longest
    ? line
    : line
        .slice(0, longest)
        .toWellFormed()
        .replace(/\ufffd$/, '')
        .trimEnd()
}

function withoutEntities(text: string): string {
  const decoded = hasEntity(text) ? decodeHTML(text) : text
  const writer = createTextWriter(true)
  writer.write(decoded, 0, decoded.length)
  return writer.read()
}

/**
 * One pass of the tokenizer. Line feeds of the source are white space where the document has block elements, and
 * line breaks where it has not (plain text with a stray tag).
 */
function withoutTags(html: string): string {
  const writer = createTextWriter(!BLOCK_TAG.test(html))
  let unseen: string | null = null
  let depth = 0
  let tag = ''
  const open = (start: number, end: number) => {
    tag = nameOf(html, start, end)
    if (unseen === null) {
      if (tag === 'li') writer.beginItem()
      else if (BLOCKS.has(tag)) writer.breakLine()
      else if (UNSEEN.has(tag)) {
        unseen = tag
        depth = 1
      }
    } else if (unseen === tag) depth++
  }
  const close = (name: string) => {
    if (unseen !== null) {
      if (name === unseen && --depth === 0) unseen = null
      return
    }
    if (name === 'li') writer.endItem()
    if (BLOCKS.has(name)) writer.breakLine()
  }
  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: true },
    {
      onattribdata: nothing,
      onattribentity: nothing,
      onattribend: nothing,
      onattribname: nothing,
      oncdata: nothing,
      onclosetag: (start, end) => close(nameOf(html, start, end)),
      oncomment: nothing,
      ondeclaration: nothing,
      onend: nothing,
      onopentagend: nothing,
      onopentagname: open,
      onprocessinginstruction: nothing,
      onselfclosingtag: () => {
        if (unseen === tag) close(tag)
      },
      ontext: (start, end) => {
        if (unseen === null) writer.write(html, start, end)
      },
      ontextentity: codepoint => {
        const text = String.fromCodePoint(codepoint)
        if (unseen === null) writer.write(text, 0, text.length)
      },
    },
  )
  tokenizer.write(html)
  tokenizer.end()
  return writer.read()
}

const nothing = () => {}

/** Most tags are in lower case already; longer names than any element's are of no interest. */
const nameOf = (html: string, start: number, end: number): string =>
  html
    .slice(start, Math.min(end, start + 20))
    .trim()
    .toLowerCase()
