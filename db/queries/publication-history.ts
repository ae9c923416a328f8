import type { Client } from '../connection.ts'
import { publicationState } from '../loaders/publications.ts'
import type { Verdict } from '../loaders/verdicts.ts'
import type { Publication } from './publications.ts'

/** `superseded`: a newer one of its day is current; the others as in `Drafted`. */
export type PublicationState = 'current' | 'held' | 'withdrawn' | 'superseded'

/** A publication with its history, whether readers see it or not. */
export interface PastPublication extends Publication {
  state: PublicationState
  kind: 'calendar' | 'asked'
  /** When it was made, or became what readers see: ISO 8601, UTC. */
  publishedAt: string
  code: string
  taxonomy: string
  /** Why it was held, as sentences; null where it was not. */
  held: string[] | null
  releasedAt: string | null
  withdrawnAt: string | null
  backfillId: number | null
}

const iso = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`

const past = `select p.publication_id as "publicationId", p.as_of::text as "asOf", p.months, p.window_ids as "windowIds",
    array(select w.ends_on::text from unnest(p.window_ids) with ordinality as i (id, n)
      join mart.windows w on w.window_id = i.id order by i.n) as "endsOn",
    p.trend_window_ids as "trendWindowIds", p.change_number as "changeNumber", ${publicationState} as state, p.kind,
    ${iso('p.published_at')} as "publishedAt", p.code_version as code, p.taxonomy_version as taxonomy, p.held,
    ${iso('p.released_at')} as "releasedAt", ${iso('p.withdrawn_at')} as "withdrawnAt", p.backfill_id as "backfillId"
  from mart.publications p`

async function read(
  client: Pick<Client, 'query'>,
  rest: string,
  values: readonly unknown[] = [],
): Promise<PastPublication[]> {
  const { rows } = await client.query(`${past} ${rest}`, [...values])
  return rows.map(row => ({
    ...row,
    windowIds: row.windowIds.map(Number),
    trendWindowIds: row.trendWindowIds.map(Number),
  }))
}

/** Every publication that is kept: the newest day first, then the longest windows, then the latest made. */
export const listPastPublications = (client: Pick<Client, 'query'>): Promise<PastPublication[]> =>
  read(client, 'order by p.as_of desc, p.months desc, p.publication_id desc')

/** Those of a backfill, in the same order. */
export const listOfBackfill = (
  client: Pick<Client, 'query'>,
  backfillId: number,
): Promise<PastPublication[]> =>
  read(client, 'where p.backfill_id = $1 order by p.as_of desc, p.months desc, p.publication_id desc', [
    backfillId,
  ])

/** @returns null where there is none of that number, or it was dropped in time */
export async function findPastPublication(
  client: Pick<Client, 'query'>,
  publicationId: number,
): Promise<PastPublication | null> {
  const [publication] = await read(client, 'where p.publication_id = $1', [publicationId])
  return publication ?? null
}

/** The publications of a day and length of windows, the latest made first. */
export const listOfDay = (
  client: Pick<Client, 'query'>,
  { asOf, months }: { asOf: string; months: number },
): Promise<PastPublication[]> =>
  read(client, 'where p.as_of = $1 and p.months = $2 order by p.publication_id desc', [asOf, months])

/**
 * The publication that readers see now and that comes nearest before another one: the current one of its day; else the
 * calendar's latest of an earlier day whose window overlaps with its own. Itself it never is.
 */
export async function findStandingBefore(
  client: Pick<Client, 'query'>,
  { publicationId, asOf, months }: Pick<Publication, 'publicationId' | 'asOf' | 'months'>,
): Promise<PastPublication | null> {
  const [publication] = await read(
    client,
    `where p.current and p.months = $3 and p.publication_id <> $1 and (p.as_of = $2::date or p.kind = 'calendar'
       and p.as_of < $2::date and p.as_of > ($2::date - make_interval(months => $3::int))::date)
     order by p.as_of desc limit 1`,
    [publicationId, asOf, months],
  )
  return publication ?? null
}

/** What was judged of a publication, in the order that it was judged in. */
export async function readVerdictsOf(
  client: Pick<Client, 'query'>,
  publicationId: number,
): Promise<Verdict[]> {
  const { rows } = await client.query(
    `select subject, expectation, outcome, observed, expected, message from ops.verdicts
     where publication_id = $1 order by verdict_id`,
    [publicationId],
  )
  return rows
}

/** Days and lengths of windows for which a publication stands or waits for a person, newest first. */
export async function listPublicationDays(
  client: Pick<Client, 'query'>,
): Promise<{ asOf: string; months: number }[]> {
  const { rows } = await client.query(
    `select distinct as_of as "asOf", months from (
       select as_of, months, ${publicationState} as state from mart.publications
     ) p where state in ('current', 'held') order by as_of desc`,
  )
  return rows
}
