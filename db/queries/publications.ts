import type { Database } from '../connection.ts'

/** The current publication of an as-of day: the windows of that day and of the three years before it. */
export interface Publication {
  publicationId: number
  asOf: string
  months: number
  windowIds: number[]
  endsOn: string[]
  /** The latest change of vacancies that it saw. */
  changeNumber: number
}

/** @returns null where nothing is published for that day */
export async function findPublication(
  { pool }: Database,
  asOf: string,
  months: number,
): Promise<Publication | null> {
  const { rows } = await pool.query(
    `select p.publication_id, p.window_ids, p.change_number, array_agg(w.ends_on::text order by w.ends_on desc) as ends_on
     from mart.publications p join mart.windows w on w.window_id = any(p.window_ids)
     where p.as_of = $1 and p.months = $2 and p.current group by p.publication_id`,
    [asOf, months],
  )
  const row = rows[0]
  if (!row) return null
  return {
    publicationId: row.publication_id,
    asOf,
    months,
    windowIds: row.window_ids.map(Number),
    endsOn: row.ends_on,
    changeNumber: row.change_number,
  }
}

/** As-of days of the current publications, newest first. */
export async function listPublications({ pool }: Database): Promise<{ asOf: string; months: number }[]> {
  const { rows } = await pool.query(
    'select as_of as "asOf", months from mart.publications where current order by as_of desc',
  )
  return rows
}

/** The number of the latest change of any vacancy: trends and co-occurring skills are read from these directly. */
export async function readLatestChange({ pool }: Database): Promise<number> {
  const { rows } = await pool.query(
    'select coalesce(max(greatest(advertised_change, live_change)), 0) as n from core.changed_days',
  )
  return rows[0].n
}
