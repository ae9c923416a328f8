import type { Client, Database } from '../connection.ts'
import { copyLines } from './copy.ts'

/** The tables that cells are kept in. */
const cellTables = {
  terms: {
    table: 'mart.window_terms',
    columns: ['area_id', 'market', 'term_id', 'vacancies', 'live', 'rank'],
  },
  pay: {
    table: 'mart.window_pay',
    columns: [
      ...['area_id', 'market', 'term_id', 'unit', 'quoted', 'p10', 'p25', 'p50', 'p75', 'p90'],
      ...[10, 25, 50, 75, 90].flatMap(n => [`p${n}_low`, `p${n}_high`]),
    ],
  },
  lists: {
    table: 'mart.window_lists',
    columns: [
      ...['area_id', 'market', 'term_id', 'bin_from', 'bin_width', 'bins'],
      ...['skills', 'skill_vacancies'],
    ],
  },
} as const

/** Lines of COPY's text format, of cells by table, with the columns of `cellTables`; and the keys they supersede. */
export interface CellLines {
  terms: string[]
  pay: string[]
  lists: string[]
  /** `area market term`, as COPY's text. */
  superseded: string[]
}

/**
 * Puts the cells of a window in the place of those they supersede, as of a change.
 * @param batches as they are computed; each goes to the server before the next is asked for
 * @returns how many cells were written
 */
export async function replaceCells(
  client: Client,
  windowId: number,
  change: number,
  batches: Iterable<CellLines>,
): Promise<number> {
  let written = 0
  await client.query(
    'create temp table superseded (area_id integer, market "char", term_id integer) on commit drop',
  )
  for (const batch of batches) {
    if (batch.superseded.length > 0) await supersede(client, windowId, change, batch.superseded)
    for (const kind of ['terms', 'pay', 'lists'] as const) {
      if (batch[kind].length === 0) continue
      const { table, columns } = cellTables[kind]
      const key = `${windowId}\t${change}\t`
      await copyLines(
        client,
        table,
        ['window_id', 'since', ...columns],
        batch[kind].map(line => key + line),
      )
    }
    written += batch.terms.length
  }
  await client.query('drop table superseded')
  return written
}

async function supersede(client: Client, windowId: number, change: number, keys: string[]): Promise<void> {
  await client.query('truncate superseded')
  await copyLines(client, 'superseded', ['area_id', 'market', 'term_id'], keys)
  await client.query('analyze superseded')
  for (const { table } of Object.values(cellTables))
    await client.query(
      `update ${table} c set until = $2 from superseded s
       where c.window_id = $1 and c.area_id = s.area_id and c.market = s.market and c.term_id = s.term_id
         and c.until = 9223372036854775807`,
      [windowId, change],
    )
}

/** Tells the planner what the tables of cells hold. */
export async function analyseCells({ pool }: Database): Promise<void> {
  for (const { table } of Object.values(cellTables)) await pool.query(`analyze ${table}`)
}
