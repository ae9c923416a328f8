import type { Client } from '../../../db/connection.ts'
import { countHistory, countTerms } from '../../../db/queries/history-figures.ts'
import {
  compareReadings,
  countExchanges,
  readTermFigures,
} from '../../../db/queries/publication-differences.ts'
import type { PastPublication } from '../../../db/queries/publication-history.ts'
import type { PublicationTotals, Totals } from '../../../db/queries/publication-totals.ts'
import { findTotals } from '../../../db/queries/terms.ts'
import { monthsBefore } from '../guide/window-of.ts'
import { diffTerms, loneTerms, mediansBeyond, type TermSide, termSide } from './diff-terms.ts'
import type { MedianChange, PublicationDiff, TermName } from './publication-diff.ts'
import { type DiffScope, mostGone } from './read-diff.ts'

/** A publication and the one of the same day and length of windows that it replaces. */
export interface Replaced {
  from: PastPublication
  to: PastPublication
}

/** A median outside of the 95 % interval that it had, in the publication where it moved furthest. */
export interface HistoryMedian extends MedianChange {
  asOf: string
  months: number
  publication: number
  /** Publications in which it lies outside. */
  publications: number
}

/**
 * What differs of all days that many publications count, each vacancy counted once: as it stood for the last of those
 * that are replaced, and for the last of those that replace them. Figures are unrounded.
 */
export interface HistoryDiff
  extends Pick<
    PublicationDiff,
    'location' | 'types' | 'categories' | 'renamed' | 'split' | 'merged' | 'added' | 'gone' | 'changed'
  > {
  /** The days (after, upto]. */
  after: string
  upto: string
  /** Publications that are compared. */
  publications: number
  /** Versions of the one side, each once. */
  from: Versions
  to: Versions
  /** Without medians: these are of windows. */
  totals: { from: PublicationTotals; to: PublicationTotals }
  readings: NonNullable<PublicationDiff['readings']>
  /** The largest move first. */
  medians: HistoryMedian[]
}

/** What publications were made with. */
export interface Versions {
  taxonomies: string[]
  codes: string[]
}

/**
 * What many publications change of all that they count. Call it in a transaction that sees one state of the database.
 * @param pairs at least one
 */
export async function readHistoryDiff(
  client: Client,
  pairs: readonly Replaced[],
  { area, types }: DiffScope,
): Promise<HistoryDiff> {
  const sides = { from: pairs.map(({ from }) => from), to: pairs.map(({ to }) => to) }
  const days = {
    after: sides.to.map(({ asOf, months }) => monthsBefore(asOf, months)).sort()[0]!,
    upto: sides.to
      .map(({ asOf }) => asOf)
      .sort()
      .at(-1)!,
  }
  const changes = { from: lastChange(sides.from), to: lastChange(sides.to) }
  const both = { ...days, ...changes, areaId: area.areaId, markets: types }
  const { all } = await findTotals({ pool: client }, '')
  const read = async (change: number) => {
    const counts = await countTerms(client, all, both, change)
    const side = termSide(counts.map(each => ({ ...each, median: null })))
    const history = await countHistory(client, all, both, change)
    const totals = (market: 'permanent' | 'contract'): Totals => ({
      ...(history.get(market) ?? { vacancies: 0, quoted: 0 }),
      recognised:
        counts.find(each => each.kind === 'category' && each.name === 'Job Titles' && each.market === market)
          ?.vacancies ?? 0,
      median: null,
    })
    return { side, totals: { permanent: totals('permanent'), contract: totals('contract') } }
  }
  const before = await read(changes.from)
  const after = await read(changes.to)
  const { gone } = loneTerms(before.side, after.side)
  const exchanges = await countExchanges(client, gone.slice(0, mostGone), both)
  const { medians: _none, ...terms } = diffTerms(before.side, after.side, exchanges)
  return {
    location: area.name,
    types,
    ...days,
    publications: pairs.length,
    from: versionsOf(sides.from),
    to: versionsOf(sides.to),
    totals: { from: before.totals, to: after.totals },
    readings: { ...(await compareReadings(client, all, both)), ...days },
    ...terms,
    medians: await readMedians(
      client,
      pairs,
      new Map(terms.renamed.map(({ from, to }) => [idOf(after.side, to), idOf(before.side, from)])),
      { area, types },
    ),
  }
}

/** Each term's median where it moved furthest out of its interval. */
async function readMedians(
  client: Client,
  pairs: readonly Replaced[],
  renamed: ReadonlyMap<number, number>,
  { area, types }: DiffScope,
): Promise<HistoryMedian[]> {
  const found = new Map<string, HistoryMedian>()
  const read = async ({ publicationId }: PastPublication): Promise<TermSide> =>
    termSide(await readTermFigures(client, publicationId, area.areaId, types))
  for (const { from, to } of pairs) {
    for (const median of mediansBeyond(await read(from), await read(to), renamed)) {
      const key = `${median.category}\t${median.term}\t${median.type}`
      const other = found.get(key)
      const publications = (other?.publications ?? 0) + 1
      const isFurther = !other || Math.abs(median.moved) > Math.abs(other.moved)
      found.set(key, {
        ...(isFurther
          ? { ...median, asOf: to.asOf, months: to.months, publication: to.publicationId }
          : other),
        publications,
      })
    }
  }
  return [...found.values()].sort(
    (a, b) => Math.abs(b.moved) - Math.abs(a.moved) || (a.term < b.term ? -1 : a.term > b.term ? 1 : 0),
  )
}

const idOf = (side: TermSide, { term, category }: TermName): number =>
  side.terms.entries().find(([, each]) => each.term === term && each.category === category)![0]

const lastChange = (publications: readonly PastPublication[]): number =>
  Math.max(...publications.map(({ changeNumber }) => changeNumber))

const versionsOf = (publications: readonly PastPublication[]): Versions => ({
  taxonomies: [...new Set(publications.map(({ taxonomy }) => taxonomy))],
  codes: [...new Set(publications.map(({ code }) => code))],
})
