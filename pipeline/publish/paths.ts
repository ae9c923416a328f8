import type { MarketType } from '../statistics/trend-page.ts'

/** What a trend page is about, and so where it lies. */
export interface TrendPageKey {
  term: string
  location: string
  type: MarketType
  /** Length of the window. */
  months: number
}

export type IndexKey = Omit<TrendPageKey, 'term'>

/** What a salary guide, or a page of current positions, is about. */
export interface GuideKey {
  term: string
  location: string
}

/** The paths of all pages of a publication, so that no page links to one that does not exist. */
export interface PageLinks {
  has(path: string): boolean
}

/** The page that all others are found from, relative to the publication's folder like every path here. */
export const HOME_PATH = 'index.html'
export const GUIDES_PATH = 'guides/index.html'
export const COMPARISONS_PATH = 'compare/index.html'
export const METHOD_PATH = 'method.html'
export const COVERAGE_PATH = 'coverage.html'
export const OPERATIONS_PATH = 'operations.html'

/** The window whose pages lie at the top of the folder; those of others lie in folders of their own. */
const USUAL_MONTHS = 6

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

/** Where a trend page lies: `permanent/london/backend-developer.html`, `3-months/permanent/london/…`. */
export function pagePath(key: TrendPageKey): string {
  return `${folderOf(key)}/${slug(key.term)}.html`
}

/** Where the index page of a place, type and window lies: `permanent/london/index.html`. */
export function indexPath(key: IndexKey): string {
  return `${folderOf(key)}/index.html`
}

function folderOf({ type, location, months }: IndexKey): string {
  return `${months === USUAL_MONTHS ? '' : `${months}-months/`}${type}/${slug(location)}`
}

/** Where a salary guide lies: `guides/london/backend-developer.html`. */
export function guidePath(key: GuideKey): string {
  return `guides/${slug(key.location)}/${slug(key.term)}.html`
}

/** Where the open vacancies of a term lie: `positions/london/backend-developer.html`. */
export function positionsPath(key: GuideKey): string {
  return `positions/${slug(key.location)}/${slug(key.term)}.html`
}

/** Two terms of one place, or one term in two places; the first is what is compared, the second what it is compared with. */
export type ComparisonKey =
  | { of: 'terms'; location: string; pair: readonly [string, string] }
  | { of: 'places'; term: string; pair: readonly [string, string] }

/** Where a comparison lies: `compare/terms/london/java-developer--python-developer.html`; no slug holds two hyphens in a row. */
export function comparisonPath(key: ComparisonKey): string {
  const common = key.of === 'terms' ? key.location : key.term
  return `compare/${key.of}/${slug(common)}/${key.pair.map(slug).join('--')}.html`
}

/** The relative address of one page on another; it works from the file system as well as from a server. */
export function relativeAddress(from: string, to: string): string {
  const here = from.split('/').slice(0, -1)
  const there = to.split('/')
  let shared = 0
  while (shared < here.length && shared < there.length - 1 && here[shared] === there[shared]) shared += 1
  return [...here.slice(shared).map(() => '..'), ...there.slice(shared)].join('/')
}
