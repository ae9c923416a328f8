import { z } from 'zod'
import type { Database } from '../../../db/connection.ts'
import { type AreaQuotes, readAreaQuotes } from '../../../db/queries/guide-figures.ts'
import type { Publication } from '../../../db/queries/publications.ts'
import { findAreas, type Term } from '../../../db/queries/terms.ts'
import { areas as taxonomyAreas } from '../../../extractors/location/areas.ts'
import { bandOf } from './bands.ts'
import { ascending, medianFigure } from './figures.ts'
import type { Benchmark } from './guide-page.ts'
import { Moment, readData } from './read-data.ts'
import { mainUnit, windowOf } from './window-of.ts'

const known = new Set(taxonomyAreas.map(({ name }) => name))
const Pounds = z.number().positive().nullable()

const Published = z
  .strictObject({
    source: z.string().min(1),
    terms: z.array(z.string()).min(1),
    statistic: z.string().min(1),
    location: z.string().refine(name => known.has(name), 'the taxonomy has no such place'),
    type: z.enum(['permanent', 'contract']),
    band: z.enum(['junior', 'mid', 'senior', 'lead', 'head']).nullable().default(null),
    unit: z.enum(['year', 'day']),
    low: Pounds,
    high: Pounds,
    andMore: z.boolean().default(false),
    asOf: Moment.nullable().default(null),
    note: z.string().nullable().default(null),
  })
  .refine(({ low, high }) => low !== null || high !== null, 'give low, high or both')
  .refine(({ low, high }) => low === null || high === null || low <= high, 'low is above high')
  .refine(({ type, unit }) => mainUnit[type] === unit, 'permanent pay is per year, contract pay per day')
type Published = z.infer<typeof Published>

export const BenchmarksFile = z
  .object({ benchmarks: z.array(Published) })
  .transform(({ benchmarks }) => benchmarks)
const published = readData('benchmarks.yaml', BenchmarksFile)

/** What others have published of a title, in the order of the file, beside our median of the same place, type and band. */
export async function readBenchmarks(
  database: Database,
  publication: Publication,
  { termId, name }: Term,
): Promise<Benchmark[]> {
  const mine = published.filter(({ terms }) => terms.includes(name))
  if (mine.length === 0) return []
  const areas = new Map(
    (await findAreas(database, [...new Set(mine.map(({ location }) => location))])).map(area => [
      area.name,
      area.areaId,
    ]),
  )
  const scope = { termId, ...windowOf(publication) }
  const quotesOf = (type: 'permanent' | 'contract') =>
    readAreaQuotes(database, scope, [...areas.values()], type, mainUnit[type])
  const quotes = { permanent: await quotesOf('permanent'), contract: await quotesOf('contract') }
  return mine.map(benchmark => beside(benchmark, quotes[benchmark.type], areas.get(benchmark.location)))
}

function beside(
  { terms: _, ...benchmark }: Published,
  quotes: readonly AreaQuotes[],
  areaId: number | undefined,
): Benchmark {
  const { low, high, andMore, band } = benchmark
  const alike = quotes.filter(
    row => row.areaId === areaId && (band === null || bandOf(row.seniority) === band),
  )
  const ours = medianFigure(ascending(alike.flatMap(({ middles }) => middles)))
  const end = ours.p50 === null ? null : nearestEnd(ours.p50, low, andMore ? null : high)
  return {
    ...benchmark,
    ours,
    difference: ours.p50 === null || end === null ? null : ours.p50 - end,
    differencePercent: ours.p50 === null || end === null ? null : (ours.p50 / end - 1) * 100,
  }
}

/** The published figure nearest to a value, itself where it lies within; an open side has none beyond it. */
function nearestEnd(value: number, low: number | null, high: number | null): number {
  if (low !== null && value < low) return low
  return high !== null && value > high ? high : value
}
