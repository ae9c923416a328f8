import type { CellLines } from '../../../db/loaders/window-cells.ts'
import type { AreaCells, Cell } from './cells.ts'

const marketCodes = ['p', 'c'] as const
const unitCodes = ['', 'y', 'd', 'h'] as const
const nothing = '\\N'

/** Cells that go to the database at once: so many lines keep COPY busy and memory flat. */
const batchSize = 50_000

/** Writes cells as lines of COPY's text format, in batches. */
export function* cellLines(areas: Iterable<AreaCells>): Generator<CellLines> {
  let batch: CellLines = { terms: [], pay: [], lists: [], superseded: [] }
  for (const { area, market, cells, superseded } of areas) {
    const place = `${area}\t${marketCodes[market]}\t`
    for (const term of superseded) batch.superseded.push(`${place}${term}`)
    for (const cell of cells) addCell(batch, place, cell)
    if (batch.terms.length + batch.superseded.length >= batchSize) {
      yield batch
      batch = { terms: [], pay: [], lists: [], superseded: [] }
    }
  }
  if (batch.terms.length + batch.superseded.length > 0) yield batch
}

function addCell(batch: CellLines, place: string, { term, vacancies, live, rank, pay, lists }: Cell): void {
  batch.terms.push(`${place}${term}\t${vacancies}\t${live}\t${rank ?? nothing}`)
  for (const { unit, quoted, percentiles, bounds } of pay) {
    const limits = bounds.map(bound => bound ?? nothing).join('\t')
    batch.pay.push(`${place}${term}\t${unitCodes[unit]}\t${quoted}\t${percentiles.join('\t')}\t${limits}`)
  }
  if (lists) {
    const { binFrom, binWidth, bins, skills, skillVacancies } = lists
    batch.lists.push(`${place}${term}\t${binFrom}\t${binWidth}\t{${bins}}\t{${skills}}\t{${skillVacancies}}`)
  }
}
