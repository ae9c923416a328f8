import type { Client } from '../connection.ts'

/** Days after a vacancy's first advert within which the same job advertised again is the same vacancy (Lightcast's rule). */
export const sameVacancyDays = 60

/** Days after its last sighting that an advert without a closing date counts as live. Our own choice. */
export const liveDays = 30

/** Vacancies whose change the planner is told of at once. */
const analyseFrom = 1000

/** What rebuilding did. */
export interface Rebuilt {
  clusters: number
  changedVacancies: number
}

/**
 * Makes the vacancies of all stale clusters again: adverts in scope of one normalised title, company and place, from the
 * first one on for 60 days; the next one after that opens a new vacancy. One advert speaks for the vacancy: the first
 * that quotes pay, else the first. The result depends on the postings alone, not on the order of their loading.
 * Days whose vacancies changed are recorded for the windows that contain them; what they replace is kept as past versions.
 */
export async function rebuildVacancies(client: Client): Promise<Rebuilt> {
  // One at a time: two at once could both see the same cluster, and each would miss the other's changes. And not beside
  // a load, which may have found its mark set already: taking it before the load commits would lose it.
  await client.query(`select pg_advisory_xact_lock(hashtext('load'))`)
  const taken = await client.query(`
    create temp table clusters on commit drop as
    with taken as (delete from core.stale_clusters returning *) select * from taken`)
  if (!taken.rowCount) return { clusters: 0, changedVacancies: 0 }
  await client.query('create unique index on clusters (title_key, company_key, place_key)')
  await client.query('analyze clusters')
  await client.query(adverts)
  await client.query('create index on adverts (cluster, posted_on)')
  await client.query('analyze adverts')
  await client.query(starts)
  await client.query('create index on starts (cluster, first_day)')
  await client.query('analyze starts')
  await client.query(vacancies)
  const changed = await client.query(replaceChanged)
  // What is new in the table is joined right after, before the server looks at it by itself.
  if ((changed.rowCount ?? 0) >= analyseFrom) await client.query('analyze core.vacancies; analyze core.terms')
  return { clusters: taken.rowCount, changedVacancies: changed.rowCount ?? 0 }
}

/** Marks the clusters of all adverts and vacancies of a month as stale, so that they are made again. */
export async function markMonthStale(client: Client, month: string): Promise<void> {
  // A load may wait for a mark that is set here, while who makes the vacancies waits for the load.
  await client.query(`select pg_advisory_xact_lock(hashtext('load'))`)
  await client.query(
    `insert into core.stale_clusters
     select title_key, company_key, place_key from core.postings
     where posted_on >= $1::date and posted_on < $1::date + interval '1 month' and in_scope
     union
     select title_key, company_key, place_key from core.vacancies
     where posted_on >= $1::date and posted_on < $1::date + interval '1 month'
     order by 1, 2, 3
     on conflict do nothing`,
    [month],
  )
}

// A quote is employer-stated, in pounds and by the year for permanent jobs, by the day or hour for contracts.
const adverts = `
  create temp table adverts on commit drop as
  select md5(concat_ws(chr(31), p.title_key, p.company_key, p.place_key)) as cluster, p.*,
    least(coalesce(p.closed_on + 1, (p.last_seen at time zone 'UTC')::date + ${liveDays}),
      (p.gone_at at time zone 'UTC')::date) as open_until,
    case when p.pay_quoted and p.pay_currency = 'GBP'
      and (p.market = 'permanent' and p.pay_period = 'year' or p.market = 'contract' and p.pay_period in ('day', 'hour'))
      then p.pay_period end as quote_unit
  from core.postings p join clusters using (title_key, company_key, place_key)
  where p.in_scope and p.publishable`

const starts = `
  create temp table starts on commit drop as
  with recursive chain as (
    select cluster, min(posted_on) as first_day from adverts group by cluster
    union all
    select c.cluster, n.first_day from chain c
    cross join lateral (
      select a.posted_on as first_day from adverts a
      where a.cluster = c.cluster and a.posted_on > c.first_day + ${sameVacancyDays}
      order by a.posted_on limit 1
    ) n
  )
  select * from chain`

const vacancies = `
  create temp table made on commit drop as
  with members as (
    select a.*, s.first_day,
      row_number() over (partition by a.cluster, s.first_day
        order by (a.quote_unit is null), a.posted_on, a.source, a.source_id) as speaker,
      count(*) over (partition by a.cluster, s.first_day) as postings,
      max(a.open_until) over (partition by a.cluster, s.first_day) as last_day
    from adverts a
    cross join lateral (
      select max(s.first_day) as first_day from starts s where s.cluster = a.cluster and s.first_day <= a.posted_on
    ) s
  )
  select md5(cluster || first_day)::uuid as vacancy_id, title_key, company_key, place_key, first_day as posted_on,
    greatest(last_day, first_day) as open_until, market, source, source_id, postings::integer as postings, title, company,
    url, seniority, workplace, quote_unit,
    case when quote_unit is not null then coalesce(pay_min, pay_max) end as quote_low,
    case when quote_unit is not null then coalesce(pay_max, pay_min) end as quote_high,
    areas, terms
  from members where speaker = 1`

const replaceChanged = `
  with old as (
    select v.* from core.vacancies v join clusters using (title_key, company_key, place_key)
  ), difference as (
    select o.vacancy_id as old_id, m.vacancy_id as new_id,
      o.posted_on as old_day, m.posted_on as new_day, o.open_until as old_until, m.open_until as new_until,
      to_jsonb(o) - '{open_until,postings,since}'::text[] is distinct from to_jsonb(m) - '{open_until,postings}'::text[] as advertised
    from old o full join made m on m.vacancy_id = o.vacancy_id
    where to_jsonb(o) - 'since' is distinct from to_jsonb(m)
  ), number as materialized (
    select nextval('core.change_number') as n where exists (select from difference)
  ), superseded as (
    insert into core.past_vacancies
    select o.*, n from old o join difference d on d.old_id = o.vacancy_id, number
  ), removed as (
    delete from core.vacancies v using difference d where v.vacancy_id = d.old_id and d.new_id is null
  ), advertised as (
    select old_day as day from difference where old_day is not null and advertised
    union select new_day from difference where new_day is not null and advertised
  ), live as (
    select day::date from difference, generate_series(old_day, old_until, interval '1 day') day
    where old_day is not null and (advertised or new_day is null)
    union select day::date from difference, generate_series(new_day, new_until, interval '1 day') day
    where new_day is not null and (advertised or old_day is null)
    union select day::date from difference,
      generate_series(least(old_until, new_until), greatest(old_until, new_until) - 1, interval '1 day') day
    where not advertised
  ), changed as (
    select coalesce(a.day, l.day) as day, (a.day is not null) as advertised, (l.day is not null) as live
    from advertised a full join live l on l.day = a.day
  ), marked as (
    insert into core.changed_days as c (day, advertised_change, live_change)
    select day, case when advertised then n else 0 end, case when live then n else 0 end
    from changed, number order by day
    on conflict (day) do update set
      advertised_change = greatest(c.advertised_change, excluded.advertised_change),
      live_change = greatest(c.live_change, excluded.live_change)
  )
  insert into core.vacancies
  select m.*, n from made m join difference d on d.new_id = m.vacancy_id, number
  on conflict (vacancy_id) do update set
    title_key = excluded.title_key, company_key = excluded.company_key, place_key = excluded.place_key,
    posted_on = excluded.posted_on, open_until = excluded.open_until, market = excluded.market,
    source = excluded.source, source_id = excluded.source_id, postings = excluded.postings, title = excluded.title,
    company = excluded.company, url = excluded.url, seniority = excluded.seniority, workplace = excluded.workplace,
    quote_unit = excluded.quote_unit, quote_low = excluded.quote_low, quote_high = excluded.quote_high,
    areas = excluded.areas, terms = excluded.terms, since = excluded.since`
