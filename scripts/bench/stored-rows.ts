import type { Client, Database } from '../../db/connection.ts'
import { copyRows } from '../../db/loaders/copy.ts'
import type { PostingRow } from '../../db/loaders/postings.ts'

/** The tables whose rows a load brings; what it marks for later (stale clusters) is left out. */
const tables = ['raw.snapshots', 'raw.captures', 'raw.sightings', 'core.postings'] as const
type Table = (typeof tables)[number]

/** Rows that a load stored, as COPY takes them. */
export type StoredRows = Record<Table, Record<string, unknown>[]>

const twinOf = (table: Table): string => `twin.${table.split('.')[1]}`

/** Makes tables of the same definition as those of a load, with the same indexes, and one of postings without any. */
export async function makeTwins(database: Database): Promise<void> {
  await database.pool.query('create schema twin')
  for (const table of tables)
    await database.pool.query(`create table ${twinOf(table)} (like ${table} including all)`)
  await database.pool.query('create table twin.heap (like core.postings)')
}

/** All rows that the twins do not have yet. */
export async function rowsWithoutTwin({ pool }: Database): Promise<StoredRows> {
  const rows: Partial<StoredRows> = {}
  for (const table of tables)
    rows[table] = (await pool.query(`select * from ${table} except all select * from ${twinOf(table)}`)).rows
  for (const row of rows['raw.captures']!) delete row.url_hash
  for (const row of rows['core.postings']!)
    for (const column of ['places', 'skills', 'issues']) row[column] = JSON.stringify(row[column])
  return rows as StoredRows
}

/** Bare COPY of rows into the twins of their tables. */
export async function copyToTwins(client: Client, rows: StoredRows): Promise<void> {
  for (const table of tables) await copyTo(client, twinOf(table), rows[table])
}

/** Bare COPY of rows into the twin of `core.postings`, or into the table without indexes. */
export const copyPostings = (
  client: Client,
  table: 'twin.postings' | 'twin.heap',
  rows: readonly PostingRow[],
): Promise<void> => copyTo(client, table, rows)

async function copyTo(client: Client, table: string, rows: readonly object[]): Promise<void> {
  if (rows.length > 0) await copyRows(client, table, Object.keys(rows[0]!) as never[], rows)
}
