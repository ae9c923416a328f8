import { type Kysely, sql } from 'kysely'

/** The views that other services read: names and units stay, columns are only ever added. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create view mart.term_statistics as
    select p.as_of, p.months, w.ends_on, (column_number - 1)::integer as years_back, a.name as location, t.market as type,
      n.name as term, n.category, t.vacancies, t.rank,
      earlier.rank - t.rank as rank_change,
      t.vacancies::double precision / nullif(everything.vacancies, 0) as share_of_all,
      t.vacancies::double precision / nullif(category.vacancies, 0) as share_of_category,
      t.live, p.publication_id
    from mart.publications p
    cross join lateral unnest(p.window_ids[1:3]) with ordinality as chosen (window_id, column_number)
    join mart.windows w on w.window_id = chosen.window_id
    join mart.window_terms t on t.window_id = w.window_id
    join core.terms n on n.term_id = t.term_id and n.kind = 'term'
    join core.areas a on a.area_id = t.area_id
    join core.terms alls on alls.kind = 'all'
    join core.terms cats on cats.kind = 'category' and cats.name = n.category
    left join mart.window_terms everything
      on everything.window_id = t.window_id and everything.area_id = t.area_id and everything.market = t.market
      and everything.term_id = alls.term_id
    left join mart.window_terms category
      on category.window_id = t.window_id and category.area_id = t.area_id and category.market = t.market
      and category.term_id = cats.term_id
    left join mart.window_terms earlier
      on earlier.window_id = p.window_ids[column_number + 1] and earlier.area_id = t.area_id
      and earlier.market = t.market and earlier.term_id = t.term_id
    where p.current and t.vacancies > 0;
    comment on view mart.term_statistics is 'Demand for every title term and skill, by place and type, in the current publications';
    comment on column mart.term_statistics.as_of is 'The day the publication looks back from';
    comment on column mart.term_statistics.months is 'Length of the window in calendar months: (ends_on - months, ends_on]';
    comment on column mart.term_statistics.ends_on is 'Last day of this row''s window: as_of, or the same day one or two years earlier';
    comment on column mart.term_statistics.years_back is '0: the window up to as_of; 1 and 2: its comparatives';
    comment on column mart.term_statistics.location is 'Name of the area; overlapping areas each count a vacancy once';
    comment on column mart.term_statistics.type is 'permanent or contract';
    comment on column mart.term_statistics.term is 'Title term or skill';
    comment on column mart.term_statistics.category is 'Job Titles, or the skill''s category';
    comment on column mart.term_statistics.vacancies is 'Unique vacancies first advertised in the window';
    comment on column mart.term_statistics.rank is 'Dense rank by vacancies over all terms of that location and type';
    comment on column mart.term_statistics.rank_change is 'Places gained against the window one year earlier; null where either rank is missing';
    comment on column mart.term_statistics.share_of_all is 'Fraction of all vacancies of that location and type';
    comment on column mart.term_statistics.share_of_category is 'Fraction of the vacancies with at least one term of the category';
    comment on column mart.term_statistics.live is 'Adverts open on ends_on';
    comment on column mart.term_statistics.publication_id is 'The publication the row belongs to';

    create view mart.pay_statistics as
    select p.as_of, p.months, w.ends_on, (column_number - 1)::integer as years_back, a.name as location, s.market as type,
      n.name as term, n.category, s.unit, s.quoted, s.p10, s.p25, s.p50, s.p75, s.p90,
      (s.p50 / nullif(earlier.p50, 0) - 1) * 100 as median_change, p.publication_id
    from mart.publications p
    cross join lateral unnest(p.window_ids[1:3]) with ordinality as chosen (window_id, column_number)
    join mart.windows w on w.window_id = chosen.window_id
    join mart.window_pay s on s.window_id = w.window_id
    join core.terms n on n.term_id = s.term_id and n.kind = 'term'
    join core.areas a on a.area_id = s.area_id
    left join mart.window_pay earlier
      on earlier.window_id = p.window_ids[column_number + 1] and earlier.area_id = s.area_id
      and earlier.market = s.market and earlier.term_id = s.term_id and earlier.unit = s.unit
    where p.current;
    comment on view mart.pay_statistics is 'Quoted pay of every title term and skill, by place and type, in the current publications';
    comment on column mart.pay_statistics.as_of is 'The day the publication looks back from';
    comment on column mart.pay_statistics.months is 'Length of the window in calendar months: (ends_on - months, ends_on]';
    comment on column mart.pay_statistics.ends_on is 'Last day of this row''s window: as_of, or the same day one or two years earlier';
    comment on column mart.pay_statistics.years_back is '0: the window up to as_of; 1 and 2: its comparatives';
    comment on column mart.pay_statistics.location is 'Name of the area';
    comment on column mart.pay_statistics.type is 'permanent or contract';
    comment on column mart.pay_statistics.term is 'Title term or skill';
    comment on column mart.pay_statistics.category is 'Job Titles, or the skill''s category';
    comment on column mart.pay_statistics.unit is 'year, day or hour: the percentiles are pounds per unit';
    comment on column mart.pay_statistics.quoted is 'Vacancies with an employer-stated figure in this unit: the sample size';
    comment on column mart.pay_statistics.p10 is '10th percentile of (3 low + high) / 4';
    comment on column mart.pay_statistics.p25 is '25th percentile of (3 low + high) / 4';
    comment on column mart.pay_statistics.p50 is 'Median of (low + high) / 2';
    comment on column mart.pay_statistics.p75 is '75th percentile of (low + 3 high) / 4';
    comment on column mart.pay_statistics.p90 is '90th percentile of (low + 3 high) / 4';
    comment on column mart.pay_statistics.median_change is 'Per cent against the median one year earlier';
    comment on column mart.pay_statistics.publication_id is 'The publication the row belongs to';
  `.execute(db)
}
