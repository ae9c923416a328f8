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
  /** Part of the calendar, and so dropped in time; or asked for, and kept. A day that was asked for once stays so. */
  kind: 'calendar' | 'asked'
  /** The backfill that asks for it. */
  backfillId: number | null
}

/** A draft as it stands in the database. */
export interface Drafted {
  publicationId: number
  /**
   * `new`: written, and no reader sees it yet. Else nothing of the draft has changed since it was written: `current`:
   * it is what readers see; `held`: it waits for a person; `withdrawn`: a person put the one before in its place.
   */
  state: 'new' | 'current' | 'held' | 'withdrawn'
}

/** SQL: what a publication is to readers and to the people on duty. */
export const publicationState = `case when current then 'current' when withdrawn_at is not null then 'withdrawn'
  when held is not null and released_at is null then 'held' else 'superseded' end`

/**
 * Writes a publication down without showing it to readers; where one with the same windows stands already and none of
 * them has changed since, that one is noted to hold as of the present change. From here to the end of the transaction
 * nobody else changes what is published.
 * @returns null where one of the windows is stale or gone meanwhile: find or compute it again
 */
export async function draftPublication(
  client: Client,
  draft: Draft,
  versions: Versions,
): Promise<Drafted | null> {
  await lockPublications(client)
  const { asOf, months, windowIds, trendWindowIds, kind, backfillId } = draft
  const all = [...new Set([...windowIds, ...trendWindowIds])]
  const change = await latestChange(client)
  const { rows: standing } = await client.query<{ n: number; latest: number }>(
    `select count(*)::int as n, max(change_number) as latest from mart.windows w
     where window_id = any($1) and ${windowIsFresh}`,
    [all],
  )
  if (standing[0]!.n < all.length) return null
  const { rows: same } = await client.query<Drafted>(
    `select publication_id as "publicationId", state from (
       select publication_id, ${publicationState} as state from mart.publications
       where as_of = $1 and months = $2 and window_ids = $3::bigint[] and trend_window_ids = $4::bigint[]
         and change_number >= $5
     ) p where state <> 'superseded' order by state <> 'current', publication_id desc limit 1`,
    [asOf, months, windowIds, trendWindowIds, standing[0]!.latest],
  )
  if (same[0]) {
    await client.query(
      `update mart.publications set change_number = greatest(change_number, $2),
         kind = case when $3 = 'asked' then 'asked' else kind end,
         backfill_id = case when current then backfill_id else coalesce($4, backfill_id) end
       where publication_id = $1`,
      [same[0].publicationId, change, kind, backfillId],
    )
    return same[0]
  }
  const { rows } = await client.query<{ publication_id: number }>(
    `insert into mart.publications (as_of, months, window_ids, trend_window_ids, code_version, taxonomy_version,
       change_number, kind, backfill_id, current)
     values ($1, $2, $3, $4, $5, $6, $7, case when exists (
       select from mart.publications where as_of = $1 and months = $2 and kind = 'asked') then 'asked' else $8 end,
       $9, false) returning publication_id`,
    [asOf, months, windowIds, trendWindowIds, versions.code, versions.taxonomy, change, kind, backfillId],
  )
  return { publicationId: rows[0]!.publication_id, state: 'new' }
}

/** Nobody else changes what is published until the transaction ends. */
export async function lockPublications(client: Client): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtext('publish'))`)
}

/** Shows a publication to all readers at once, in the place of the current one of its day; those held before it go. */
export async function makeCurrent(client: Client, publicationId: number): Promise<void> {
  const { rows } = await client.query<{ as_of: string; months: number }>(
    'select as_of::text, months from mart.publications where publication_id = $1',
    [publicationId],
  )
  const { as_of: asOf, months } = rows[0]!
  await client.query(
    'update mart.publications set current = false where as_of = $1 and months = $2 and current',
    [asOf, months],
  )
  await client.query(
    `update mart.publications set current = true, published_at = now(),
       held = case when released_at is null then null else held end
     where publication_id = $1`,
    [publicationId],
  )
  await dropHeldBefore(client, publicationId)
  await announcePublication(client, { asOf, months, publication: publicationId })
}

/**
 * Keeps a new publication from readers until a person releases it; one of its day that was held before goes.
 * @param reasons sentences
 */
export async function holdPublication(
  client: Client,
  publicationId: number,
  reasons: readonly string[],
): Promise<void> {
  await client.query('update mart.publications set held = $2 where publication_id = $1', [
    publicationId,
    reasons,
  ])
  // Whoever asked for it in between: it is released with the backfill whose place it takes.
  await client.query(
    `update mart.publications p set backfill_id = (
       select h.backfill_id from mart.publications h
       where h.as_of = p.as_of and h.months = p.months and h.publication_id < p.publication_id and ${heldBefore}
         and h.backfill_id is not null
       order by h.publication_id desc limit 1
     ) where p.publication_id = $1 and p.backfill_id is null`,
    [publicationId],
  )
  await dropHeldBefore(client, publicationId)
}

const heldBefore = 'not h.current and h.held is not null and h.released_at is null and h.withdrawn_at is null'

/** Publications of the same day that wait for a person, and that this one makes needless. */
async function dropHeldBefore(client: Client, publicationId: number): Promise<void> {
  await client.query(
    `delete from mart.publications h using mart.publications p
     where p.publication_id = $1 and h.as_of = p.as_of and h.months = p.months and h.publication_id < p.publication_id
       and ${heldBefore}`,
    [publicationId],
  )
}

/**
 * Drops what no reader needs: publications that are superseded twice over (the one before the current one stays, for a
 * rollback), withdrawn ones since a newer one stands, and calendar publications of single days older than `keepDays`
 * before the newest, but for month ends; then windows, cells and versions of vacancies that no publication refers to. A
 * withdrawn one stays as long as it is newer than what stands: so it is known that it is not to come back. A window younger than an hour stays: another process may have computed it for a publication
 * that is still to come.
 */
export async function dropSuperseded(client: Client, keepDays: number): Promise<void> {
  await lockPublications(client)
  await client.query(
    `delete from mart.publications p using (
       select publication_id, state, row_number() over (partition by as_of, months, state order by publication_id desc) as age,
         max(publication_id) filter (where state = 'current') over (partition by as_of, months) as standing
       from (select *, ${publicationState} as state from mart.publications) s
     ) old
     where p.publication_id = old.publication_id
       and (old.state in ('superseded', 'held') and old.age > 1
         or old.state in ('withdrawn', 'held') and old.publication_id < old.standing
         or p.kind = 'calendar' and p.as_of <> (date_trunc('month', p.as_of) + interval '1 month - 1 day')::date
           and p.as_of < (select max(as_of) from mart.publications) - $1::int)`,
    [keepDays],
  )
  await client.query(
    `delete from ops.verdicts v where publication_id is not null
       and not exists (select from mart.publications p where p.publication_id = v.publication_id)`,
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
