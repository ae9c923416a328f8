import type { PayUnit } from '../../../pipeline/statistics/trend-page.ts'
import type { PostingSketch } from '../../db/posting-rows.ts'
import { dayBefore, dayBeforeWindow } from './days.ts'
import { medianChain } from './median-chain.ts'
import { type PageFacts, type PayFacts, sharePrinted } from './page-facts.ts'
import { areasOfName } from './place.ts'
import { type Quote, quotesFor, steadyQuotes, weightsAt, withMiddle } from './quotes.ts'

/** A place of the list of job locations: one vacancy this year and one last year, and so many live. */
export interface PlaceFacts {
  name: string
  rankChange: number
  median: number
  live: number
}

/** A skill of the term's adverts this year. */
export interface SkillFacts {
  category: string
  name: string
  vacancies: number
}

type Term = NonNullable<PostingSketch['terms']>[number]
type Pay = NonNullable<PostingSketch['pay']>

/** What an advert has besides being of the page's type, in a window, by an employer of its own. */
type Advert = Pick<PostingSketch, 'terms' | 'areas'> & Partial<PostingSketch>

/** The oldest window, which no page prints but the column after it is compared with. */
const OLDEST = 3

/** Terms that take the ranks above the page's, in a category that no page here is about. */
const filler = (name: string | number): Term => ({ category: 'Systems Management', name: `Filler ${name}` })

/**
 * Adverts that have a page's figures, over the windows of its three columns and the year before them.
 * @param skills what the term's adverts of this year cite
 * @param place a place inside the page's
 */
export function marketOf(
  facts: PageFacts,
  skills: readonly SkillFacts[] = [],
  place: PlaceFacts | null = null,
): PostingSketch[] {
  const chains = medianChains(facts)
  const adverts = [0, 1, 2, OLDEST].flatMap(year => {
    const own = ownAdverts(facts, chains, year, skills)
    const others = otherAdverts(facts, chains, year, own)
    const above = ranksAbove(facts, year, own.length, others)
    cite(above.map(filler), above, place ? others.slice(0, -rivalsIn(place)) : others)
    const inPlace = place && year < 2 ? placeAdverts(facts, place, year, own, others) : []
    const outside = parentAdverts(facts, chains, year, own, others)
    return [...own, ...others, ...inPlace, ...outside, ...strayAdverts(facts, year)].map(
      (advert, n): Advert => ({ postedOn: dayBefore(facts.asOf, year, n % 180), ...advert }),
    )
  })
  return adverts.map((advert, n) => ({
    id: `${n}`,
    company: `Company ${n}`,
    market: facts.type,
    postedOn: facts.asOf,
    closedOn: advert.postedOn ?? null,
    ...advert,
  }))
}

interface Chains {
  own: (number | null)[]
  parent: (number | null)[]
  base: (number | null)[]
  baseParent: (number | null)[]
}

const unitsOf = (facts: PageFacts) => Object.keys(facts.pay) as PayUnit[]

function medianChains(facts: PageFacts): Map<PayUnit, Chains> {
  const none = [null, null, null, null]
  const own = (pay: PayFacts | undefined) => {
    const [now, last, before] = pay?.percentiles ?? []
    return pay?.percentiles
      ? medianChain([now?.[2] ?? null, last?.[2] ?? null, before?.[2] ?? null], pay.medianChange)
      : none
  }
  const parent = (pay: PayFacts | undefined) =>
    pay?.parentMedian ? medianChain(pay.parentMedian, pay.parentChange) : none
  return new Map(
    unitsOf(facts).map(unit => {
      const [pay, base] = [facts.pay[unit], facts.baseline.pay?.[unit]]
      return [unit, { own: own(pay), parent: parent(pay), base: own(base), baseParent: parent(base) }]
    }),
  )
}

/** The term's vacancies in the page's place. */
function ownAdverts(
  facts: PageFacts,
  chains: Map<PayUnit, Chains>,
  year: number,
  skills: readonly SkillFacts[],
): Advert[] {
  const pay = [...chains].flatMap(([unit, { own }]) => {
    const median = own[year]
    if (median == null) return []
    if (year === OLDEST) return [[median, median, unit] satisfies Pay]
    const { quoted, percentiles } = facts.pay[unit]!
    const rounding = unit === 'hour' ? 0.005 : 0.5
    return quotesFor(percentiles![year]!, median, quoted[year]!, rounding).map(
      ([low, high]): Pay => [low, high, unit],
    )
  })
  const count = year < OLDEST ? facts.vacancies[year]! : oldestRank(facts) === null ? 0 : 3
  return Array.from({ length: count }, (_, n) => ({
    areas: areasOfName(facts.location),
    terms: [
      { category: facts.category, name: facts.term },
      ...skills
        .filter(({ vacancies }) => year === 0 && n >= count - vacancies)
        .map(({ category, name }) => ({ category, name })),
    ],
    pay: pay[n] ?? null,
  }))
}

/** All other vacancies of the place: those of the page's category first. */
function otherAdverts(facts: PageFacts, chains: Map<PayUnit, Chains>, year: number, own: Advert[]): Advert[] {
  const areas = areasOfName(facts.location)
  const recognised = year < OLDEST ? facts.baseline.recognised[year]! : 1000
  const all = year < OLDEST ? allOf(facts, year as 0 | 1 | 2) : recognised
  const pay = [...chains].flatMap(([unit, { base }]) => {
    const known = facts.baseline.pay?.[unit]
    const median = base[year]
    if (!known) return []
    const beside = quotesOf(own, unit)
    if (year === OLDEST)
      return median == null ? [] : weightsAt(median, beside).map(([low, high]): Pay => [low, high, unit])
    return baselineQuotes(known, year, beside).map(([low, high]): Pay => [low, high, unit])
  })
  // What is not recognised quotes as well, and more than anybody: no baseline may count it.
  const stray: Pay = facts.type === 'permanent' ? [399_000, 400_000, 'year'] : [2999, 3000, 'day']
  return Array.from({ length: all - own.length }, (_, n) =>
    n < recognised - own.length
      ? { areas, terms: [{ category: facts.category, name: 'Other' }], pay: pay[n] ?? null }
      : { areas, terms: [], pay: stray },
  )
}

/** Exact where the sample is so large that the term's own quotes leave every percentile in its place. */
function baselineQuotes(known: PayFacts, year: number, beside: Quote[]): Quote[] {
  const [quoted, percentiles] = [known.quoted[year]!, known.percentiles?.[year]]
  if (percentiles && !percentiles.includes(null) && quoted > 1000)
    return steadyQuotes(percentiles as number[], quoted, beside.length)
  return Array.from({ length: quoted - beside.length }, () => [50_000, 50_000])
}

const quotesOf = (adverts: readonly Advert[], unit: PayUnit): Quote[] =>
  adverts.flatMap(({ pay, terms }) =>
    pay?.[2] === unit && terms!.length > 0 ? [[pay[0], pay[1]] as const] : [],
  )

/** How many vacancies there are in all, so that the shares print as the page's. */
function allOf(facts: PageFacts, year: 0 | 1 | 2): number {
  const recognised = facts.baseline.recognised[year]
  const printed = (part: number, all: number, wanted: string | null | undefined) =>
    wanted == null || sharePrinted(part / all) === wanted
  for (let all = recognised; all < recognised * 20; all++)
    if (
      printed(recognised, all, facts.baseline.share?.[year]) &&
      printed(facts.vacancies[year], all, facts.shareOfAll[year])
    )
      return all
  throw new Error(`no number of vacancies has the shares of ${facts.term} in ${facts.location}`)
}

function oldestRank(facts: PageFacts): number | null {
  const [rank, change] = [facts.rank[2], facts.rankChange[2]]
  return rank === null || change === null ? null : rank + change
}

/** Numbers of vacancies, all different and above the term's, that give it its rank. */
function ranksAbove(facts: PageFacts, year: number, own: number, others: readonly Advert[]): number[] {
  const rank = year < OLDEST ? facts.rank[year]! : oldestRank(facts)
  if (rank === null) return []
  const other = others.filter(({ terms }) => terms!.length > 0).length
  const counts: number[] = []
  for (let count = own + 1; counts.length < rank - (other > own ? 2 : 1); count++)
    if (count !== other) counts.push(count)
  return counts
}

/** Lets so many adverts cite each term, going round. */
function cite(terms: readonly Term[], counts: readonly number[], adverts: readonly Advert[]): void {
  let next = 0
  terms.forEach((term, index) => {
    if (counts[index]! > adverts.length)
      throw new Error(`${adverts.length} adverts are too few for ${term.name}`)
    for (let n = 0; n < counts[index]!; n++) adverts[next++ % adverts.length]!.terms!.push(term)
  })
}

/** Adverts that are live on the as-of day close a month later. */
const openUntil = (facts: PageFacts) => dayBefore(facts.asOf, 0, -30)

/** Vacancies of the place that give last year's rank; they cite nothing else. */
const rivalsIn = (place: PlaceFacts) => place.rankChange + 1

/** Moves one of the term's vacancies into the place; last year others are there too, of more frequent terms. */
function placeAdverts(
  facts: PageFacts,
  place: PlaceFacts,
  year: number,
  own: Advert[],
  others: Advert[],
): Advert[] {
  const areas = areasOfName(place.name)
  if (year === 1) {
    const [mine, rivals] = [own.at(-1)!, others.slice(-rivalsIn(place))]
    for (const advert of [mine, ...rivals]) advert.areas = areas
    const counts = Array.from({ length: place.rankChange }, (_, n) => n + 2)
    cite(
      counts.map(count => filler(`of ${place.name} ${count}`)),
      counts,
      rivals,
    )
    return []
  }
  const { quotes, index } = withMiddle(quotesOf(own, 'year'), place.median)
  const mine = own[index]!
  Object.assign(mine, { areas, pay: [...quotes[index]!, 'year'], closedOn: openUntil(facts) })
  // Older than the window, younger than last year's, and still open.
  return Array.from({ length: place.live - 1 }, (_, n) => ({
    areas,
    terms: mine.terms!.slice(0, 1),
    postedOn: dayBefore(facts.asOf, 0, 190 + n),
    closedOn: openUntil(facts),
  }))
}

/** Vacancies around the page's place that give the parent its medians. */
function parentAdverts(
  facts: PageFacts,
  chains: Map<PayUnit, Chains>,
  year: number,
  own: Advert[],
  others: Advert[],
): Advert[] {
  const areas = areasOfName(facts.parent)
  return [...chains].flatMap(([unit, { parent, baseParent }]) => {
    const weigh = (median: number | null | undefined, beside: readonly Quote[], name: string): Advert[] =>
      median == null
        ? []
        : weightsAt(median, beside).map(([low, high]) => ({
            areas,
            terms: [{ category: facts.category, name }],
            pay: [low, high, unit],
          }))
    const mine = weigh(parent[year], quotesOf(own, unit), facts.term)
    return [...mine, ...weigh(baseParent[year], quotesOf([...own, ...others, ...mine], unit), 'Other')]
  })
}

/** What no column may count: the term on the day before the window, and in jobs of the other type. */
function strayAdverts(facts: PageFacts, year: number): Advert[] {
  const [other, pay] =
    facts.type === 'permanent'
      ? (['contract', [11_000, 12_000, 'year']] as const)
      : (['permanent', [60, 70, 'day']] as const)
  const advert = {
    areas: areasOfName(facts.location),
    terms: [{ category: facts.category, name: facts.term }],
    pay: [...pay] as Pay,
  }
  return [
    { ...advert, postedOn: dayBeforeWindow(facts.asOf, year) },
    { ...advert, market: other },
  ]
}
