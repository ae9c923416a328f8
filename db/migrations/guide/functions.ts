/**
 * The functions readers call. Each runs with the rights of its owner, since readers may not see `core`; names are
 * qualified throughout.
 */
const asOwner = `security definer set search_path = pg_catalog, pg_temp`

const median = `case when count(middle) > 0 then percentile_cont(0.5) within group (order by middle) end`
const middles = `array_agg(middle order by middle) filter (where middle is not null)`

export const guideFunctions = `
create function core.band_of(seniority text) returns text language sql immutable parallel safe as $$
  select case
    when $1 in ('graduate', 'junior') then 'junior'
    when $1 in ('intern', 'mid', 'senior') then $1
    when $1 in ('lead', 'principal', 'staff') then 'lead'
    when $1 in ('head', 'director', 'executive') then 'head'
    else 'not stated'
  end
$$;
comment on function core.band_of is 'The band of experience that a vacancy''s seniority falls into';

create function core.term_named(name text) returns integer language sql stable as $$
  select t.term_id from core.terms t where t.kind = 'term' and lower(t.name) = lower($1)
  order by t.category <> 'Job Titles', t.name <> $1, t.category limit 1
$$;
comment on function core.term_named is 'The title term or skill of a name, whatever the case: the title first';

create function core.narrowest_places(areas integer[]) returns text[] language sql stable parallel safe as $$
  select coalesce(array_agg(m.name order by m.name), '{}') from core.areas m
  where m.area_id = any($1) and m.kind <> 'overlap'
    and not exists (
      select from core.areas o where o.area_id = any($1) and o.kind <> 'overlap'
        and (o.parent_id = m.area_id or m.kind = 'county' and o.kind = 'town' and o.parent_id = m.parent_id))
$$;
comment on function core.narrowest_places is 'Names of a vacancy''s areas in which none of its others lies; a town that is compared with its region stands for its county, too';

create function core.published_vacancies(term text, location text, type text, as_of date, months integer)
returns table (
  publication_id bigint, seniority text, workplace text, unit text, low double precision, high double precision,
  middle double precision, terms integer[]
) language sql stable as $$
  select p.publication_id, v.seniority, v.workplace, u.unit,
    case when v.quote_unit = u.unit then v.quote_low end, case when v.quote_unit = u.unit then v.quote_high end,
    case when v.quote_unit = u.unit then (v.quote_low + v.quote_high) / 2 end, v.terms
  from mart.publications p
  cross join (select case when $3 = 'contract' then 'day' else 'year' end as unit) u
  join core.areas a on lower(a.name) = lower($2)
  cross join (select core.term_named($1) as term_id offset 0) t
  cross join lateral core.vacancies_of(t.term_id, a.area_id, $3,
    (p.as_of - make_interval(months => p.months))::date, p.as_of, p.change_number) v
  where p.current and p.as_of = $4 and p.months = $5
$$;
comment on function core.published_vacancies is 'Vacancies of a term, place and type in the window of the current publication of a day, with what they quote in the type''s unit';

create function mart.pay_by_seniority(term text, location text, type text, as_of date, months integer default 6)
returns table (
  band text, vacancies bigint, unit text, quoted bigint, p10 double precision, p25 double precision, p50 double precision,
  p75 double precision, p90 double precision, p10_interval double precision[], p25_interval double precision[],
  p50_interval double precision[], p75_interval double precision[], p90_interval double precision[], publication_id bigint
) language sql stable ${asOwner} as $$
  select band, vacancies, unit, quoted, l[1], l[2], m, u[1], u[2],
    core.percentile_interval(lower, 0.1), core.percentile_interval(lower, 0.25), core.percentile_interval(middle, 0.5),
    core.percentile_interval(upper, 0.75), core.percentile_interval(upper, 0.9), publication_id
  from (
    select core.band_of(v.seniority) as band, count(*) as vacancies, v.unit, count(v.middle) as quoted,
      percentile_cont(array[0.1, 0.25]) within group (order by (3 * v.low + v.high) / 4) as l,
      percentile_cont(0.5) within group (order by v.middle) as m,
      percentile_cont(array[0.75, 0.9]) within group (order by (v.low + 3 * v.high) / 4) as u,
      array_agg((3 * v.low + v.high) / 4 order by (3 * v.low + v.high) / 4) filter (where v.middle is not null) as lower,
      array_agg(v.middle order by v.middle) filter (where v.middle is not null) as middle,
      array_agg((v.low + 3 * v.high) / 4 order by (v.low + 3 * v.high) / 4) filter (where v.middle is not null) as upper,
      v.publication_id
    from core.published_vacancies($1, $2, $3, $4, $5) v group by 1, v.unit, v.publication_id
  ) f
  order by array_position(array['intern', 'junior', 'mid', 'senior', 'lead', 'head', 'not stated'], band)
$$;
comment on function mart.pay_by_seniority is 'Quoted pay by band of experience (graduate counts as junior; lead, principal and staff as lead; head, director and executive as head): percentiles in pounds per unit, a year for permanent, a day for contract, each with its 95 % interval; quoted is the sample size. No rows where the day is not published';

create function mart.workplace_shares(term text, location text, type text, as_of date, months integer default 6)
returns table (
  workplace text, vacancies bigint, of_vacancies bigint, share double precision, share_interval double precision[],
  publication_id bigint
) language sql stable ${asOwner} as $$
  select w.workplace, w.n, w.whole, w.n::double precision / nullif(w.whole, 0), core.wilson(w.n, w.whole), w.publication_id
  from (
    select p.workplace, p.place_in_order, c.publication_id,
      count(*) filter (where coalesce(c.workplace, 'not stated') = p.workplace) as n,
      count(*) filter (where c.workplace is not null or p.workplace = 'not stated') as whole
    from core.published_vacancies($1, $2, $3, $4, $5) c
    cross join unnest(array['remote', 'hybrid', 'onsite', 'not stated']) with ordinality as p (workplace, place_in_order)
    group by 1, 2, 3
  ) w order by w.place_in_order
$$;
comment on function mart.workplace_shares is 'Where the work is done: remote, hybrid and onsite as fractions of the vacancies that state it, not stated as a fraction of all; each with its 95 % interval (Wilson). No rows where the day is not published or has no vacancy';

create function mart.pay_by_skill(term text, location text, type text, as_of date, months integer default 6)
returns table (
  skill text, category text, vacancies bigint, of_vacancies bigint, share double precision, share_interval double precision[],
  unit text, quoted bigint, p50 double precision, p50_interval double precision[], publication_id bigint
) language sql stable ${asOwner} as $$
  with v as materialized (select * from core.published_vacancies($1, $2, $3, $4, $5)),
  whole as (select count(*) as n, core.term_named($1) as term_id from v),
  skills as materialized (
    select c.term_id, v.unit, v.publication_id, count(*) as vacancies, count(v.middle) as quoted, ${median} as p50,
      ${middles} as middles
    from v cross join unnest(v.terms) c (term_id) group by 1, 2, 3
  )
  select t.name, t.category, s.vacancies, whole.n, s.vacancies::double precision / whole.n, core.wilson(s.vacancies, whole.n),
    s.unit, s.quoted, s.p50, core.percentile_interval(s.middles, 0.5), s.publication_id
  from skills s cross join whole
  join core.terms t on t.term_id = s.term_id and t.kind = 'term' and t.category <> 'Job Titles'
  where s.term_id <> whole.term_id
  order by s.vacancies desc, lower(t.name), t.name, t.category
$$;
comment on function mart.pay_by_skill is 'Skills that the vacancies of a term cite: how many, the share of the term''s vacancies, and their median pay in pounds per unit, with sample sizes (vacancies of of_vacancies; quoted) and 95 % intervals; most wanted first. No rows where the day is not published';

create function mart.location_premium(term text, location text, other text, type text, as_of date, months integer default 6)
returns table (
  unit text, quoted bigint, p50 double precision, p50_interval double precision[], other_quoted bigint,
  other_p50 double precision, other_p50_interval double precision[], ratio double precision, ratio_interval double precision[],
  difference double precision, difference_interval double precision[], publication_id bigint
) language sql stable ${asOwner} as $$
  with sides as (
    select v.unit, v.publication_id, count(middle) filter (where mine) as quoted, count(middle) filter (where not mine) as other_quoted,
      percentile_cont(0.5) within group (order by middle) filter (where mine) as p50,
      percentile_cont(0.5) within group (order by middle) filter (where not mine) as other_p50,
      core.percentile_interval(array_agg(middle order by middle) filter (where mine and middle is not null), 0.5) as i,
      core.percentile_interval(array_agg(middle order by middle) filter (where not mine and middle is not null), 0.5) as other_i
    from (
      select true as mine, * from core.published_vacancies($1, $2, $4, $5, $6)
      union all
      select false, * from core.published_vacancies($1, $3, $4, $5, $6)
    ) v group by 1, 2
  )
  select unit, quoted, p50, i, other_quoted, other_p50, other_i, p50 / other_p50, core.ratio_interval(p50, i, other_p50, other_i),
    p50 - other_p50, core.difference_interval(p50, i, other_p50, other_i), publication_id
  from sides
$$;
comment on function mart.location_premium is 'The median pay of a term in a location against another one: ratio (1.2 is 20 % more) and difference in pounds per unit, with sample sizes (quoted, other_quoted) and 95 % intervals. Places may overlap. No rows where the day is not published';

create function mart.current_positions(term text, location text, type text, as_of date, months integer default 6)
returns table (
  title text, company text, locations text[], workplace text, unit text, pay_low double precision, pay_high double precision,
  source text, url text, posted_on date, publication_id bigint
) language sql stable ${asOwner} as $$
  select v.title, v.company, core.narrowest_places(v.areas), v.workplace, v.quote_unit, v.quote_low, v.quote_high, v.source,
    v.url, v.posted_on, p.publication_id
  from mart.publications p
  join core.areas a on lower(a.name) = lower($2)
  cross join (select core.term_named($1) as term_id offset 0) t
  cross join lateral core.vacancies_of(t.term_id, a.area_id, $3, '-infinity', p.as_of, p.change_number) v
  where p.current and p.as_of = $4 and p.months = $5 and v.open_until > p.as_of
  order by v.posted_on desc, lower(v.title), v.vacancy_id
$$;
comment on function mart.current_positions is 'Vacancies open on the day, newest first: title, company and address as the source (board) wrote them, the narrowest places, and the quoted range in pounds per unit. No rows where the day is not published';
`
