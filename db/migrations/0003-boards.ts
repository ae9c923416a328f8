import { type Kysely, sql } from 'kysely'

/** What boards list and since when, who may talk to which host, and what a crawl needs to go on after a kill. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table ops.frontier
      add column post text,
      add column advert boolean not null default false,
      add column advert_id text,
      add column stub text,
      add column expected_total integer,
      add column total integer,
      add column listed integer,
      add column listed_hash bytea,
      add column partial text,
      drop constraint frontier_pkey,
      drop column url_hash;
    alter table ops.frontier
      add column url_hash text not null generated always as (md5(url || coalesce(chr(10) || post, ''))) stored,
      add primary key (run_id, url_hash);
    create index frontier_source on ops.frontier (source);
    comment on table ops.frontier is 'The pages of crawls that are under way; of finished ones those that failed, with the reason';
    comment on column ops.frontier.post is 'The JSON to post; null for a GET';
    comment on column ops.frontier.advert is 'Whether the page is one advert''s own; the others are parts of the listing, and one that fails makes it partial';
    comment on column ops.frontier.listed is 'How many adverts the page named, and the hash of which: a page that comes twice has come to its end';
    comment on column ops.frontier.partial is 'Why the listing is not complete by what this page said';

    alter table raw.captures
      add column post text,
      drop constraint captures_pkey,
      drop column url_hash;
    alter table raw.captures
      add column url_hash text not null generated always as (md5(url || coalesce(chr(10) || post, ''))) stored,
      add primary key (platform, url_hash, seen_at);
    comment on column raw.captures.post is 'The JSON posted to the address; null for a GET';
    comment on column raw.captures.status is 'HTTP status; 304 where the server said that the snapshot is still the one';
    create index captures_hash on raw.captures (hash);

    alter table raw.snapshots add column keep_until date;
    comment on column raw.snapshots.keep_until is 'Last day on which the body may be kept by the retention of its source; null: no end';
    create index snapshots_keep_until on raw.snapshots (keep_until) where keep_until is not null;
    alter table ops.rejections add column keep_until date;

    create table raw.listed (
      board text not null,
      source text not null,
      source_id text not null,
      page_hash text,
      stub text,
      run_id bigint not null,
      listed_at timestamptz not null,
      fetched_at timestamptz not null,
      primary key (board, source, source_id)
    );
    create index listed_page on raw.listed (board, page_hash) where page_hash is not null;
    create index sightings_snapshot on raw.sightings (snapshot_hash);
    create index postings_url on core.postings (md5(url));
    create index listed_record on raw.listed (source, source_id);
    comment on table raw.listed is 'Which adverts stand on which board (a configured source), as of the latest crawl that met them';
    comment on column raw.listed.page_hash is 'md5 of the address of the advert''s own page; null where its words stand in the listing';
    comment on column raw.listed.stub is 'Hash of what the listing said of the advert when its page was last fetched';
    comment on column raw.listed.run_id is 'The run that met it last: after a complete crawl, those with an earlier one have closed';

    create table raw.closures (
      source text not null,
      source_id text not null,
      closed_at timestamptz not null,
      board text not null,
      reason text not null,
      primary key (source, source_id, closed_at)
    );
    comment on table raw.closures is 'Each time an advert was found to be gone; one that is seen again later has been listed again';

    alter table core.postings
      add column gone_at timestamptz,
      add column gone_reason text,
      add column publishable boolean not null default true;
    comment on column core.postings.gone_at is 'When the advert was first found to be gone after its last sighting; null while it stands';
    comment on column core.postings.publishable is 'Whether the terms under which it was had allow published aggregates; vacancies are made of those only';

    create view core.spells as
    with events as (
      select source, source_id, seen_at as at, null::text as reason from raw.sightings
      union all
      select source, source_id, closed_at, reason from raw.closures
    ), numbered as (
      select *, count(*) filter (where reason is not null)
        over (partition by source, source_id order by at, reason nulls first rows between unbounded preceding and 1 preceding) as spell
      from events
    )
    , found as (
      select source, source_id,
        row_number() over (partition by source, source_id order by min(at)) as spell,
        min(at) filter (where reason is null) as first_seen,
        max(at) filter (where reason is null) as last_seen,
        min(at) filter (where reason is not null) as closed_at,
        min(reason) as closed_reason
      from numbered
      group by source, source_id, numbered.spell
      having bool_or(reason is null)
    )
    select f.source, f.source_id, f.spell, f.first_seen, f.last_seen,
      least(f.closed_at, d.passed_at) as closed_at,
      case when d.passed_at < coalesce(f.closed_at, 'infinity') then 'closing date passed' else f.closed_reason end as closed_reason
    from found f
    left join lateral (
      select (max(p.closed_on) + 1)::timestamp at time zone 'UTC' as passed_at
      from core.postings p
      where p.source = f.source and p.record_id = f.source_id
      having (max(p.closed_on) + 1)::timestamp at time zone 'UTC' between f.last_seen and now()
    ) d on true;
    comment on view core.spells is 'Each stretch for which an advert (a record of a source) stood: the second and later ones are re-listings';

    create table ops.sources (
      source text primary key,
      blocked integer not null default 0,
      deferred_until timestamptz,
      deferred_reason text,
      complete_at timestamptz
    );
    comment on table ops.sources is 'What is known of a configured source between crawls';
    comment on column ops.sources.blocked is 'How many times in a row it declined to be asked';
    comment on column ops.sources.deferred_until is 'It is not asked before; null where it may be';
    comment on column ops.sources.complete_at is 'The latest crawl that met the whole listing';

    create table ops.validators (
      source text not null,
      url_hash text not null,
      etag text,
      last_modified text,
      hash bytea not null,
      content_type text not null,
      primary key (source, url_hash)
    );
    comment on table ops.validators is 'What servers said of the version that is stored, so that they can say that it is still the one';

    create table ops.hosts (
      host text primary key,
      held boolean not null,
      last_request_at timestamptz
    );
    comment on table ops.hosts is 'When each host of the web was last asked; a host that is held by nobody who is alive was being asked when its holder died';

    create table ops.robots (
      origin text primary key,
      verdict text not null check (verdict in ('read', 'allow-all', 'disallow-all')),
      content text not null,
      valid_until timestamptz not null
    );
    comment on column ops.robots.origin is 'The origin, and the name by which it was read';

    create table ops.spent_requests (
      account text not null,
      spent_at timestamptz not null,
      requests integer not null,
      primary key (account, spent_at)
    );
    comment on table ops.spent_requests is 'Requests made under a quota, by moment; the account is a hash';

    create table ops.erased (
      url text primary key,
      erased_at timestamptz not null default now()
    );
    comment on table ops.erased is 'Addresses whose adverts were erased on request and are not to come back';

    alter table ops.runs add column coverage jsonb;
    comment on column ops.runs.coverage is 'What a crawl met: whether the listing was complete, why not, and what was new, changed, unchanged, closed and listed again';
  `.execute(db)
}
