import type { Client } from '../connection.ts'

/** What a window was computed with; a window of other versions is another window. */
export interface Versions {
  code: string
  taxonomy: string
}

/** Which window: (endsOn − months, endsOn], with the cells of at least so many vacancies. */
export interface WindowKey {
  endsOn: string
  months: number
  least: number
}

/** A window as it stands. */
export interface StandingWindow {
  windowId: number
  /** The change it was last computed at. */
  change: number
  /** Whether no day within it has changed since. */
  fresh: boolean
}

/** The last day of each of the four windows behind a publication: the as-of day and the same day 1, 2 and 3 years before. */
export async function windowEnds(client: Pick<Client, 'query'>, asOf: string): Promise<string[]> {
  const { rows } = await client.query<{ ends_on: string }>(
    `select ($1::date - make_interval(years => n))::date as ends_on from generate_series(0, 3) n order by n`,
    [asOf],
  )
  return rows.map(row => row.ends_on)
}

/** The day after which a window begins, and how days count from 1970-01-01. */
export async function windowSpan(
  client: Pick<Client, 'query'>,
  endsOn: string,
  months: number,
): Promise<{ begins: string; after: number; upto: number }> {
  const { rows } = await client.query(
    `select begins::text, begins - date '1970-01-01' as after, $1::date - date '1970-01-01' as upto
     from (select ($1::date - make_interval(months => $2))::date as begins) s`,
    [endsOn, months],
  )
  return rows[0]
}

/** The number of the latest change of any vacancy; 0 before the first. */
export async function latestChange(client: Pick<Client, 'query'>): Promise<number> {
  const { rows } = await client.query(
    'select coalesce(max(greatest(advertised_change, live_change)), 0) as n from core.changed_days',
  )
  return rows[0].n
}

/** SQL: whether no vacancy counted in window `w` has changed since it was computed, nor what was live on its last day. */
export const windowIsFresh = `not exists (
  select from core.changed_days c
  where c.day > (w.ends_on - make_interval(months => w.months))::date and c.day <= w.ends_on
    and (c.advertised_change > w.change_number or (c.day = w.ends_on and c.live_change > w.change_number)))`

/** The window of today's versions, null where it was never computed. */
export async function findWindow(
  client: Pick<Client, 'query'>,
  { endsOn, months, least }: WindowKey,
  versions: Versions,
): Promise<StandingWindow | null> {
  const { rows } = await client.query<StandingWindow>(
    `select w.window_id as "windowId", w.change_number as change, ${windowIsFresh} as fresh from mart.windows w
     where w.ends_on = $1 and w.months = $2 and w.least = $3 and w.code_version = $4 and w.taxonomy_version = $5`,
    [endsOn, months, least, versions.code, versions.taxonomy],
  )
  return rows[0] ?? null
}

/** Notes that a window is computed as of a change. @returns its id */
export async function noteWindow(
  client: Client,
  { endsOn, months, least }: WindowKey,
  change: number,
  versions: Versions,
): Promise<number> {
  const { rows } = await client.query<{ window_id: number }>(
    `insert into mart.windows (ends_on, months, least, change_number, code_version, taxonomy_version)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (ends_on, months, least, code_version, taxonomy_version)
     do update set change_number = excluded.change_number, computed_at = now()
     returning window_id`,
    [endsOn, months, least, change, versions.code, versions.taxonomy],
  )
  return rows[0]!.window_id
}

/** Holds a window for this transaction: who computes it does so alone. */
export async function lockWindow(client: Client, { endsOn, months, least }: WindowKey): Promise<void> {
  await client.query('select pg_advisory_xact_lock(hashtext($1))', [`window ${endsOn} ${months} ${least}`])
}
