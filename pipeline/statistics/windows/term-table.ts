import type { Database } from '../../../db/connection.ts'
import { jobTitles } from '../../../db/loaders/terms.ts'
import { listTermEntries } from '../../../db/queries/terms.ts'
import type { TermTable } from './cells.ts'

/** The terms of the database as the computing of windows wants them. */
export async function readTermTable(client: Pick<Database['pool'], 'query'>): Promise<TermTable> {
  const entries = await listTermEntries(client)
  const size = entries.reduce((most, { termId }) => Math.max(most, termId), 0) + 1
  const categories = new Map(
    entries.filter(({ kind }) => kind === 'category').map(({ category, termId }) => [category, termId]),
  )
  const table: TermTable = {
    size,
    all: entries.find(({ kind }) => kind === 'all')?.termId ?? 0,
    ranked: new Uint8Array(size),
    skillCategory: new Int32Array(size),
    nameOrder: new Int32Array(size),
  }
  for (const { termId, kind, category, order } of entries) {
    if (kind !== 'term') continue
    table.ranked[termId] = 1
    if (category !== jobTitles) table.skillCategory[termId] = categories.get(category)!
    table.nameOrder[termId] = order
  }
  return table
}
