import type { Client } from '../connection.ts'

/** A crawl of the ledger, as far as it is compared with. */
export interface PastCrawl {
  runId: number
  startedAt: Date
  /** As the crawl left them. */
  accounting: unknown
  coverage: unknown
}

/**
 * The latest crawls of a source that ended, newest first, from the one on that a person accepted. One that was held is
 * left out, so that a fault does not become what is usual; the accepted one counts all the same.
 * @param before only crawls before this run
 */
export async function findPastCrawls(
  client: Pick<Client, 'query'>,
  source: string,
  before: number,
  limit: number,
): Promise<PastCrawl[]> {
  const { rows } = await client.query(
    `select r.run_id as "runId", r.started_at as "startedAt", r.accounting, r.coverage
     from ops.runs r left join ops.sources s on s.source = r.subject
     where r.kind = 'crawl' and r.subject = $1 and r.run_id < $2 and r.finished_at is not null
       and r.coverage is not null and r.accounting is not null and r.run_id >= coalesce(s.accepted_run, 0)
       and (r.run_id = s.accepted_run
         or not exists (select from ops.verdicts v where v.run_id = r.run_id and v.outcome = 'hold'))
     order by r.run_id desc limit $3`,
    [source, before, limit],
  )
  return rows
}

/** What stands of a source's expectations. */
export interface StandingVerdict {
  expectation: string
  outcome: 'pass' | 'warn' | 'hold'
  message: string
  runId: number
  judgedAt: Date
}

/**
 * The latest verdict on each expectation of a source: one stands until the expectation is judged again, or a person
 * accepts the source as it is.
 * @param before only of runs before this one
 */
export async function findStandingVerdicts(
  client: Pick<Client, 'query'>,
  source: string,
  before: number | null = null,
): Promise<StandingVerdict[]> {
  const { rows } = await client.query(
    `select distinct on (v.expectation) v.expectation, v.outcome, v.message, v.run_id as "runId",
       v.judged_at as "judgedAt"
     from ops.verdicts v
     where v.subject = $1 and v.run_id < coalesce($2, 9223372036854775807)
       and v.run_id > coalesce((select accepted_run from ops.sources where source = $1), 0)
     order by v.expectation, v.run_id desc`,
    [source, before],
  )
  return rows
}

/** A key of a source's records that no field of ours uses. */
export interface SourceKey {
  key: string
  firstRun: number
  lastRun: number
  /** Records that had it, over all crawls. */
  records: number
}

/** The keys that were ever met of a source, newest first. */
export async function findSourceKeys(client: Pick<Client, 'query'>, source: string): Promise<SourceKey[]> {
  const { rows } = await client.query(
    `select key, first_run as "firstRun", last_run as "lastRun", records from ops.source_keys
     where source = $1 order by first_run desc, key`,
    [source],
  )
  return rows
}

/** The latest crawl of a source that read anything; null where there is none. */
export async function findLatestCrawl(
  client: Pick<Client, 'query'>,
  source: string,
): Promise<(PastCrawl & { state: string; error: string | null }) | null> {
  const { rows } = await client.query(
    `select run_id as "runId", started_at as "startedAt", accounting, coverage, state, error from ops.runs
     where kind = 'crawl' and subject = $1 and finished_at is not null
       and (coverage -> 'keys' ->> 'records')::int > 0
     order by run_id desc limit 1`,
    [source],
  )
  return rows[0] ?? null
}
