import type { Client } from '../connection.ts'
import type { StoredCoverage } from '../queries/coverage.ts'

/**
 * Brings the count of vacancies by day and source up to date: only days that changed since are counted again. Vacancies
 * that no page shows (outside of the UK, or of no employment type) do not count.
 */
export async function countAdvertisedDays(client: Client): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtext('advertised days'))`)
  // What changes after this statement has a higher number, and is counted the next time.
  const { rows } = await client.query<{ days: string[]; latest: number }>(
    `select array_agg(day::text) as days, max(advertised_change) as latest from core.changed_days
     where advertised_change > (select change from core.advertised_days_counted)`,
  )
  const { days, latest } = rows[0]!
  if (!days) return
  await client.query('delete from core.advertised_days where day = any($1::date[])', [days])
  await client.query(
    `insert into core.advertised_days (day, source, vacancies)
     select posted_on, source, count(*) from core.vacancies
     where posted_on = any($1::date[]) and market is not null
       and areas @> array(select area_id from core.areas where name = 'UK')
     group by posted_on, source`,
    [days],
  )
  await client.query('update core.advertised_days_counted set change = $1', [latest])
}

/** Stores what a publication rests on, in place of what was stored of it. */
export async function writeCoverage(
  client: Client,
  publicationId: number,
  { observedSince, windows, comparability }: StoredCoverage,
): Promise<void> {
  for (const table of ['mart.publication_sources', 'mart.publication_windows'])
    await client.query(`delete from ${table} where publication_id = $1`, [publicationId])
  const compared = new Map(comparability.map(each => [each.yearsBack, each]))
  await client.query(
    `insert into mart.publication_windows (publication_id, years_back, ends_on, days, days_observed, vacancies,
       observed_since, comparable, reason, shared_sources, shared_now, shared_earlier)
     select $1, w."yearsBack", w."endsOn", w.days, w."daysObserved", w.vacancies, $3, w.comparable, w.reason,
       w."sharedSources", w."sharedNow", w."sharedEarlier"
     from jsonb_to_recordset($2) as w ("yearsBack" smallint, "endsOn" date, days integer, "daysObserved" integer,
       vacancies integer, comparable boolean, reason text, "sharedSources" text[], "sharedNow" double precision,
       "sharedEarlier" double precision)`,
    [
      publicationId,
      JSON.stringify(windows.map(window => ({ ...compared.get(window.yearsBack), ...window }))),
      observedSince,
    ],
  )
  await client.query(
    `insert into mart.publication_sources (publication_id, years_back, source, vacancies, days_advertised, days_observed,
       partial_days, boards, boards_kept, first_observed, last_observed)
     select $1, s."yearsBack", s.source, s.vacancies, s."daysAdvertised", s."daysObserved", s."partialDays", s.boards,
       s."boardsKept", s."firstObserved", s."lastObserved"
     from jsonb_to_recordset($2) as s ("yearsBack" smallint, source text, vacancies integer, "daysAdvertised" integer,
       "daysObserved" integer, "partialDays" integer, boards integer, "boardsKept" integer, "firstObserved" date,
       "lastObserved" date)`,
    [
      publicationId,
      JSON.stringify(
        windows.flatMap(({ yearsBack, sources }) => sources.map(source => ({ ...source, yearsBack }))),
      ),
    ],
  )
}
