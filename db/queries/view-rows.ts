import type { Client, Database } from '../connection.ts'

/** Rows that are in memory at a time. */
const BATCH = 5_000

/** The cells of a row as PostgreSQL writes them, which loses nothing; null for null. */
export type TextRow = (string | null)[]

/** Which rows of a view of `mart`; names must come from the catalogue. */
export interface ViewSelection {
  view: string
  /** SQL expressions, one per cell. */
  cells: readonly string[]
  /** Values that columns must have. */
  where: Readonly<Record<string, string | number>>
  /** SQL expressions. */
  orderBy: readonly string[]
}

/** Runs `work` in a transaction that sees the database as of one moment and cannot write. */
export async function atOneMoment<T>({ pool }: Database, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('begin transaction isolation level repeatable read, read only')
    // A cursor is planned for its first rows unless told that all are wanted.
    await client.query('set local cursor_tuple_fraction = 1')
    return await work(client)
  } finally {
    await client.query('rollback').catch(() => {})
    client.release()
  }
}

/** The rows in batches, read as they are asked for; within a transaction, one view at a time. */
export async function* readViewRows(
  client: Client,
  { view, cells, where, orderBy }: ViewSelection,
): AsyncGenerator<TextRow[]> {
  const conditions = Object.keys(where).map((column, at) => `${client.escapeIdentifier(column)} = $${at + 1}`)
  await client.query(
    `declare chosen no scroll cursor for select ${cells.join(', ')} from mart.${client.escapeIdentifier(view)}
     where ${['true', ...conditions].join(' and ')} order by ${orderBy.join(', ')}`,
    Object.values(where),
  )
  for (;;) {
    const { rows } = await client.query<TextRow>({
      text: `fetch ${BATCH} from chosen`,
      rowMode: 'array',
      types: { getTypeParser: () => String },
    })
    if (rows.length === 0) break
    yield rows
  }
  await client.query('close chosen')
}
