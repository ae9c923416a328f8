import { childrenOf } from '../../extractors/location/areas.ts'
import { familyOf } from '../statistics/guide/title-family.ts'
import type { IndexRow, Interval, MarketType } from '../statistics/trend-page.ts'
import { type ComparisonKey, type GuideKey, pagePath, slug, type TrendPageKey } from './paths.ts'
import { TITLE_CATEGORY } from './wording.ts'

/** A term of an index, with the sample and the interval of its median. */
export interface IndexedTerm extends IndexRow {
  quoted: number
  p50Interval: Interval
}

/** An index: the terms of a place, type and window, with their figures. */
export interface PlaceIndex {
  location: string
  type: MarketType
  months: number
  /** All vacancies of the place and type in the window. */
  vacancies: number
  /** Terms with at least one vacancy, by rank. */
  rows: IndexedTerm[]
}

/** A trend page; where title and skill share a name, which of the two it shows. */
export type PlannedTrend = TrendPageKey & { category: string }

/** Which pages are written, besides those that each publication has one of. */
export interface PagePlan {
  /** Length of the window of home page, guides and comparisons. */
  months: number
  /** In the order they are shown; those of other windows last. */
  indexes: PlaceIndex[]
  trends: PlannedTrend[]
  /** All of titles. */
  guides: GuideKey[]
  comparisons: ComparisonKey[]
}

/** How many titles have guides and comparisons, besides those asked for. */
const MAIN_TITLES = 6
/** How many pairs of titles are compared in one place. */
const PAIRS = 10
/** What guides are written for, and what other places are compared with, where they are among the places. */
const MAIN_PLACES = ['UK', 'London']
const YARDSTICKS = ['London', 'UK excluding London']

/**
 * Plans the pages over some indexes.
 * Trend pages over windows of other lengths are those of the main places.
 * @param chosen so many of the first terms of each index get a trend page, and these wherever they have vacancies
 */
export function planPages(
  indexes: PlaceIndex[],
  months: number,
  chosen: { top: number; terms: readonly string[] },
): PagePlan {
  const own = indexes.filter(index => index.months === months)
  const asked = askedTitles(own, chosen.terms)
  const titles = [...new Set([...asked, ...firstTitles(own)])]
  const others = mainPlaces(own, [...MAIN_PLACES, ...YARDSTICKS])
  const trends = indexes
    .filter(index => index.months === months || others.includes(index.location))
    .flatMap(index => planTrends(index, chosen.top, [...chosen.terms, ...titles]))
  const guides = planGuides(own, titles)
  const comparisons = planComparisons(
    trends.filter(trend => trend.months === months && trend.category === TITLE_CATEGORY),
    guides,
    titles,
    asked.length > 0 ? asked : titles.slice(0, 1),
  )
  return { months, indexes, trends, guides, comparisons }
}

/** Trend pages of an index: its first terms and those asked for, each file name once, where names clash the title's. */
function planTrends(index: PlaceIndex, top: number, terms: readonly string[]): PlannedTrend[] {
  const { location, type, months, rows } = index
  const wanted = new Set(terms.map(term => term.toLowerCase()))
  const chosen = rows.filter((row, at) => at < top || wanted.has(row.term.toLowerCase()))
  const keys = new Map<string, PlannedTrend>()
  for (const { term, category } of chosen) {
    const key = { term, category, location, type, months }
    if (!keys.has(pagePath(key)) || category === TITLE_CATEGORY) keys.set(pagePath(key), key)
  }
  return [...keys.values()]
}

/** The titles asked for, as the indexes write them. */
function askedTitles(indexes: readonly PlaceIndex[], asked: readonly string[]): string[] {
  const names = new Map(
    indexes.flatMap(({ rows }) =>
      rows
        .filter(row => row.category === TITLE_CATEGORY)
        .map(row => [row.term.toLowerCase(), row.term] as const),
    ),
  )
  return [...new Set(asked.flatMap(name => names.get(name.toLowerCase()) ?? []))]
}

/** The first titles of the first index. */
const firstTitles = (indexes: readonly PlaceIndex[]): string[] =>
  (indexes[0]?.rows ?? [])
    .filter(row => row.category === TITLE_CATEGORY)
    .slice(0, MAIN_TITLES)
    .map(row => row.term)

/** Those of these places that have an index; where none has, all that have one. */
function mainPlaces(indexes: readonly PlaceIndex[], main: readonly string[]): string[] {
  const places = [...new Set(indexes.map(index => index.location))]
  const found = main.filter(place => places.includes(place))
  return found.length > 0 ? found : places
}

/** Guides of these titles in the main places. */
function planGuides(indexes: readonly PlaceIndex[], titles: readonly string[]): GuideKey[] {
  const guides = mainPlaces(indexes, MAIN_PLACES).flatMap(location =>
    titles
      .filter(term =>
        indexes.some(index => index.location === location && index.rows.some(row => row.term === term)),
      )
      .map(term => ({ term, location })),
  )
  return [...new Map(guides.map(guide => [`${slug(guide.location)}/${slug(guide.term)}`, guide])).values()]
}

/**
 * Comparisons of the titles: with each other in the places of the guides, siblings first and no title with one that it is
 * a kind of; and some by place, each place against London and, unless it is a part of London, against the UK without it.
 */
function planComparisons(
  trends: readonly TrendPageKey[],
  guides: readonly GuideKey[],
  titles: readonly string[],
  titlesByPlace: readonly string[],
): ComparisonKey[] {
  const typesOf = Map.groupBy(trends, ({ term, location }) => `${term}\n${location}`)
  const share = (a: GuideKey, b: GuideKey) => {
    const types = (key: GuideKey) =>
      new Set(typesOf.get(`${key.term}\n${key.location}`)?.map(({ type }) => type))
    return types(a).intersection(types(b)).size > 0
  }
  const byTerm = [...new Set(guides.map(guide => guide.location))].flatMap(location =>
    titlePairs(titles)
      .filter(([a, b]) => share({ term: a, location }, { term: b, location }))
      .slice(0, PAIRS)
      .map((pair): ComparisonKey => ({ of: 'terms', location, pair })),
  )
  const places = [...new Set(trends.map(trend => trend.location))]
  const byPlace = titlesByPlace.flatMap(term =>
    placePairs(places)
      .filter(([a, b]) => share({ term, location: a }, { term, location: b }))
      .map((pair): ComparisonKey => ({ of: 'places', term, pair })),
  )
  return [...byTerm, ...byPlace]
}

/** Pairs of titles of which neither is a kind of the other; those with a wider role in common first. */
function titlePairs(titles: readonly string[]): [string, string][] {
  const families = new Map(titles.map(title => [title, familyOf(title)]))
  const widerOf = (title: string) => new Set(families.get(title)?.wider)
  const roleOf = (title: string) => families.get(title)?.role ?? title
  const pairs = titles.flatMap((a, at) => titles.slice(at + 1).map((b): [string, string] => [a, b]))
  const siblings = ([a, b]: [string, string]) => widerOf(a).intersection(widerOf(b)).size > 0
  return pairs
    .filter(([a, b]) => roleOf(a) !== roleOf(b) && !widerOf(a).has(b) && !widerOf(b).has(a))
    .toSorted((x, y) => Number(siblings(y)) - Number(siblings(x)))
}

const inLondon = new Set(childrenOf('London'))

function placePairs(places: readonly string[]): [string, string][] {
  const yardsticks = YARDSTICKS.filter(place => places.includes(place))
  const others = places.filter(place => !yardsticks.includes(place) && !MAIN_PLACES.includes(place))
  return [
    ...(yardsticks.length === 2 ? [[yardsticks[0]!, yardsticks[1]!] as [string, string]] : []),
    ...others.flatMap(place =>
      yardsticks
        .filter(yardstick => yardstick === 'London' || !inLondon.has(place))
        .map((yardstick): [string, string] => [place, yardstick]),
    ),
  ]
}
