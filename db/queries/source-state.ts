import type { Database } from '../connection.ts'

/** What is known of a source between its crawls. */
export interface SourceState {
  blocked: number
  deferredUntil: Date | null
  deferredReason: string | null
  completeAt: Date | null
}

const unknown: SourceState = { blocked: 0, deferredUntil: null, deferredReason: null, completeAt: null }

/** The state of a source; that of one never crawled is empty. */
export async function findSourceState({ pool }: Database, source: string): Promise<SourceState> {
  const { rows } = await pool.query(
    `select blocked, deferred_until as "deferredUntil", deferred_reason as "deferredReason", complete_at as "completeAt"
     from ops.sources where source = $1`,
    [source],
  )
  return rows[0] ?? unknown
}

/** The states of all sources that were ever crawled. */
export async function findSourceStates({
  pool,
}: Database): Promise<
  (SourceState & { source: string; pausedAt: Date | null; pausedReason: string | null })[]
> {
  const { rows } = await pool.query(
    `select source, blocked, deferred_until as "deferredUntil", deferred_reason as "deferredReason",
       complete_at as "completeAt", paused_at as "pausedAt", paused_reason as "pausedReason"
     from ops.sources order by source`,
  )
  return rows
}

/** Puts a source off: it is not asked before `until`. Counts how many times in a row it declined. */
export async function deferSource(
  { pool }: Database,
  source: string,
  until: Date,
  reason: string,
  declined: boolean,
): Promise<void> {
  await pool.query(
    `insert into ops.sources as s (source, blocked, deferred_until, deferred_reason) values ($1, $4::int, $2, $3)
     on conflict (source) do update set blocked = s.blocked + $4::int, deferred_until = $2, deferred_reason = $3`,
    [source, until, reason.slice(0, 500), declined ? 1 : 0],
  )
}

/** A source answered: it is put off no longer. @param completeAt set where its whole listing was met */
export async function sourceAnswered(
  { pool }: Database,
  source: string,
  completeAt: Date | null,
): Promise<void> {
  await pool.query(
    `insert into ops.sources as s (source, complete_at) values ($1, $2)
     on conflict (source) do update set blocked = 0, deferred_until = null, deferred_reason = null,
       complete_at = coalesce($2, s.complete_at)`,
    [source, completeAt],
  )
}
