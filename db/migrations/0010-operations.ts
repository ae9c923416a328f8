import { type Kysely, sql } from 'kysely'

/** Running it for years: schedules, backfills, what was judged, what was held, and who is at work. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table ops.sources
      add column paused_at timestamptz,
      add column paused_reason text,
      add column due_at timestamptz;
    comment on column ops.sources.paused_at is 'Since when a person keeps the source from being crawled on schedule; null where nobody does';
    comment on column ops.sources.due_at is 'The latest moment of its schedule for which a crawl was queued';

    alter table ops.sources add column accepted_run bigint;
    comment on column ops.sources.accepted_run is 'The run since which a person takes the source for right as it is: it is compared with crawls from then on';

    create table ops.workers (
      worker_id uuid primary key,
      host text not null,
      pid integer not null,
      roles text[] not null,
      code_version text not null,
      started_at timestamptz not null default now(),
      beat_at timestamptz not null default now(),
      stopped_at timestamptz
    );
    comment on table ops.workers is 'Processes of the fleet: schedulers and workers, with their latest sign of life';
    comment on column ops.workers.roles is 'The queues that it works; "schedule" for a scheduler';
    alter table ops.runs add column worker_id uuid, add column due_at timestamptz;
    comment on column ops.runs.worker_id is 'The process of the fleet that worked the run; null where a person ran it';
    comment on column ops.runs.due_at is 'The moment of its schedule that the run serves: the latest one when it began';
    create index runs_subject on ops.runs (kind, subject, run_id desc);
    create index runs_open on ops.runs (run_id) where state = 'running';

    create table ops.backfills (
      backfill_id bigint generated always as identity primary key,
      from_month date not null,
      to_month date not null check (to_month >= from_month),
      platforms text[] not null,
      archives text[] not null,
      stages text[] not null,
      hold boolean not null default false,
      state text not null default 'running' check (state in ('running', 'done', 'failed', 'cancelled')),
      created_at timestamptz not null default now(),
      finished_at timestamptz
    );
    comment on table ops.backfills is 'Past periods that are made again; months are their first days, both ends included';
    comment on column ops.backfills.platforms is 'The platforms whose responses are read again; empty: all';
    comment on column ops.backfills.archives is 'Files whose responses are taken in first';
    comment on column ops.backfills.hold is 'Whether what it publishes waits for a person to release it';

    create table ops.backfill_units (
      backfill_id bigint not null references ops.backfills on delete cascade,
      stage text not null check (stage in ('crawl', 'extract', 'load', 'aggregate')),
      month date not null,
      subject text not null default '',
      state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
      attempts integer not null default 0,
      size bigint not null,
      done bigint not null default 0,
      records bigint not null default 0,
      note text,
      started_at timestamptz,
      finished_at timestamptz,
      run_id bigint,
      error text,
      primary key (backfill_id, stage, month, subject)
    );
    comment on table ops.backfill_units is 'A month of a stage of a backfill: the unit that a worker takes, that is repeated after a kill, and that progress counts';
    comment on column ops.backfill_units.subject is 'What of the month, where a stage has several units in it: an archive';
    comment on column ops.backfill_units.size is 'How much it is, in the unit of its stage: responses, adverts, or publications';
    comment on column ops.backfill_units.attempts is 'How many attempts failed; one that was killed has not';
    comment on column ops.backfill_units.done is 'How much of it the present attempt has done; records: how many adverts that were';
    comment on column ops.backfill_units.note is 'What it waits for, where it gives way to live work';

    create table ops.verdicts (
      verdict_id bigint generated always as identity primary key,
      run_id bigint,
      publication_id bigint,
      subject text not null,
      expectation text not null,
      outcome text not null check (outcome in ('pass', 'warn', 'hold')),
      observed double precision,
      expected text,
      message text not null,
      judged_at timestamptz not null default now()
    );
    create index verdicts_run on ops.verdicts (run_id) where run_id is not null;
    create index verdicts_publication on ops.verdicts (publication_id) where publication_id is not null;
    create index verdicts_held on ops.verdicts (subject) where outcome = 'hold' and run_id is not null;
    create index verdicts_source on ops.verdicts (subject, expectation, run_id desc) where run_id is not null;
    comment on table ops.verdicts is 'What was expected of a run or of a publication, and what came';

    create table ops.source_keys (
      source text not null,
      key text not null,
      first_run bigint not null,
      last_run bigint not null,
      records bigint not null,
      primary key (source, key)
    );
    comment on table ops.source_keys is 'Keys of a source''s records that no field of ours uses, as crawls counted them: a new one may be a change of its format';

    alter table ops.rejections
      add column snapshot_hash bytea,
      add column last_snapshot_hash bytea,
      add column resolved_at timestamptz,
      add column resolution text;
    comment on column ops.rejections.snapshot_hash is 'The stored response in which the record was met first; null where it came without one';
    comment on column ops.rejections.last_snapshot_hash is 'The stored response in which it was met last';
    comment on column ops.rejections.resolved_at is 'When a replay read the record after all, or found that it is none';
    create index rejections_open on ops.rejections (source, reason) where resolved_at is null;

    alter table mart.publications
      add column held text[],
      add column released_at timestamptz,
      add column withdrawn_at timestamptz,
      add column backfill_id bigint;
    comment on column mart.publications.held is 'Why it was not shown to readers when it was made; null where it was';
    comment on column mart.publications.released_at is 'When a person released it although it was held';
    comment on column mart.publications.withdrawn_at is 'When a person put the one before it back in its place';
    comment on column mart.publications.backfill_id is 'The backfill that made it';

    create table ops.alerts (
      alert_id bigint generated always as identity primary key,
      event text not null,
      subject text not null,
      message text not null,
      raised_at timestamptz not null default now(),
      sent_at timestamptz,
      attempts integer not null default 0,
      error text,
      retry_at timestamptz,
      key uuid not null default gen_random_uuid()
    );
    comment on column ops.alerts.error is 'Why the latest attempt failed, or why none is made';
    comment on column ops.alerts.retry_at is 'It is not sent again before; those behind it wait, so that all arrive in order';
    comment on column ops.alerts.key is 'By which a receiver knows an alert that comes twice';
    create index alerts_waiting on ops.alerts (alert_id) where sent_at is null;
    comment on table ops.alerts is 'What the people on duty are told, written with what it is about and sent after';
  `.execute(db)
}
