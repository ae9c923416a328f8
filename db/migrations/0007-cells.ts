import { type Kysely, sql } from 'kysely'

/**
 * Windows are kept in cells, one per area, type and term, each with the changes from and up to which it stood: a change
 * of a few vacancies replaces their cells alone, and a publication reads those that stood at its own change.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop view mart.term_statistics;
    drop view mart.pay_statistics;
    drop table mart.window_terms;
    drop table mart.window_pay;
    delete from mart.windows;
    drop index mart.windows_once;
    alter table mart.windows
      drop column vacancies,
      add column least integer not null;
    create unique index windows_once on mart.windows (ends_on, months, least, code_version, taxonomy_version);
    comment on table mart.windows is 'Windows that are computed: (ends_on - months, ends_on], as vacancies stood at change_number';
    comment on column mart.windows.least is 'Least vacancies of a cell that is kept; 1 for whole windows, more for the points of trends';
    alter table mart.publications
      add column trend_window_ids bigint[] not null default '{}',
      add column kind text not null default 'asked' check (kind in ('calendar', 'asked'));
    comment on column mart.publications.trend_window_ids is 'Windows that end with each month of the history: the points of trends';
    comment on column mart.publications.change_number is 'Cells and vacancies are read as they stood at this change';

    comment on column mart.publications.kind is 'calendar: dropped in time, but for month ends; asked: an operator wanted it, and it is kept';

    create table mart.window_terms (
      window_id integer not null,
      area_id integer not null,
      term_id integer not null,
      vacancies integer not null,
      live integer not null,
      rank integer,
      since bigint not null,
      until bigint not null default 9223372036854775807,
      market "char" not null,
      primary key (window_id, area_id, market, term_id, since)
    );
    create index window_terms_superseded on mart.window_terms (window_id) where until < 9223372036854775807;
    comment on table mart.window_terms is 'Vacancies first advertised in a window, and adverts live on its last day, by area, type (p, c) and term';

    create table mart.window_pay (
      window_id integer not null,
      area_id integer not null,
      term_id integer not null,
      quoted integer not null,
      since bigint not null,
      until bigint not null default 9223372036854775807,
      p10 double precision not null,
      p25 double precision not null,
      p50 double precision not null,
      p75 double precision not null,
      p90 double precision not null,
      p10_low double precision, p10_high double precision,
      p25_low double precision, p25_high double precision,
      p50_low double precision, p50_high double precision,
      p75_low double precision, p75_high double precision,
      p90_low double precision, p90_high double precision,
      market "char" not null,
      unit "char" not null,
      primary key (window_id, area_id, market, term_id, unit, since)
    );
    create index window_pay_superseded on mart.window_pay (window_id) where until < 9223372036854775807;
    comment on table mart.window_pay is 'Pay quoted in a window by unit (y, d, h); bounds are 95 % intervals by order statistics';

    create table mart.window_lists (
      window_id integer not null,
      area_id integer not null,
      term_id integer not null,
      since bigint not null,
      until bigint not null default 9223372036854775807,
      bin_from double precision not null,
      bin_width double precision not null,
      bins integer[] not null,
      skills integer[] not null,
      skill_vacancies integer[] not null,
      market "char" not null,
      primary key (window_id, area_id, market, term_id, since)
    );
    create index window_lists_superseded on mart.window_lists (window_id) where until < 9223372036854775807;
    comment on table mart.window_lists is 'Co-occurring skills and the histogram of cells that too many vacancies stand behind to read them all';

    create index vacancies_long_open on core.vacancies (open_until) where open_until - posted_on > 80;

    create function mart.wilson_low(part double precision, whole double precision) returns double precision
    language sql immutable parallel safe as $$
      select case when whole > 0 then case when part = 0 then 0 else
        (part / whole + 3.8414588206941254 / (2 * whole)
          - 1.959963984540054 * sqrt(part / whole * (1 - part / whole) / whole + 3.8414588206941254 / (4 * whole * whole)))
        / (1 + 3.8414588206941254 / whole) end end
    $$;
    comment on function mart.wilson_low is 'Lower bound of the 95 % interval of the share part / whole, by Wilson''s score; null where whole is 0';
    create function mart.wilson_high(part double precision, whole double precision) returns double precision
    language sql immutable parallel safe as $$
      select case when whole > 0 then case when part = whole then 1 else
        (part / whole + 3.8414588206941254 / (2 * whole)
          + 1.959963984540054 * sqrt(part / whole * (1 - part / whole) / whole + 3.8414588206941254 / (4 * whole * whole)))
        / (1 + 3.8414588206941254 / whole) end end
    $$;
    comment on function mart.wilson_high is 'Upper bound of the 95 % interval of the share part / whole, by Wilson''s score; null where whole is 0';
    ${sql.raw(countsView('term_statistics', 'term'))}
    ${sql.raw(payView('pay_statistics', 'term'))}
    ${sql.raw(countsView('category_statistics', 'category'))}
    ${sql.raw(payView('category_pay_statistics', 'category'))}

    create view mart.published_days as
    select p.as_of, p.months, p.publication_id, p.published_at, p.code_version, p.taxonomy_version, p.change_number, p.kind
    from mart.publications p where p.current;
    ${sql.raw(
      comments('published_days', 'The days that are published, one row for each day and length of window', {
        as_of: 'The day the publication looks back from',
        months: 'Length of the window in calendar months',
        publication_id: 'Number of the publication: it grows with each that differs',
        published_at: 'When it became the current one',
        code_version: 'Version of the code that computed it',
        taxonomy_version: 'Version of the titles, skills and places that adverts were read by',
        change_number: 'The latest change of vacancies that it takes into account',
        kind: 'calendar: a day of the calendar, dropped in time but for month ends; asked: kept',
      }),
    )}
  `.execute(db)
}

/** The windows of the current publications, with the number of the column: 1 for the as-of day's own. */
const windows = `from mart.publications p
  cross join lateral unnest(p.window_ids[1:3]) with ordinality as chosen (window_id, column_number)
  join mart.windows w on w.window_id = chosen.window_id`

/** A row of a table of cells as it stood when the publication was made. */
const stands = (alias: string) => `${alias}.since <= p.change_number and ${alias}.until > p.change_number`

/** The same place, type and publication's window as row `of`. */
const beside = (alias: string, of: string, windowId = 'w.window_id') =>
  `${alias}.window_id = ${windowId}::integer and ${alias}.area_id = ${of}.area_id and ${alias}.market = ${of}.market and ${stands(alias)}`

/** Words for the codes of a table of cells, joined so that a filter by the word finds its rows by the code. */
const joinTypes = (alias: string) => `
    join (values ('p'::"char", 'permanent'), ('c', 'contract')) as types (code, type) on types.code = ${alias}.market`
const joinUnits = (alias: string) => `
    join (values ('y'::"char", 'year'), ('d', 'day'), ('h', 'hour')) as units (code, unit) on units.code = ${alias}.unit`

const keyComments = {
  as_of: 'The day the publication looks back from',
  months: 'Length of the window in calendar months: (ends_on - months, ends_on]',
  ends_on: "Last day of this row's window: as_of, or the same day one or two years earlier",
  years_back: '0: the window up to as_of; 1 and 2: its comparatives',
  location: 'Name of the area; overlapping areas each count a vacancy once',
  type: 'permanent or contract',
  publication_id: 'The publication the row belongs to',
}

function countsView(view: string, kind: 'term' | 'category'): string {
  const ofTerm = kind === 'term'
  return `
    create view mart.${view} as
    select p.as_of, p.months, w.ends_on, (column_number - 1)::integer as years_back, a.name as location, types.type,
      ${ofTerm ? 'n.name as term, n.category, t.vacancies, t.rank, earlier.rank - t.rank as rank_change,' : 'n.category, t.vacancies,'}
      t.vacancies::double precision / nullif(everything.vacancies, 0) as share_of_all,
      ${ofTerm ? 't.vacancies::double precision / nullif(whole.vacancies, 0) as share_of_category,' : ''}
      t.live, p.publication_id,
      everything.vacancies as all_vacancies,
      mart.wilson_low(t.vacancies, everything.vacancies) as share_of_all_low,
      mart.wilson_high(t.vacancies, everything.vacancies) as share_of_all_high
      ${
        ofTerm
          ? `, whole.vacancies as category_vacancies,
      mart.wilson_low(t.vacancies, whole.vacancies) as share_of_category_low,
      mart.wilson_high(t.vacancies, whole.vacancies) as share_of_category_high`
          : ''
      }
    ${windows}
    join mart.window_terms t on t.window_id = w.window_id::integer and ${stands('t')}${joinTypes('t')}
    join core.terms n on n.term_id = t.term_id and n.kind = '${kind}'
    join core.areas a on a.area_id = t.area_id
    left join mart.window_terms everything
      on ${beside('everything', 't')} and everything.term_id = (select term_id from core.terms where kind = 'all')
    ${
      ofTerm
        ? `left join mart.window_terms whole on ${beside('whole', 't')}
        and whole.term_id = (select c.term_id from core.terms c where c.kind = 'category' and c.category = n.category and c.name = n.category)
      left join mart.window_terms earlier
        on ${beside('earlier', 't', 'p.window_ids[column_number + 1]')} and earlier.term_id = t.term_id`
        : ''
    }
    where p.current and t.vacancies > 0;
    ${comments(
      view,
      ofTerm
        ? 'Demand for every title term and skill, by place and type, in the current publications'
        : 'Vacancies with at least one term of a category, by place and type, in the current publications; Job Titles: those with a recognised title',
      {
        ...keyComments,
        category: "Job Titles, or the skill's category",
        vacancies: 'Unique vacancies first advertised in the window',
        share_of_all: 'Fraction of all vacancies of that location and type',
        live: 'Adverts open on ends_on',
        all_vacancies: 'All vacancies of that location and type: the sample of share_of_all',
        share_of_all_low: 'Lower bound of the 95 % interval of share_of_all',
        share_of_all_high: 'Upper bound of the 95 % interval of share_of_all',
        ...(ofTerm && {
          term: 'Title term or skill',
          rank: 'Dense rank by vacancies over all terms of that location and type',
          rank_change: 'Places gained against the window one year earlier; null where either rank is missing',
          share_of_category: 'Fraction of the vacancies with at least one term of the category',
          category_vacancies:
            'Vacancies with at least one term of the category: the sample of share_of_category',
          share_of_category_low: 'Lower bound of the 95 % interval of share_of_category',
          share_of_category_high: 'Upper bound of the 95 % interval of share_of_category',
        }),
      },
    )}`
}

const percentiles = [
  ['p10', '10th percentile of (3 low + high) / 4'],
  ['p25', '25th percentile of (3 low + high) / 4'],
  ['p50', 'Median of (low + high) / 2'],
  ['p75', '75th percentile of (low + 3 high) / 4'],
  ['p90', '90th percentile of (low + 3 high) / 4'],
] as const

function payView(view: string, kind: 'term' | 'category'): string {
  const ofTerm = kind === 'term'
  return `
    create view mart.${view} as
    select p.as_of, p.months, w.ends_on, (column_number - 1)::integer as years_back, a.name as location, types.type,
      ${ofTerm ? 'n.name as term, ' : ''}n.category,
      units.unit,
      s.quoted, s.p10, s.p25, s.p50, s.p75, s.p90,
      (s.p50 / nullif(earlier.p50, 0) - 1) * 100 as median_change, p.publication_id,
      ${percentiles.map(([name]) => `s.${name}_low, s.${name}_high`).join(', ')}
    ${windows}
    join mart.window_pay s on s.window_id = w.window_id::integer and ${stands('s')}${joinTypes('s')}${joinUnits('s')}
    join core.terms n on n.term_id = s.term_id and n.kind = '${kind}'
    join core.areas a on a.area_id = s.area_id
    left join mart.window_pay earlier on ${beside('earlier', 's', 'p.window_ids[column_number + 1]')}
      and earlier.term_id = s.term_id and earlier.unit = s.unit
    where p.current;
    ${comments(
      view,
      ofTerm
        ? 'Quoted pay of every title term and skill, by place and type, in the current publications'
        : 'Quoted pay of the vacancies with at least one term of a category, by place and type, in the current publications',
      {
        ...keyComments,
        ...(ofTerm && { term: 'Title term or skill' }),
        category: "Job Titles, or the skill's category",
        unit: 'year, day or hour: the percentiles are pounds per unit',
        quoted: 'Vacancies with an employer-stated figure in this unit: the sample size',
        median_change: 'Per cent against the median one year earlier',
        ...Object.fromEntries(
          percentiles.flatMap(([name, meaning]) => [
            [name, meaning],
            [
              `${name}_low`,
              `Lower bound of the 95 % interval of ${name}; null where the sample is too small`,
            ],
            [
              `${name}_high`,
              `Upper bound of the 95 % interval of ${name}; null where the sample is too small`,
            ],
          ]),
        ),
      },
    )}`
}

function comments(view: string, meaning: string, columns: Record<string, string>): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
  return [
    `comment on view mart.${view} is ${quoted(meaning)};`,
    ...Object.entries(columns).map(
      ([column, text]) => `comment on column mart.${view}.${column} is ${quoted(text)};`,
    ),
  ].join('\n')
}
