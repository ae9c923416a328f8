import { decodeXML } from 'entities'
import { XMLParser } from 'fast-xml-parser'
import { SourceChanged } from '../../errors.ts'

/** An item's elements by local name in lower case, each with its text; markup inside a description stays markup. */
export type FeedItem = Record<string, string>

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  cdataPropName: '#cdata',
  processEntities: false,
  parseTagValue: false,
  // Their inner markup belongs to the text (Atom's xhtml content, and feeds that forget to escape).
  stopNodes: ['..description', '..content:encoded', '..content', '..summary'],
  isArray: name => name === 'item' || name === 'entry',
})

/**
 * The items of an RSS 2.0 or Atom feed.
 * @throws SourceChanged where the document is no feed, or ends before its root element does
 */
export function feedItems(xml: string, url: string): FeedItem[] {
  const root = lastElement(xml)
  if (root === undefined) throw new SourceChanged(`${url}: not a complete RSS or Atom feed`)
  const document = parse(xml, url)
  const feed = root === 'rss' ? child(child(document, 'rss'), 'channel') : child(document, 'feed')
  if (feed === undefined) throw new SourceChanged(`${url}: a feed without a channel`)
  const items = root === 'rss' ? feed.item : feed.entry
  return (Array.isArray(items) ? items : []).filter(isElement).map(flatten)
}

/** The name of the root element, where its end tag is the last thing of the document but for space and one comment. */
function lastElement(xml: string): string | undefined {
  let end = xml.slice(-600).trimEnd()
  if (end.endsWith('-->')) end = end.slice(0, Math.max(end.lastIndexOf('<!--'), 0)).trimEnd()
  return /^<\/(rss|feed)\s*>$/.exec(end.slice(Math.max(end.lastIndexOf('<'), 0)))?.[1]
}

type Element = Record<string, unknown>

function parse(xml: string, url: string): Element {
  try {
    return parser.parse(xml) as Element
  } catch (cause) {
    throw new SourceChanged(`${url}: not readable as XML`, { cause })
  }
}

/** The first of several elements of one name counts, one without a prefix before one with. */
function flatten(item: Element): FeedItem {
  const flat = new Map<string, { text: string; isPrefixed: boolean }>()
  for (const [name, value] of Object.entries(item)) {
    const isPrefixed = name.includes(':')
    const local = name.slice(name.indexOf(':') + 1).toLowerCase()
    const text = local === 'link' ? linkText(value) : textOf(value)
    const known = flat.get(local)
    if (text !== '' && (known === undefined || (known.isPrefixed && !isPrefixed)))
      flat.set(local, { text, isPrefixed })
  }
  return Object.fromEntries([...flat].map(([name, { text }]) => [name, text]))
}

/** RSS writes the address as text, Atom as an attribute, several of them with different purposes. */
function linkText(value: unknown): string {
  const links = [value].flat(1)
  const isAlternate = (link: unknown): boolean =>
    isElement(link) && (link['@rel'] ?? 'alternate') === 'alternate'
  const link = links.find(isAlternate) ?? links[0]
  const address = isElement(link) ? link['@href'] : undefined
  return typeof address === 'string' ? decodeXML(address) : textOf(link)
}

/** An element's text; of an element of elements, the texts of its leaves (`Oslo, Norway`). */
function textOf(value: unknown, depth = 0): string {
  if (typeof value === 'string') return unescaped(value)
  if (depth > 5) return ''
  if (Array.isArray(value)) return textOf(value[0], depth + 1)
  if (!isElement(value)) return ''
  const own = [value['#text'], value['#cdata']].flat(1)
  const texts = own.every(part => part === undefined)
    ? Object.entries(value).map(([name, part]) => (name.startsWith('@') ? '' : textOf(part, depth + 1)))
    : [
        typeof value['#text'] === 'string' ? unescaped(value['#text']) : '',
        [value['#cdata'] ?? ''].flat(1).join(''),
      ]
  return [...new Set(texts.filter(Boolean))].join(', ')
}

/** Of text left as it stood: CDATA is taken out of its wrapping, escapes are undone unless there is real markup. */
function unescaped(text: string): string {
  if (text.includes('<![CDATA[')) return text.replaceAll('<![CDATA[', '').replaceAll(']]>', '').trim()
  return (text.includes('<') ? text : decodeXML(text)).trim()
}

function child(element: Element | undefined, name: string): Element | undefined {
  const value = element?.[name]
  return isElement(value) ? value : value === '' ? {} : undefined
}

const isElement = (value: unknown): value is Element =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
