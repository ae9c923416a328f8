import type { Database } from '../connection.ts'

/** The current publication of an as-of day: the windows of that day and of the three years before it. */
export interface Publication {
  publicationId: number
  asOf: string
  months: number
  windowIds: number[]
  endsOn: string[]
  /** The windows that end with each month before the as-of day, oldest first, as far as the history goes. */
  trendWindowIds: number[]
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
    `select p.publication_id, p.window_ids, p.trend_window_ids, p.change_number, array_agg(w.ends_on::text order by w.ends_on desc) as ends_on
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
    trendWindowIds: row.trend_window_ids.map(Number),
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

/** The most points of a trend before its last: twenty years. */
const trendPoints = 239

/** Ends of the months before a day whose windows lie wholly within the history, oldest first. */
export async function findTrendEnds({ pool }: Database, asOf: string, months: number): Promise<string[]> {
  const { rows } = await pool.query<{ ends_on: string }>(
    `select ends_on::text from (
       select (date_trunc('month', $1::date) - make_interval(months => n) - interval '1 day')::date as ends_on
       from generate_series(0, $3 - 1) n
     ) m
     where (ends_on - make_interval(months => $2))::date >= (select min(posted_on) - 1 from core.vacancies)
     order by ends_on`,
    [asOf, months, trendPoints],
  )
  return rows.map(row => row.ends_on)
}

/** The windows of these versions that hold every cell. */
export async function listWholeWindows(
  { pool }: Database,
  versions: { code: string; taxonomy: string },
): Promise<{ endsOn: string; months: number; least: number }[]> {
  const { rows } = await pool.query(
    `select ends_on::text as "endsOn", months, least from mart.windows
     where least = 1 and code_version = $1 and taxonomy_version = $2`,
    [versions.code, versions.taxonomy],
  )
  return rows
}
