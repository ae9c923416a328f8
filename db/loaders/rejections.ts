import { createHash } from 'node:crypto'
import type { Client } from '../connection.ts'
import { copyRows } from './copy.ts'

/** A record that could not be read, with the reason and the record as found. */
export interface Rejection {
  source: string
  sourceId: string | null
  reason: string
  input: string
  /** The stored response that holds it; null where it came without one. */
  snapshotHash: Buffer | null
}

/** What became of a rejected record that a replay read again. */
export type Resolution = 'loaded' | 'out of scope' | 'no longer met'

/** What a rejected record is known by, besides its source. */
export const inputHash = (input: string): Buffer => createHash('sha256').update(input).digest()

/**
 * Keeps rejected records, once per content, with the first and the last response that held each. One that had been
 * resolved and is met again as it was is open again.
 * @param keepDays how long their input may be kept; null without end
 */
export async function storeRejections(
  client: Client,
  runId: number,
  rejections: readonly Rejection[],
  keepDays: number | null = null,
): Promise<void> {
  if (rejections.length === 0) return
  const columns = [
    'source',
    'input_hash',
    'source_id',
    'reason',
    'input',
    'run_id',
    'keep_until',
    'snapshot_hash',
    'last_snapshot_hash',
  ] as const
  const keepUntil =
    keepDays === null ? null : new Date(Date.now() + keepDays * 86_400_000).toISOString().slice(0, 10)
  await client.query('create temp table if not exists staged_rejections (like ops.rejections) on commit drop')
  await client.query('alter table staged_rejections alter rejected_at set default now()')
  await client.query('truncate staged_rejections')
  await copyRows(
    client,
    'staged_rejections',
    columns,
    rejections.map(({ source, sourceId, reason, input, snapshotHash }) => ({
      source,
      input_hash: inputHash(input),
      source_id: sourceId,
      reason,
      input,
      run_id: runId,
      keep_until: keepUntil,
      snapshot_hash: snapshotHash,
      last_snapshot_hash: snapshotHash,
    })),
  )
  await client.query(
    `insert into ops.rejections as r
     select distinct on (source, input_hash) * from staged_rejections order by source, input_hash
     on conflict (source, input_hash) do update set
       reason = excluded.reason, snapshot_hash = coalesce(r.snapshot_hash, excluded.snapshot_hash),
       last_snapshot_hash = coalesce(excluded.last_snapshot_hash, r.last_snapshot_hash),
       resolved_at = null, resolution = null
     where (r.reason, r.last_snapshot_hash, r.resolved_at) is distinct from
       (excluded.reason, coalesce(excluded.last_snapshot_hash, r.last_snapshot_hash), null::timestamptz)`,
  )
}

/** Notes what became of rejected records that can be read now, or are none any more. */
export async function resolveRejections(
  client: Pick<Client, 'query'>,
  resolved: readonly { source: string; inputHash: Buffer; resolution: Resolution }[],
): Promise<void> {
  if (resolved.length === 0) return
  await client.query(
    `update ops.rejections r set resolved_at = now(), resolution = w.resolution
     from unnest($1::text[], $2::bytea[], $3::text[]) as w (source, input_hash, resolution)
     where r.source = w.source and r.input_hash = w.input_hash and r.resolved_at is null`,
    [
      resolved.map(each => each.source),
      resolved.map(each => each.inputHash),
      resolved.map(each => each.resolution),
    ],
  )
}
