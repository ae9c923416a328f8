import { createHash } from 'node:crypto'
import type { Client } from '../connection.ts'
import { copyRows } from './copy.ts'

/** A record that could not be read, with the reason and the record as found. */
export interface Rejection {
  source: string
  sourceId: string | null
  reason: string
  input: string
}

/**
 * Keeps rejected records, once per content.
 * @param keepDays how long their input may be kept; null without end
 */
export async function storeRejections(
  client: Client,
  runId: number,
  rejections: readonly Rejection[],
  keepDays: number | null = null,
): Promise<void> {
  if (rejections.length === 0) return
  const columns = ['source', 'input_hash', 'source_id', 'reason', 'input', 'run_id', 'keep_until'] as const
  const keepUntil =
    keepDays === null ? null : new Date(Date.now() + keepDays * 86_400_000).toISOString().slice(0, 10)
  await client.query('create temp table if not exists staged_rejections (like ops.rejections) on commit drop')
  await client.query('alter table staged_rejections alter rejected_at set default now()')
  await client.query('truncate staged_rejections')
  await copyRows(
    client,
    'staged_rejections',
    columns,
    rejections.map(({ source, sourceId, reason, input }) => ({
      source,
      input_hash: createHash('sha256').update(input).digest(),
      source_id: sourceId,
      reason,
      input,
      run_id: runId,
      keep_until: keepUntil,
    })),
  )
  await client.query('insert into ops.rejections select * from staged_rejections on conflict do nothing')
}
