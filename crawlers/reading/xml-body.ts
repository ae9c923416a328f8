import { decodeXML } from 'entities'
import { XMLParser } from 'fast-xml-parser'
import { SourceChanged } from '../errors.ts'
import { decodeBody } from '../http/decode-body.ts'
import type { StoredResponse } from '../source.ts'

const CDATA = '#cdata'
const TEXT = '#text'
/** Elements of words: markup that somebody forgot to escape belongs to their text. */
const WORDS = ['value', 'description']

/** Entities of a document's own are never expanded; the five of XML and numbers are undone afterwards. */
const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  cdataPropName: CDATA,
  textNodeName: TEXT,
  processEntities: false,
  parseTagValue: false,
  stopNodes: WORDS.map(name => `..${name}`),
})

/**
 * The root element of an XML response as plain values: an element that holds text is that text with its escapes
 * undone, one that holds elements is an object by their local names, several of one name are a list, and an empty one
 * is `''`. Attributes are left out.
 *
 * @throws SourceChanged where the document is none, has another root, or ends before its root does
 */
export function xmlBody(response: StoredResponse, root: string): unknown {
  const xml = decodeBody(response.body, response.contentType || 'application/xml')
  if (!endsWith(root, xml)) throw new SourceChanged(`${response.url}: not a complete <${root}> document`)
  try {
    const document = parser.parse(xml) as Record<string, unknown>
    if (Object.hasOwn(document, root)) return plain(document[root])
  } catch (cause) {
    throw new SourceChanged(`${response.url}: not readable as XML`, { cause })
  }
  throw new SourceChanged(`${response.url}: no <${root}> in the document`)
}

/** The elements of one name below an element, which XML does not tell from a single one or none. */
export const listOf = (value: unknown): unknown[] =>
  value === undefined || value === '' ? [] : [value].flat(1)

/** Whether the root's end is the last thing of the document but for space and one comment: what was cut off parses all the same. */
function endsWith(root: string, xml: string): boolean {
  let end = xml.slice(-600).trimEnd()
  if (end.endsWith('-->')) end = end.slice(0, Math.max(end.lastIndexOf('<!--'), 0)).trimEnd()
  const last = end.slice(Math.max(end.lastIndexOf('<'), 0)).replace(/\s/g, '')
  return last === `</${root}>` || last === `<${root}/>`
}

function plain(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return WORDS.includes(name) ? wordsOf(value) : decodeXML(value)
  if (Array.isArray(value)) return value.map(part => plain(part, name))
  if (typeof value !== 'object' || value === null) return value
  const element = value as Record<string, unknown>
  if (Object.hasOwn(element, CDATA)) {
    const text = typeof element[TEXT] === 'string' ? decodeXML(element[TEXT]) : ''
    return `${text}${[element[CDATA]].flat(1).join('')}`.trim()
  }
  return Object.fromEntries(Object.entries(element).map(([child, part]) => [child, plain(part, child)]))
}

/** Of text left as it stood: CDATA is taken out of its wrapping, escapes are undone unless there is real markup. */
function wordsOf(text: string): string {
  if (text.includes('<![CDATA[')) return text.replaceAll('<![CDATA[', '').replaceAll(']]>', '').trim()
  return (text.includes('<') ? text : decodeXML(text)).trim()
}
