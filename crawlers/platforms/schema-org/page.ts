import * as cheerio from 'cheerio/slim'
import { decodeHTMLAttribute } from 'entities'
import { Tokenizer } from 'htmlparser2'
import { type ClosedNotice, closedNotice, LONGEST_NOTICE } from './closed-notices.ts'
import { isBlock, isVoid, openElements } from './open-elements.ts'

/** Deeper nesting is hostile: cheerio's tree walk overflows the stack at 3,000 levels (measured, 1.2.0). */
const DEPTH_LIMIT = 512
const MARKED_LIMIT = 20_000
const MOST_NOTICES = 20
/** Characters of one attribute, and of the HTML inside one marked element. */
const VALUE_LIMIT = 1024 * 1024

/** An element of the page's microdata or RDFa. */
export interface Marked {
  tag: string
  attributes: ReadonlyMap<string, string>
  /** The HTML inside it. */
  inner: string
  children: Marked[]
}

/** What a page holds of interest. */
export interface Page {
  /** Its JSON-LD blocks as text, in order. */
  blocks: string[]
  /** The outermost elements of its microdata and RDFa, in order. */
  marked: Marked[]
  /** Its own statements that an advert is closed. */
  notices: ClosedNotice[]
  /** Whether it reserves its content against text and data mining (`tdm-reservation`, W3C TDMRep). */
  isReserved: boolean
  /** Why its elements were not read, JSON-LD excepted; null where they were. */
  excess: string | null
  /** What its links are relative to: `<base href>`, else its address. */
  base: string
}

/** Attributes that make an element part of the microdata or RDFa; `id` too, where an `itemref` may name it. */
const MARKS = ['itemscope', 'itemprop', 'typeof', 'property', 'vocab', 'prefix', 'resource', 'about']
const READ = new Set([
  ...MARKS,
  ...'itemtype itemref id content datetime href src data value datatype'.split(' '),
  ...'type name hidden style class aria-hidden'.split(' '),
])
const LONGEST_NAME = Math.max(...[...READ].map(name => name.length))

/** What nobody sees, and what speaks of other pages: a notice in there is none of this page. */
const APART = new Set(
  `a aside button dialog footer iframe label li nav noscript object option script select style svg template textarea
   title`.split(/\s+/),
)
const HIDDEN_CLASS = /(?:^|\s)(?:hidden|hide|is-hidden|ng-hide|d-none|invisible)(?:\s|$)/
const HIDDEN_STYLE = /display\s*:\s*none|visibility\s*:\s*hidden/i

interface Open {
  marked: Marked | null
  /** The nearest marked element, this one included. */
  within: Marked | null
  isApart: boolean
  /** Where its content begins. */
  from: number
}

/**
 * Reads a page as a stream of tags, in time proportional to its length. With htmlparser2's parser on top of its
 * tokenizer, a million nested elements took 400 s (12.0.0); hence `openElements`.
 */
export function scanPage(html: string, url: string): Page {
  const page: Page = { blocks: [], marked: [], notices: [], isReserved: false, excess: null, base: '' }
  const marks = html.includes('itemref') ? [...MARKS, 'id'] : MARKS
  const ranges = new Map<string, [number, number]>()
  let count = 0
  let here = 0
  let tag = ''
  let attribute = ''
  let block: string | null = null
  let line = ''

  const attributeOf = (name: string): string | undefined => {
    const range = ranges.get(name)
    return range && decodeHTMLAttribute(html.slice(range[0], Math.min(range[1], range[0] + VALUE_LIMIT)))
  }
  const elements = openElements<Open>(({ marked, from }) => {
    if (marked) marked.inner = html.slice(from, Math.min(here, from + VALUE_LIMIT))
  })
  const endLine = (): void => {
    const isCandidate = line.length >= 10 && page.notices.length < MOST_NOTICES
    const notice = isCandidate ? closedNotice(line) : null
    if (notice) page.notices.push(notice)
    line = ''
  }
  const giveUp = (excess: string): void => {
    page.excess = excess
    page.marked = []
    page.notices = []
  }

  function readHead(): void {
    if (tag === 'script') {
      if (/^\s*application\/ld\+json\b/i.test(attributeOf('type') ?? '')) block = ''
    } else if (tag === 'meta') {
      if (/^tdm-reservation$/i.test(attributeOf('name') ?? '') && attributeOf('content')?.trim() === '1')
        page.isReserved = true
    } else if (tag === 'base') page.base ||= absolute(attributeOf('href') ?? '', url) ?? ''
  }

  function mark(within: Marked | null): Marked | null {
    if (ranges.size === 0 || !marks.some(name => ranges.has(name))) return null
    if (++count > MARKED_LIMIT) {
      giveUp(`more than ${MARKED_LIMIT} elements of microdata or RDFa`)
      return null
    }
    const attributes = new Map([...ranges.keys()].map(name => [name, attributeOf(name)!]))
    const marked: Marked = { tag, attributes, inner: '', children: [] }
    ;(within?.children ?? page.marked).push(marked)
    return marked
  }

  const isHidden = (): boolean =>
    ranges.has('hidden') ||
    attributeOf('aria-hidden') === 'true' ||
    HIDDEN_CLASS.test(attributeOf('class') ?? '') ||
    HIDDEN_STYLE.test(attributeOf('style') ?? '')

  function startElement(end: number, isSelfClosing: boolean): void {
    readHead()
    if (page.excess) return
    if (isBlock(tag) || tag === 'br') endLine()
    elements.makeRoom(tag)
    const parent = elements.innermost
    const marked = mark(parent?.within ?? null)
    // `<span itemprop="…" content="…"/>` is meant to end there, though browsers leave it open.
    if (isVoid(tag) || isSelfClosing) return
    elements.start(tag, {
      marked,
      within: marked ?? parent?.within ?? null,
      isApart: parent?.isApart || APART.has(tag) || (ranges.size > 0 && isHidden()),
      from: end + 1,
    })
    if (elements.depth > DEPTH_LIMIT) giveUp(`nested deeper than ${DEPTH_LIMIT} elements`)
  }

  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: false },
    {
      onopentagname(start, end) {
        tag = html.slice(start, end).toLowerCase()
        here = start - 1
        ranges.clear()
      },
      onattribname(start, end) {
        const name = end - start > LONGEST_NAME ? '' : html.slice(start, end).toLowerCase()
        // The first of two attributes of one name counts.
        attribute = READ.has(name) && !ranges.has(name) ? name : ''
        if (attribute !== '') ranges.set(attribute, [end, end])
      },
      onattribdata(start, end) {
        if (attribute !== '') ranges.set(attribute, [start, end])
      },
      onopentagend: end => startElement(end, false),
      onselfclosingtag: end => startElement(end, true),
      ontext(start, end) {
        if (block !== null) block += html.slice(start, end)
        else if (line.length < LONGEST_NOTICE && !page.excess && !elements.innermost?.isApart)
          line += html.slice(start, Math.min(end, start + LONGEST_NOTICE))
      },
      onclosetag(start, end) {
        const name = html.slice(start, end).toLowerCase()
        here = start - 2
        if (!page.excess) {
          if (isBlock(name)) endLine()
          elements.end(name)
        }
        if (name !== 'script' || block === null) return
        page.blocks.push(block)
        block = null
      },
      onattribend: ignore,
      onattribentity: ignore,
      ontextentity: ignore,
      oncdata: ignore,
      oncomment: ignore,
      ondeclaration: ignore,
      onend: ignore,
      onprocessinginstruction: ignore,
    },
  )
  tokenizer.write(html)
  tokenizer.end()
  here = html.length
  elements.endAll()
  endLine()
  page.base ||= url
  return page
}

const ignore = (): void => {}

/**
 * The web addresses of the links that a CSS selector finds, each once, without fragments; null where the page is nested
 * too deeply to build its tree.
 */
export function linksOf(html: string, page: Page, selector: string): string[] | null {
  if (page.excess) return null
  const $ = cheerio.load(html)
  const links = $(selector)
    .toArray()
    .map(element => absolute($(element).attr('href') ?? '', page.base))
  return [...new Set(links.filter(link => link !== undefined))]
}

/** An http(s) address without its fragment; undefined for `mailto:`, `javascript:` and nonsense. */
export function absolute(href: string, base: string): string | undefined {
  if (href.trim() === '' || !URL.canParse(href.trim(), base)) return undefined
  const address = new URL(href.trim(), base)
  address.hash = ''
  return /^https?:$/.test(address.protocol) ? address.href : undefined
}
