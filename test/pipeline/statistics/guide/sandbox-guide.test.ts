import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RawPosting } from '../../../../crawlers/source.ts'
import { findPublication } from '../../../../db/queries/publications.ts'
import { aggregate } from '../../../../pipeline/stages/aggregate.ts'
import { findLocation, findTerm } from '../../../../pipeline/statistics/find-subject.ts'
import { bandOf } from '../../../../pipeline/statistics/guide/bands.ts'
import { ascending, medianFigure } from '../../../../pipeline/statistics/guide/figures.ts'
import type { GuidePage } from '../../../../pipeline/statistics/guide/guide-page.ts'
import { readGuidePage } from '../../../../pipeline/statistics/guide/read-guide-page.ts'
import { createMarket } from '../../../../scripts/sandbox/market.ts'
import { freshDatabase } from '../../../database.ts'
import { importPostings } from '../../../raw-postings.ts'

const after = '2025-05-21'
const market = createMarket({ scale: 0.05 })
const asOf = market.until
const adverts = market.adverts.filter(
  ({ postedOn, title, flaw }) => postedOn > after && title !== '' && flaw !== 'broken-date',
)
type Advert = (typeof adverts)[number]

let fresh: Awaited<ReturnType<typeof freshDatabase>>
let uk: GuidePage
let london: GuidePage

beforeAll(async () => {
  fresh = await freshDatabase()
  await importPostings(fresh.database, adverts.map(asReported))
  await aggregate(fresh.database, asOf, 6)
  uk = await guide('UK')
  london = await guide('London')
})
afterAll(() => fresh.drop())

async function guide(place: string): Promise<GuidePage> {
  const { database } = fresh
  const publication = (await findPublication(database, asOf, 6))!
  return readGuidePage(
    database,
    publication,
    await findTerm(database, 'Developer'),
    await findLocation(database, place),
  )
}

/** The advert as a board shows it; what it means is for the extractors to find. */
const asReported = (advert: Advert): RawPosting => ({
  source: advert.board,
  sourceId: advert.boardId,
  title: advert.title,
  description: market.describe(advert),
  company: advert.company,
  locations: [[advert.place.town, advert.place.region].filter(Boolean).join(', ')],
  pay: advert.pay && { ...advert.pay, currency: 'GBP', predicted: false },
  employmentTypes: [advert.type],
  postedAt: advert.postedOn,
  validThrough: advert.closedOn,
  seenAt: `${advert.postedOn}T06:00:00Z`,
})

/** The true vacancies of permanent developers, each by its first advert. */
const truth = [...Map.groupBy(adverts, ({ vacancy }) => vacancy).values()]
  .map(([first]) => first!)
  .filter(
    ({ inScope, type, titleTerms }) => inScope && type === 'permanent' && titleTerms.includes('Developer'),
  )

const medianOf = (some: readonly Advert[]) =>
  medianFigure(
    ascending(
      some.flatMap(({ pay }) =>
        pay?.unit === 'year' ? [((pay.min ?? pay.max)! + (pay.max ?? pay.min)!) / 2] : [],
      ),
    ),
  )

it('finds the true medians of every band of experience', () => {
  const { bands } = uk.markets.permanent
  expect(bands.map(({ band }) => band)).toEqual(expect.arrayContaining(['junior', 'mid', 'senior', 'lead']))
  for (const { band, vacancies, pay } of bands) {
    const members = truth.filter(({ seniority }) => bandOf(seniority) === band)
    const { quoted, p50 } = medianOf(members)
    expect([band, vacancies, pay.quoted, pay.p50]).toEqual([band, members.length, quoted, p50])
  }
})

it('finds the true shares of remote, hybrid and on-site work', () => {
  const { workplace } = uk.markets.permanent
  for (const name of ['remote', 'hybrid', 'onsite'] as const)
    expect([name, workplace[name].vacancies, workplace[name].of]).toEqual([
      name,
      truth.filter(advert => advert.workplace === name).length,
      truth.length,
    ])
  expect(workplace.notStated.vacancies).toBe(0)
})

it('finds the true premium of London over the rest', () => {
  const { comparison } = london.markets.permanent.locations.find(
    ({ location }) => location === 'UK excluding London',
  )!
  const inLondon = medianOf(truth.filter(({ place }) => place.region === 'London'))
  const rest = medianOf(truth.filter(({ place }) => place.region !== 'London' && place.region !== null))
  expect([comparison.mine, comparison.other]).toEqual([inLondon, rest])
  expect(comparison.ratio).toBe(inLondon.p50! / rest.p50!)
  // London pays more in the market's model, beyond chance.
  expect(comparison.ratioInterval![0]).toBeGreaterThan(1.05)
})

it('adjusts premiums by all quoted vacancies, those it can tell first', () => {
  const { skillPremiums, pay } = uk.markets.permanent
  const told = skillPremiums.findLastIndex(({ adjusted }) => adjusted !== null) + 1
  expect(told).toBeGreaterThan(5)
  const adjusted = skillPremiums.slice(0, told).map(row => row.adjusted!)
  for (const { ratio, ratioInterval, observations, vacancies } of adjusted) {
    expect(observations).toBe(pay.quoted)
    expect(vacancies).toBeGreaterThanOrEqual(20)
    expect(ratioInterval![0]).toBeLessThan(ratio)
    expect(ratioInterval![1]).toBeGreaterThan(ratio)
  }
  const ratios = adjusted.map(({ ratio }) => ratio)
  expect(ratios).toEqual(ratios.toSorted((a, b) => b - a))
})
