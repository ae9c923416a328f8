import { type Kysely, sql } from 'kysely'

/** On which days each source was looked at, and what every published window rests on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table core.observed_days (
      source text not null,
      board text not null,
      day date not null,
      partial boolean not null,
      primary key (source, board, day)
    );
    create index observed_days_day on core.observed_days (day);
    comment on table core.observed_days is 'Days (UTC) on which a source was looked at: an advert of it was seen, or a crawl of one of its boards ended';
    comment on column core.observed_days.board is 'The configured source that was crawled; empty for the day of a sighting, which does not tell its board';
    comment on column core.observed_days.partial is 'Whether no crawl of the board that day met its whole listing; false where that is not known';

    insert into core.observed_days (source, board, day, partial)
    select distinct source, '', (seen_at at time zone 'UTC')::date, false from raw.sightings;
    insert into core.observed_days (source, board, day, partial)
    select l.source, r.subject, (r.finished_at at time zone 'UTC')::date, bool_and(r.coverage ->> 'state' = 'partial')
    from ops.runs r join (select distinct board, source from raw.listed) l on l.board = r.subject
    where r.kind = 'crawl' and r.finished_at is not null and r.coverage ->> 'state' is not null
    group by 1, 2, 3;

    create table core.advertised_days (
      day date not null,
      source text not null,
      vacancies integer not null,
      primary key (day, source)
    );
    comment on table core.advertised_days is 'Vacancies in the UK by the day they were first advertised on and the source that speaks for them';
    create table core.advertised_days_counted (
      change bigint not null
    );
    insert into core.advertised_days_counted values (0);
    comment on table core.advertised_days_counted is 'One row: the change of vacancies up to which core.advertised_days is counted';

    create table mart.publication_sources (
      publication_id bigint not null references mart.publications on delete cascade,
      years_back smallint not null,
      source text not null,
      vacancies integer not null,
      days_advertised integer not null,
      days_observed integer not null,
      partial_days integer not null,
      boards integer not null,
      boards_kept integer not null,
      first_observed date,
      last_observed date,
      primary key (publication_id, years_back, source)
    );
    comment on table mart.publication_sources is 'What the windows of a publication rest on, by source';

    create table mart.publication_windows (
      publication_id bigint not null references mart.publications on delete cascade,
      years_back smallint not null,
      ends_on date not null,
      days integer not null,
      days_observed integer not null,
      vacancies integer not null,
      observed_since date,
      comparable boolean,
      reason text,
      shared_sources text[],
      shared_now double precision,
      shared_earlier double precision,
      primary key (publication_id, years_back)
    );
    comment on table mart.publication_windows is 'How many days each window of a publication was observed, and whether it may be set beside the one before it; the oldest has none before it';

    create view mart.window_coverage as
    select p.as_of, p.months, w.ends_on, s.years_back::integer as years_back, s.source, s.vacancies, w.days,
      s.days_advertised, s.days_observed, s.partial_days, s.boards, s.boards_kept, s.first_observed, s.last_observed,
      s.publication_id
    from mart.publications p
    join mart.publication_windows w on w.publication_id = p.publication_id
    join mart.publication_sources s on s.publication_id = w.publication_id and s.years_back = w.years_back
    where p.current;
    comment on view mart.window_coverage is 'What the windows of the current publications rest on, by source: how many days it was looked at and how many vacancies it gave';
    comment on column mart.window_coverage.as_of is 'The day the publication looks back from';
    comment on column mart.window_coverage.months is 'Length of the window in calendar months: (ends_on - months, ends_on]';
    comment on column mart.window_coverage.ends_on is 'Last day of this row''s window: as_of, or the same day one, two or three years earlier';
    comment on column mart.window_coverage.years_back is '0: the window up to as_of; 1, 2 and 3: those that many years earlier';
    comment on column mart.window_coverage.source is 'The platform or archive that the adverts are from';
    comment on column mart.window_coverage.vacancies is 'Unique vacancies in the UK first advertised in the window for which an advert of the source speaks; each vacancy counts for one source';
    comment on column mart.window_coverage.days is 'Calendar days of the window';
    comment on column mart.window_coverage.days_advertised is 'Days of the window on which any of the vacancies was first advertised';
    comment on column mart.window_coverage.days_observed is 'Days (UTC) of the window on which an advert of the source was seen or a crawl of it ended; 0: its vacancies were found later, without those that had closed by then';
    comment on column mart.window_coverage.partial_days is 'Days observed on which the listings of more than a tenth of the boards crawled were met in part only';
    comment on column mart.window_coverage.boards is 'Boards of the source that were crawled in the window; 0 where only archives tell of it';
    comment on column mart.window_coverage.boards_kept is 'Those of them that were crawled in the window one year earlier too';
    comment on column mart.window_coverage.first_observed is 'First day of the window on which the source was looked at; null where it never was';
    comment on column mart.window_coverage.last_observed is 'Last day of the window on which the source was looked at; null where it never was';
    comment on column mart.window_coverage.publication_id is 'The publication the row belongs to';

    create view mart.comparability as
    select p.as_of, p.months, w.ends_on, w.years_back::integer as years_back, w.comparable, w.reason, w.shared_sources,
      w.shared_now, w.shared_earlier, w.days, w.days_observed, w.observed_since, w.vacancies, w.publication_id
    from mart.publications p
    join mart.publication_windows w on w.publication_id = p.publication_id
    where p.current and w.comparable is not null;
    comment on view mart.comparability is 'Whether the figures of each window of the current publications may be set beside those of the window one year earlier, judged over all vacancies in the UK';
    comment on column mart.comparability.as_of is 'The day the publication looks back from';
    comment on column mart.comparability.months is 'Length of the window in calendar months: (ends_on - months, ends_on]';
    comment on column mart.comparability.ends_on is 'Last day of this row''s window: as_of, or the same day one or two years earlier';
    comment on column mart.comparability.years_back is '0: the window up to as_of against the one a year earlier; 1: that one against the one before it; 2: and so on';
    comment on column mart.comparability.comparable is 'Whether at least nine tenths of the vacancies of both windows are from sources that were observed alike in both';
    comment on column mart.comparability.reason is 'Why they are not comparable; null where they are';
    comment on column mart.comparability.shared_sources is 'Sources that were observed alike in both windows';
    comment on column mart.comparability.shared_now is 'Fraction of this window''s vacancies that is from those sources; null where it has no vacancies';
    comment on column mart.comparability.shared_earlier is 'Fraction of the earlier window''s vacancies that is from those sources; null where it has no vacancies';
    comment on column mart.comparability.days is 'Calendar days of this row''s window';
    comment on column mart.comparability.days_observed is 'Days of this row''s window on which any source was looked at';
    comment on column mart.comparability.observed_since is 'First day on which any source was looked at';
    comment on column mart.comparability.vacancies is 'Unique vacancies in the UK first advertised in this row''s window';
    comment on column mart.comparability.publication_id is 'The publication the row belongs to';
  `.execute(db)
}
