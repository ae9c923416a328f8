import { type Kysely, sql } from 'kysely'

/** The rooms of the database: raw (what the sources said), core (what it means), mart (what is published), ops. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create schema raw;
    create schema core;
    create schema mart;
    create schema if not exists ops;
    comment on schema raw is 'What the sources said: responses as they came, and when each advert was seen';
    comment on schema core is 'What it means: postings, vacancies, terms and areas';
    comment on schema mart is 'What is published: the contract with readers';
    comment on schema ops is 'How it came about: runs, frontier, rejections';

    create table raw.snapshots (
      hash bytea not null,
      month date not null,
      content_type text not null,
      body bytea not null,
      size integer not null,
      primary key (hash, month)
    ) partition by range (month);
    comment on table raw.snapshots is 'Response bodies, once per content: sha-256 of the body, zstd-compressed; month of the first capture';

    create table raw.captures (
      platform text not null,
      url text not null,
      url_hash text not null generated always as (md5(url)) stored,
      seen_at timestamptz not null,
      status smallint not null,
      hash bytea not null,
      primary key (platform, url_hash, seen_at)
    ) partition by range (seen_at);
    comment on table raw.captures is 'Which address said what, when';

    create table raw.sightings (
      source text not null,
      source_id text not null,
      seen_at timestamptz not null,
      content_hash bytea not null,
      snapshot_hash bytea not null,
      primary key (source, source_id, seen_at, content_hash)
    ) partition by range (seen_at);
    comment on table raw.sightings is 'Each time an advert was seen, by the hash of its raw posting, and the snapshot it stood in';

    create table core.terms (
      term_id integer generated always as identity primary key,
      kind text not null check (kind in ('all', 'category', 'term')),
      category text not null,
      name text not null,
      unique (kind, category, name)
    );
    comment on table core.terms is 'Whatever vacancies are counted by: title terms and skills; their categories; and one row that stands for all';

    create table core.areas (
      area_id integer generated always as identity primary key,
      name text not null unique,
      kind text not null,
      parent_id integer references core.areas
    );
    comment on column core.areas.parent_id is 'The area whose median stands beside this one';

    create table core.postings (
      source text not null,
      source_id text not null,
      record_id text not null,
      url text,
      content_hash bytea not null,
      content_first_seen timestamptz not null,
      content_seen_at timestamptz not null,
      first_seen timestamptz not null,
      last_seen timestamptz not null,
      run_id bigint not null,
      new_in_scope boolean not null,
      code_version text not null,
      taxonomy_version text not null,
      title text not null,
      title_terms text[] not null,
      role text,
      seniority text,
      in_scope boolean not null,
      employment_type text,
      market text check (market in ('permanent', 'contract')),
      ir35 text,
      pay_min double precision,
      pay_max double precision,
      pay_currency text,
      pay_period text,
      pay_quoted boolean,
      places jsonb not null,
      areas integer[] not null,
      terms integer[] not null,
      region text,
      workplace text,
      skills jsonb not null,
      company text,
      posted_on date not null,
      posted_stated boolean not null,
      closed_on date,
      language text not null,
      issues jsonb not null,
      title_key text not null,
      company_key text not null,
      place_key text not null,
      primary key (source, source_id, record_id)
    );
    create index postings_record on core.postings (source, record_id);
    create index postings_cluster on core.postings (title_key, company_key, place_key);
    create index postings_run on core.postings (run_id);
    comment on table core.postings is 'What each advert means, from its latest sighting';
    comment on column core.postings.record_id is 'The source''s id of the record; several postings share it where one record advertises several roles';
    comment on column core.postings.content_first_seen is 'Earliest sighting of the present content: what it means is read as of then; content_seen_at is the latest';
    comment on column core.postings.run_id is 'The run that loaded the record first, and whether it was in scope then: what that run''s account says of it';
    comment on column core.postings.taxonomy_version is 'What the posting was extracted with; a later version may read the same words otherwise';
    comment on column core.postings.posted_stated is 'Whether the advert states its day; else posted_on is the day it was first seen';
    comment on column core.postings.title_key is 'Normalised title, company and place: the key of deduplication';

    create table core.vacancies (
      vacancy_id uuid primary key,
      title_key text not null,
      company_key text not null,
      place_key text not null,
      posted_on date not null,
      open_until date not null,
      market text check (market in ('permanent', 'contract')),
      source text not null,
      source_id text not null,
      postings integer not null,
      title text not null,
      company text,
      url text,
      seniority text,
      workplace text,
      quote_unit text check (quote_unit in ('year', 'day', 'hour')),
      quote_low double precision,
      quote_high double precision,
      areas integer[] not null,
      terms integer[] not null
    );
    create index vacancies_cluster on core.vacancies (title_key, company_key, place_key);
    create index vacancies_day on core.vacancies (posted_on);
    create index vacancies_terms on core.vacancies using gin (terms);
    comment on table core.vacancies is 'One row per real job: adverts of the same title, company and place within 60 days of the first';
    comment on column core.vacancies.open_until is 'First day on which the job no longer counts as live';
    comment on column core.vacancies.terms is 'core.terms: its title terms and skills, their categories, and the row that stands for all';

    create table core.stale_clusters (
      title_key text not null,
      company_key text not null,
      place_key text not null,
      primary key (title_key, company_key, place_key)
    );
    comment on table core.stale_clusters is 'Keys whose postings changed and whose vacancies are not yet made again';

    create sequence core.change_number;
    create table core.changed_days (
      day date primary key,
      advertised_change bigint not null,
      live_change bigint not null
    );
    comment on table core.changed_days is 'Days whose vacancies changed, with the number of the latest change; 0: never';
    comment on column core.changed_days.advertised_change is 'A vacancy first advertised that day came, went or changed: windows over the day computed before are stale';
    comment on column core.changed_days.live_change is 'What was live that day changed: windows that end on the day and were computed before are stale';

    create table mart.windows (
      window_id bigint generated always as identity primary key,
      ends_on date not null,
      months smallint not null,
      change_number bigint not null,
      code_version text not null,
      taxonomy_version text not null,
      vacancies integer not null,
      computed_at timestamptz not null default now()
    );
    create unique index windows_once on mart.windows (ends_on, months, change_number, code_version, taxonomy_version);

    create table mart.window_terms (
      window_id bigint not null references mart.windows on delete cascade,
      area_id integer not null,
      market text not null,
      term_id integer not null,
      vacancies integer not null,
      live integer not null,
      rank integer,
      primary key (window_id, area_id, market, term_id)
    );

    create table mart.window_pay (
      window_id bigint not null references mart.windows on delete cascade,
      area_id integer not null,
      market text not null,
      term_id integer not null,
      unit text not null,
      quoted integer not null,
      p10 double precision not null,
      p25 double precision not null,
      p50 double precision not null,
      p75 double precision not null,
      p90 double precision not null,
      primary key (window_id, area_id, market, term_id, unit)
    );

    create table mart.publications (
      publication_id bigint generated always as identity primary key,
      as_of date not null,
      months smallint not null,
      window_ids bigint[] not null,
      code_version text not null,
      taxonomy_version text not null,
      change_number bigint not null,
      current boolean not null default true,
      published_at timestamptz not null default now()
    );
    create unique index publications_current on mart.publications (as_of, months) where current;
    comment on table mart.publications is 'What readers see: per as-of day the four windows (this year''s and the three before) that belong together';

    create table ops.runs (
      run_id bigint generated always as identity primary key,
      kind text not null,
      subject text not null,
      state text not null check (state in ('running', 'done', 'failed')),
      started_at timestamptz not null default now(),
      finished_at timestamptz,
      accounting jsonb,
      error text
    );

    create table ops.frontier (
      source text not null,
      url text not null,
      depth integer not null,
      wait_for text,
      run_id bigint not null,
      state text not null check (state in ('waiting', 'done', 'failed')),
      reason text,
      position bigint generated always as identity,
      url_hash text not null generated always as (md5(url)) stored,
      primary key (run_id, url_hash)
    );
    create index frontier_waiting on ops.frontier (run_id, position) where state = 'waiting';

    create table ops.rejections (
      source text not null,
      input_hash bytea not null,
      source_id text,
      reason text not null,
      input text not null,
      run_id bigint not null,
      rejected_at timestamptz not null default now(),
      primary key (source, input_hash)
    );
    comment on table ops.rejections is 'Records that could not be read, with the reason, once per content; they can be replayed after a fix';
  `.execute(db)
}
