import { type Kysely, sql } from 'kysely'
import { premiumView } from './reader-functions/premiums.ts'

/**
 * What a trend page shows beyond its stored cells, as functions for readers, with the figures of
 * `pipeline/statistics/read-trend-page.ts` to the last bit; and the premiums of skills that publications carry.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const part of [published, coOccurringSkills, monthlyTrend, payHistogram, vacanciesBehind, premiumView])
    await sql.raw(part).execute(db)
}

/** Readers may not see `core`: functions run with the rights of their owner, and qualify names throughout. */
const asOwner = `security definer set search_path = pg_catalog, pg_temp`

const subject = `term text, location text, type text, as_of date, months integer default 6, term_category text default null`

const subjectMeaning = `Names whatever the case; where a title and a skill share a name the title is meant, unless term_category says otherwise. No rows where nothing is published for that day.`

/** A row of a table of cells that belongs to the cell, as it stood when the publication was made. */
const beside = (alias: string, windowId: string, termId = 'cell.term_id') =>
  `${alias}.window_id = ${windowId} and ${alias}.area_id = cell.area_id and ${alias}.market = cell.code
    and ${alias}.term_id = ${termId} and ${alias}.since <= cell.change_number and ${alias}.until > cell.change_number`

const vacanciesSince = (begins: string) =>
  `core.read_vacancies(cell.term_id, cell.area_id, cell.market, ${begins}, cell.upto, cell.change_number)`
const vacanciesOfCell = vacanciesSince('cell.begins')

const published = `
create function core.term_named(name text, category text) returns integer language sql stable as $$
  select case when $2 is null then core.term_named($1) else (
    select t.term_id from core.terms t
    where t.kind = 'term' and lower(t.name) = lower($1) and lower(t.category) = lower($2)
    order by t.name <> $1, t.name, t.category limit 1) end
$$;
comment on function core.term_named(text, text) is 'The title term or skill of a name within a category, whatever the case; of all categories where that is null';

create function core.published_cell(term text, location text, type text, as_of date, months integer, term_category text)
returns table (
  term_id integer, area_id integer, market text, code "char", unit text, unit_code "char", begins date, upto date,
  window_id integer, trend_window_ids bigint[], change_number bigint
) language sql stable as $$
  select t.term_id, a.area_id, m.market, m.code, m.unit, m.unit_code, (p.as_of - make_interval(months => p.months))::date,
    p.as_of, p.window_ids[1]::integer, p.trend_window_ids, p.change_number
  from mart.publications p
  join core.areas a on lower(a.name) = lower($2)
  join (values ('permanent', 'p'::"char", 'year', 'y'::"char"), ('contract', 'c', 'day', 'd')) m (market, code, unit, unit_code)
    on m.market = $3
  join core.terms t on t.term_id = core.term_named($1, $6)
  where p.current and p.as_of = $4 and p.months = $5
$$;
comment on function core.published_cell is 'A term in an area and type, and its window (begins, upto] in the current publication of a day; unit is the type''s main one';

create function core.read_vacancies(term_id integer, area_id integer, market text, after date, upto date, change bigint)
returns table (
  vacancy_id uuid, posted_on date, open_until date, source text, source_id text, title text, company text, url text,
  seniority text, workplace text, quote_unit text, quote_low double precision, quote_high double precision,
  areas integer[], terms integer[]
) language plpgsql stable rows 250 set plan_cache_mode = force_custom_plan as $$
begin
  return query select * from core.vacancies_of($1, $2, $3, $4, $5, $6);
end $$;
comment on function core.read_vacancies is 'core.vacancies_of, planned for the very values: where these come out of a query, the planner takes all history for a short time, and reads its days from their index (80 ms of a million vacancies)';
`

const bySkill = `c.vacancies desc, lower(t.name) collate "C", t.name collate "C", t.category collate "C"`
const isInTop = `t.category not in ('General', 'Miscellaneous')`

const coOccurringSkills = `
create function mart.co_occurring_skills(${subject})
returns table (
  category text, skill text, vacancies integer, share double precision, share_low double precision, share_high double precision,
  rank_overall integer, rank_in_category integer
) language sql stable ${asOwner} as $$
  with cell as materialized (select * from core.published_cell($1, $2, $3, $4, $5, $6)),
  stored as materialized (
    select l.skills, l.skill_vacancies from cell join mart.window_lists l on ${beside('l', 'cell.window_id')}
  ),
  counted as (
    select s.term_id, s.vacancies from stored cross join unnest(stored.skills, stored.skill_vacancies) s (term_id, vacancies)
    union all
    select s.term_id, count(*)::integer
    from (select * from cell where not exists (select from stored)) cell
    cross join lateral ${vacanciesOfCell} v
    cross join unnest(v.terms) s (term_id)
    where s.term_id <> cell.term_id group by 1
  ),
  ordered as (
    select t.category, t.name, c.vacancies, ${isInTop} as is_in_top, row_number() over (order by ${bySkill}) as place,
      row_number() over (partition by ${isInTop} order by ${bySkill}) as place_overall,
      row_number() over (partition by t.category order by ${bySkill}) as place_in_category,
      dense_rank() over (partition by ${isInTop} order by c.vacancies desc) as rank_overall,
      dense_rank() over (partition by t.category order by c.vacancies desc) as rank_in_category
    from counted c join core.terms t on t.term_id = c.term_id and t.kind = 'term' and t.category <> 'Job Titles'
  )
  select o.category, o.name, o.vacancies, o.vacancies::double precision / whole.vacancies,
    mart.wilson_low(o.vacancies, whole.vacancies), mart.wilson_high(o.vacancies, whole.vacancies),
    case when o.is_in_top and o.place_overall <= 30 then o.rank_overall end, o.rank_in_category
  from cell
  join mart.window_terms whole on ${beside('whole', 'cell.window_id')}
  cross join ordered o
  where o.place_in_category <= 30 order by o.place
$$;
comment on function mart.co_occurring_skills is 'Skills that the vacancies of a term cite: how many, as a fraction of the term''s vacancies with its 95 % interval (Wilson), most cited first, then by name; at most 30 of each category. rank_overall: dense rank among the 30 most cited, General and Miscellaneous left out, null for all others; rank_in_category: dense rank within the category. ${subjectMeaning}';
`

const percentiles = ['p10', 'p25', 'p50', 'p75', 'p90']
const given = [...percentiles, 'p50_low', 'p50_high']

const monthlyTrend = `
create function mart.monthly_trend(${subject})
returns table (
  ends_on date, vacancies integer, all_vacancies integer, share double precision, share_low double precision,
  share_high double precision, quoted integer, ${given.map(name => `${name} double precision`).join(', ')}
) language sql stable ${asOwner} as $$
  with cell as materialized (select * from core.published_cell($1, $2, $3, $4, $5, $6)),
  points as materialized (
    select w.ends_on, (w.ends_on - make_interval(months => w.months))::date as begins, t.vacancies,
      coalesce(everything.vacancies, 0) as all_vacancies, t.vacancies is null and w.least > 1 as is_read,
      s.quoted, ${given.map(name => `s.${name}`).join(', ')}
    from cell
    cross join unnest(cell.trend_window_ids || cell.window_id::bigint) point (window_id)
    join mart.windows w on w.window_id = point.window_id
    left join mart.window_terms t on ${beside('t', 'w.window_id::integer')}
    left join mart.window_terms everything
      on ${beside('everything', 'w.window_id::integer', `(select term_id from core.terms where kind = 'all')`)}
    left join mart.window_pay s on ${beside('s', 'w.window_id::integer')} and s.unit = cell.unit_code
  ),
  read as (
    select v.posted_on, case when v.quote_unit = cell.unit then v.quote_low end as low,
      case when v.quote_unit = cell.unit then v.quote_high end as high
    from (select min(p.begins) as begins from points p where p.is_read having count(*) > 0) earliest
    cross join cell
    cross join lateral ${vacanciesSince('earliest.begins')} v
  ),
  computed as (
    select p.ends_on, count(*)::integer as vacancies, count(r.low)::integer as quoted,
      percentile_cont(array[0.1, 0.25]) within group (order by (3 * r.low + r.high) / 4) as lower,
      percentile_cont(0.5) within group (order by (r.low + r.high) / 2) as middle,
      percentile_cont(array[0.75, 0.9]) within group (order by (r.low + 3 * r.high) / 4) as upper,
      core.percentile_interval(
        array_agg((r.low + r.high) / 2 order by (r.low + r.high) / 2) filter (where r.low is not null), 0.5) as around
    from points p join read r on r.posted_on > p.begins and r.posted_on <= p.ends_on
    where p.is_read group by p.ends_on
  )
  select p.ends_on, n.vacancies, p.all_vacancies, n.vacancies::double precision / nullif(p.all_vacancies, 0),
    mart.wilson_low(n.vacancies, p.all_vacancies), mart.wilson_high(n.vacancies, p.all_vacancies),
    coalesce(p.quoted, c.quoted, 0), coalesce(p.p10, c.lower[1]), coalesce(p.p25, c.lower[2]), coalesce(p.p50, c.middle),
    coalesce(p.p75, c.upper[1]), coalesce(p.p90, c.upper[2]), coalesce(p.p50_low, c.around[1]),
    coalesce(p.p50_high, c.around[2])
  from points p left join computed c on c.ends_on = p.ends_on
  cross join lateral (select coalesce(p.vacancies, c.vacancies, 0) as vacancies) n
  order by p.ends_on
$$;
comment on function mart.monthly_trend is 'The windows that end with each month before the day, and the one up to the day itself (ends_on), oldest first: vacancies, as a fraction of all vacancies of that location and type with its 95 % interval, and percentiles of what is quoted in pounds a year (permanent) or a day (contract); quoted is their sample size, p50_low and p50_high the 95 % interval of the median, null where the sample is too small. ${subjectMeaning}';
`

/** Round widths: 1, 2 and 5 times the powers of ten, as `pipeline/statistics/histogram.ts` takes them. */
const widths = `generate_series(0, 12) power cross join unnest(array[1, 2, 5]) step`

const payHistogram = `
create function core.histogram(ascending double precision[])
returns table (bin_from double precision, bin_width double precision, bins integer[]) language sql immutable as $$
  with quotes as (
    select $1 as q, cardinality($1) as n where cardinality($1) > 0
  ),
  raw as (
    select q[1] as lowest, q[n] as highest, coalesce(nullif(
      (q[1 + ceil(0.98::double precision * (n - 1))::integer] - q[1 + floor(0.02::double precision * (n - 1))::integer]) / 16, 0),
      q[1] / 16) as width
    from quotes
  ),
  chosen as (
    select min(w.width) as width from raw
    cross join lateral (select (step * 10::double precision ^ power) as width from ${widths}) w
    where w.width >= raw.width and floor(raw.highest / w.width) - floor(raw.lowest / w.width) < 200
  )
  select floor(raw.lowest / c.width) * c.width, c.width, array(
    select count(quote)::integer
    from generate_series(floor(raw.lowest / c.width)::bigint, floor(raw.highest / c.width)::bigint) bin
    left join unnest($1) quote on floor(quote / c.width) = bin
    group by bin order by bin)
  from raw cross join chosen c
$$;
comment on function core.histogram is 'Quotes in bins of a round width that gives at most 16 over the middle 96 % of them, and at most 200 in all; no row without quotes';

create function mart.pay_histogram(${subject})
returns table (bin_from double precision, bin_to double precision, vacancies integer) language sql stable ${asOwner} as $$
  with cell as materialized (select * from core.published_cell($1, $2, $3, $4, $5, $6)),
  stored as materialized (
    select l.bin_from, l.bin_width, l.bins from cell join mart.window_lists l on ${beside('l', 'cell.window_id')}
  ),
  histogram as (
    select * from stored
    union all
    select h.* from (
      select array_agg((v.quote_low + v.quote_high) / 2 order by (v.quote_low + v.quote_high) / 2) as ascending
      from (select * from cell where not exists (select from stored)) cell
      cross join lateral ${vacanciesOfCell} v where v.quote_unit = cell.unit
    ) quotes cross join lateral core.histogram(quotes.ascending) h
  )
  select h.bin_from + (n - 1) * h.bin_width, h.bin_from + n * h.bin_width, b.vacancies
  from histogram h cross join unnest(h.bins) with ordinality b (vacancies, n) order by n
$$;
comment on function mart.pay_histogram is 'Vacancies by what they quote (the middle of the range): bins [bin_from, bin_to) in pounds a year (permanent) or a day (contract), without gaps; no rows where nothing is quoted. ${subjectMeaning}';
`

const vacanciesBehind = `
create function mart.vacancies_behind(${subject})
returns table (
  title text, company text, url text, source text, posted_on date, open_until date, seniority text, workplace text,
  quote_unit text, quote_low double precision, quote_high double precision
) language sql stable ${asOwner} as $$
  select v.title, v.company, v.url, v.source, v.posted_on, v.open_until, v.seniority, v.workplace, v.quote_unit, v.quote_low,
    v.quote_high
  from core.published_cell($1, $2, $3, $4, $5, $6) cell
  cross join lateral ${vacanciesOfCell} v
  order by v.posted_on desc, lower(v.title), v.vacancy_id
$$;
comment on function mart.vacancies_behind is 'The vacancies that the figures of a term, place and type count, as the publication saw them, newest first: title, company, address and source (board) as it wrote them; posted_on is the day of the first advert, open_until the first day on which it is no longer live; what is quoted in pounds per quote_unit (year, day or hour), null where nothing is. ${subjectMeaning}';
`
