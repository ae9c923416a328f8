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

/** Keeps rejected records, once per content. */
export async function storeRejections(
  client: Client,
  runId: number,
  rejections: readonly Rejection[],
): Promise<void> {
  if (rejections.length === 0) return
  const columns = ['source', 'input_hash', 'source_id', 'reason', 'input', 'run_id'] as const
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
    })),
  )
  await client.query('insert into ops.rejections select * from staged_rejections on conflict do nothing')
}
