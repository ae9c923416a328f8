import * as cheerio from 'cheerio'
import { Tokenizer } from 'htmlparser2'

/** Deeper nesting is hostile: cheerio's tree walk overflows the stack at 3,000 levels (measured, 1.2.0). */
const DEPTH_LIMIT = 512
/** Elements that hold nothing, and those that the next of their kind closes: they add no depth. */
const SHALLOW = new Set(
  'area base br col embed hr img input link meta param source track wbr p li td th tr option dt dd'.split(
    ' ',
  ),
)

/** What a page holds of interest: its JSON-LD blocks as text, in order. */
export interface Page {
  blocks: string[]
  /** The deepest nesting of elements, unclosed ones included. */
  depth: number
}

/**
 * Reads a page as a stream of tags. The tokenizer alone takes time in proportion to the page; with the parser on top,
 * a million nested elements took 400 s (htmlparser2 12.0.0).
 */
export function scanPage(html: string): Page {
  const page: Page = { blocks: [], depth: 0 }
  const ignore = (): void => {}
  let depth = 0
  let tag = ''
  let attribute = ''
  let isJsonLd = false
  let block: string | null = null
  const endOpening = (): void => {
    if (tag === 'script' && isJsonLd) block = ''
  }
  const tokenizer = new Tokenizer(
    { xmlMode: false, decodeEntities: false },
    {
      onopentagname(start, end) {
        tag = html.slice(start, end).toLowerCase()
        isJsonLd = false
        if (!SHALLOW.has(tag)) page.depth = Math.max(page.depth, ++depth)
      },
      onattribname(start, end) {
        attribute = tag === 'script' ? html.slice(start, end).toLowerCase() : ''
      },
      onattribdata(start, end) {
        isJsonLd ||= attribute === 'type' && /^\s*application\/ld\+json\b/i.test(html.slice(start, end))
      },
      onopentagend: endOpening,
      onselfclosingtag: endOpening,
      ontext(start, end) {
        if (block !== null) block += html.slice(start, end)
      },
      onclosetag(start, end) {
        const name = html.slice(start, end).toLowerCase()
        if (!SHALLOW.has(name)) depth = Math.max(0, depth - 1)
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
  return page
}

/**
 * The web addresses of the links that a CSS selector finds, each once, without fragments; null where the page is nested
 * too deeply to build its tree.
 */
export function linksOf(html: string, page: Page, selector: string, url: string): string[] | null {
  if (page.depth > DEPTH_LIMIT) return null
  const $ = cheerio.load(html)
  const base = absolute($('base[href]').first().attr('href') ?? '', url) ?? url
  const links = $(selector)
    .toArray()
    .map(element => absolute($(element).attr('href') ?? '', base))
  return [...new Set(links.filter(link => link !== undefined))]
}

/** An http(s) address without its fragment; undefined for `mailto:`, `javascript:` and nonsense. */
export function absolute(href: string, base: string): string | undefined {
  if (href.trim() === '' || !URL.canParse(href.trim(), base)) return undefined
  const address = new URL(href.trim(), base)
  address.hash = ''
  return /^https?:$/.test(address.protocol) ? address.href : undefined
}
