import type { MarketType } from '../statistics/trend-page.ts'

/** What a trend page is about, and so where it lies. */
export interface TrendPageKey {
  term: string
  location: string
  type: MarketType
}

export type IndexKey = Omit<TrendPageKey, 'term'>

/** Which pages of a publication exist, so that no page links to one that does not. */
export interface PageLinks {
  hasTrendPage(key: TrendPageKey): boolean
  hasIndexPage(key: IndexKey): boolean
}

/** The page that links all index pages, relative to the publication's folder like every path here. */
export const HOME_PATH = 'index.html'

/** Escapes follow `_`; no code is the beginning of another, so a slug reads back in one way only. */
const CODES: Record<string, string> = {
  '-': '_',
  '+': 'plus',
  '#': 'sharp',
  '.': 'dot',
  '/': 'slash',
  '&': 'and',
}

/**
 * A file name for a term or place from `a-z`, `0-9`, `-` and `_` alone: `C` is `c`, `C#` `c_sharp`, `C++`
 * `c_plus_plus`, `.NET` `_dotnet`. Two names share a slug only if they differ in nothing but case and spacing,
 * because file systems do not all tell case apart.
 */
export function slug(name: string): string {
  const folded = name.trim().toLowerCase().split(/\s+/).join(' ')
  const escaped = Array.from(folded, character => {
    if (/[a-z0-9]/.test(character)) return character
    if (character === ' ') return '-'
    return `_${CODES[character] ?? `x${character.codePointAt(0)?.toString(16)}_`}`
  }).join('')
  return escaped === 'index' ? '_index' : escaped
}

/** Where a trend page lies: `permanent/london/backend-developer.html`. */
export function pagePath(key: TrendPageKey): string {
  return `${key.type}/${slug(key.location)}/${slug(key.term)}.html`
}

/** Where the index page of a place and type lies: `permanent/london/index.html`. */
export function indexPath(key: IndexKey): string {
  return `${key.type}/${slug(key.location)}/index.html`
}

/** The relative address of one page on another; it works from the file system as well as from a server. */
export function relativeAddress(from: string, to: string): string {
  const here = from.split('/').slice(0, -1)
  const there = to.split('/')
  let shared = 0
  while (shared < here.length && shared < there.length - 1 && here[shared] === there[shared]) shared += 1
  return [...here.slice(shared).map(() => '..'), ...there.slice(shared)].join('/')
}
