import type { Client } from '../connection.ts'
import { announcePublication } from './announce-publication.ts'
import { latestChange, type Versions, windowIsFresh } from './windows.ts'

/** What a publication consists of. */
export interface Draft {
  asOf: string
  months: number
  /** The windows of the as-of day and of the same day 1, 2 and 3 years before. */
  windowIds: number[]
  /** The windows that end with each month before. */
  trendWindowIds: number[]
  /** Part of the calendar, and so dropped in time; or asked for, and kept. */
  kind: 'calendar' | 'asked'
}

/**
 * Makes a publication the current one of its as-of day, at once for all readers; where the current one has the same
 * windows and none of them has changed since, it stays and is noted to hold as of the present change.
 * @returns null where one of the windows is stale or gone meanwhile: find or compute it again
 */
export async function publishWindows(
  client: Client,
  draft: Draft,
  versions: Versions,
): Promise<{ publicationId: number; fresh: boolean } | null> {
  await client.query(`select pg_advisory_xact_lock(hashtext('publish'))`)
  const { asOf, months, windowIds, trendWindowIds, kind } = draft
  const all = [...new Set([...windowIds, ...trendWindowIds])]
  const change = await latestChange(client)
  const { rows: standing } = await client.query<{ n: number; latest: number }>(
    `select count(*)::int as n, max(change_number) as latest from mart.windows w
     where window_id = any($1) and ${windowIsFresh}`,
    [all],
  )
  if (standing[0]!.n < all.length) return null
  const { rows: current } = await client.query<{ publication_id: number; stands: boolean }>(
    `select publication_id, window_ids = $3::bigint[] and trend_window_ids = $4::bigint[] and change_number >= $5 as stands
     from mart.publications where as_of = $1 and months = $2 and current`,
    [asOf, months, windowIds, trendWindowIds, standing[0]!.latest],
  )
  if (current[0]?.stands) {
    await client.query(
      `update mart.publications set change_number = greatest(change_number, $2),
         kind = case when $3 = 'asked' then 'asked' else kind end
       where publication_id = $1`,
      [current[0].publication_id, change, kind],
    )
    return { publicationId: current[0].publication_id, fresh: false }
  }
  await client.query(
    'update mart.publications set current = false where as_of = $1 and months = $2 and current',
    [asOf, months],
  )
  const { rows } = await client.query<{ publication_id: number }>(
    `insert into mart.publications
       (as_of, months, window_ids, trend_window_ids, code_version, taxonomy_version, change_number, kind)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning publication_id`,
    [asOf, months, windowIds, trendWindowIds, versions.code, versions.taxonomy, change, kind],
  )
  const publicationId = rows[0]!.publication_id
  await announcePublication(client, { asOf, months, publication: publicationId })
  return { publicationId, fresh: true }
}

/**
 * Drops what no reader needs: publications that are superseded twice over, and calendar publications of single days
 * older than `keepDays` before the newest, but for month ends; then windows, cells and versions of vacancies that no
 * publication refers to. A window younger than an hour stays: another process may have computed it for a publication
 * that is still to come.
 */
export async function dropSuperseded(client: Client, keepDays: number): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtext('publish'))`)
  await client.query(
    `delete from mart.publications p using (
       select publication_id, current, row_number() over (partition by as_of, months, current order by publication_id desc) as age
       from mart.publications
     ) old
     where p.publication_id = old.publication_id
       and (not old.current and old.age > 1
         or p.kind = 'calendar' and p.as_of <> (date_trunc('month', p.as_of) + interval '1 month - 1 day')::date
           and p.as_of < (select max(as_of) from mart.publications) - $1::int)`,
    [keepDays],
  )
  const { rows } = await client.query<{ window_id: number }>(
    `delete from mart.windows w
     where computed_at < now() - interval '1 hour' and not exists (
       select from mart.publications p where w.window_id = any(p.window_ids) or w.window_id = any(p.trend_window_ids))
     returning window_id`,
  )
  const gone = rows.map(row => row.window_id)
  for (const table of ['mart.window_terms', 'mart.window_pay', 'mart.window_lists']) {
    if (gone.length > 0) await client.query(`delete from ${table} where window_id = any($1)`, [gone])
    await client.query(
      `delete from ${table} c where c.until < 9223372036854775807 and not exists (
         select from mart.publications p
         where c.since <= p.change_number and c.until > p.change_number
           and (c.window_id = any(p.window_ids) or c.window_id = any(p.trend_window_ids)))`,
    )
  }
  // A stale window is brought up to date from the versions it was computed from.
  await client.query(
    `delete from core.past_vacancies v where not exists (
       select from (select change_number from mart.publications union select change_number from mart.windows) c
       where v.since <= c.change_number and v.until > c.change_number)`,
  )
}
