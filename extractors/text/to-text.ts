import { decodeHTML } from 'entities'
import { Tokenizer } from 'htmlparser2'

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
    if (ESCAPED_TAG.test(text) && !KNOWN_TAG.test(text)) text = decodeHTML(text)
    if (TAG.test(text)) text = withoutTags(text)
    else if (ENTITY.test(text)) text = decodeHTML(text)
    if (!KNOWN_TAG.test(text) && !ESCAPED_TAG.test(text) && !ENTITY.test(text)) break
  }
  return tidy(text)
}

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

/**
 * One pass of the tokenizer. Line feeds of the source are white space where the document has block elements, and
 * line breaks where it has not (plain text with a stray tag).
 */
function withoutTags(html: string): string {
  const flows = BLOCK_TAG.test(html)
  const parts: string[] = []
  let unseen: string | null = null
  let depth = 0
  let tag = ''
  const nothing = () => {}
  const add = (text: string) => {
    if (unseen === null) parts.push(flows ? text.replace(/\s+/g, ' ') : text)
  }
  const open = (start: number, end: number) => {
    tag = html.slice(start, end).toLowerCase()
    if (unseen === null && BLOCKS.has(tag)) parts.push(tag === 'li' ? '\n- ' : '\n')
    else if (unseen === null && (tag === 'span' || tag === 'a')) return
    if (unseen === tag) depth++
    else if (unseen === null && UNSEEN.has(tag)) {
      unseen = tag
      depth = 1
    }
  }
  const close = (name: string) => {
    if (unseen !== null) {
      if (name === unseen && --depth === 0) unseen = null
    } else if (BLOCKS.has(name)) parts.push('\n')
  }
  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: true },
    {
      onattribdata: nothing,
      onattribentity: nothing,
      onattribend: nothing,
      onattribname: nothing,
      oncdata: nothing,
      onclosetag: (start, end) => close(html.slice(start, end).trim().toLowerCase()),
      oncomment: nothing,
      ondeclaration: nothing,
      onend: nothing,
      onopentagend: nothing,
      onopentagname: open,
      onprocessinginstruction: nothing,
      onselfclosingtag: () => {
        if (unseen === tag) close(tag)
      },
      ontext: (start, end) => add(html.slice(start, end)),
      ontextentity: codepoint => add(String.fromCodePoint(codepoint)),
    },
  )
  tokenizer.write(html)
  tokenizer.end()
  return parts.join('')
}

/** Takes out what neither a reader nor PostgreSQL can use; the space characters become plain spaces. */
function tidy(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
    .replace(
      /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g,
      '',
    )
    .replace(/[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
