import type { Client } from '../../../db/connection.ts'
import { readStoredCoverage } from '../../../db/queries/coverage.ts'
import {
  compareReadings,
  countExchanges,
  readTermFigures,
  type TwoReadings,
} from '../../../db/queries/publication-differences.ts'
import type { PastPublication } from '../../../db/queries/publication-history.ts'
import { readPublicationTotals } from '../../../db/queries/publication-totals.ts'
import { type Area, findTotals } from '../../../db/queries/terms.ts'
import { monthsBefore } from '../guide/window-of.ts'
import type { MarketType } from '../trend-page.ts'
import { diffTerms, loneTerms, termSide } from './diff-terms.ts'
import type { DiffSide, PublicationDiff } from './publication-diff.ts'

/** What is compared. */
export interface DiffScope {
  area: Area
  types: readonly MarketType[]
}

/** So many of the terms that are gone, the most vacancies first, are looked for under other names. */
export const mostGone = 300

/**
 * What differs between two publications, of the same day or of two, and why. Call it in a transaction that sees one state
 * of the database.
 */
export async function readPublicationDiff(
  client: Client,
  from: PastPublication,
  to: PastPublication,
  { area, types }: DiffScope,
): Promise<PublicationDiff> {
  const totals = await readPublicationTotals(client, [from.publicationId, to.publicationId], area.name)
  const before = termSide(await readTermFigures(client, from.publicationId, area.areaId, types))
  const after = termSide(await readTermFigures(client, to.publicationId, area.areaId, types))
  const days = daysInCommon(from, to)
  const both: TwoReadings | null = days && {
    ...days,
    areaId: area.areaId,
    markets: types,
    from: from.changeNumber,
    to: to.changeNumber,
  }
  const { gone } = loneTerms(before, after)
  const exchanges = both ? await countExchanges(client, gone.slice(0, mostGone), both) : []
  const { all } = await findTotals({ pool: client }, '')
  const readings = both && { ...(await compareReadings(client, all, both)), ...days! }
  const sources = await diffSources(client, from, to)
  const why = { taxonomy: from.taxonomy !== to.taxonomy, code: from.code !== to.code }
  const isCountedOtherwise = readings !== null && readings.added + readings.gone > 0
  const isReadOtherwise = readings !== null && readings.otherwise > 0
  return {
    from: sideOf(from, totals.get(from.publicationId)!),
    to: sideOf(to, totals.get(to.publicationId)!),
    location: area.name,
    types,
    why: {
      ...why,
      // What is read otherwise by the same words and code was written otherwise.
      data:
        from.changeNumber !== to.changeNumber &&
        (isCountedOtherwise || sources.length > 0 || (isReadOtherwise && !why.taxonomy && !why.code)),
    },
    readings,
    sources,
    ...diffTerms(before, after, exchanges),
  }
}

/** A publication with its totals of a place. */
export const sideOf = (
  { publicationId, asOf, months, state, publishedAt, code, taxonomy, changeNumber }: PastPublication,
  totals: DiffSide['totals'],
): DiffSide => ({
  publication: publicationId,
  asOf,
  months,
  state,
  publishedAt,
  code,
  taxonomy,
  changeNumber,
  totals,
})

/** The days that lie in the windows of both; null where none does. */
function daysInCommon(
  one: Pick<PastPublication, 'asOf' | 'months'>,
  other: Pick<PastPublication, 'asOf' | 'months'>,
): { after: string; upto: string } | null {
  const begins = [one, other].map(({ asOf, months }) => monthsBefore(asOf, months))
  const after = begins.sort().at(-1)!
  const upto = [one.asOf, other.asOf].sort()[0]!
  return after < upto ? { after, upto } : null
}

async function diffSources(
  client: Client,
  from: PastPublication,
  to: PastPublication,
): Promise<PublicationDiff['sources']> {
  const read = async ({ publicationId }: PastPublication) => {
    const coverage = await readStoredCoverage(client, publicationId)
    return new Map(coverage?.windows[0]?.sources.map(({ source, vacancies }) => [source, vacancies]))
  }
  const before = await read(from)
  const after = await read(to)
  return [...new Set([...after.keys(), ...before.keys()])]
    .map(source => ({ source, from: before.get(source) ?? 0, to: after.get(source) ?? 0 }))
    .filter(each => each.from !== each.to)
    .sort((a, b) => Math.abs(b.to - b.from) - Math.abs(a.to - a.from) || (a.source < b.source ? -1 : 1))
}
