import type { Database } from '../connection.ts'
import { runIsAtWork } from './runs.ts'

/** How many runs of a kind are at work, and whether a process lives that takes what is queued of it. */
export interface WorkOfKind {
  running: number
  isWorked: boolean
}

/** The work of kinds of runs, in their order; a kind has the name of its queue. */
export async function readWorkOf({ pool }: Database, kinds: readonly string[]): Promise<WorkOfKind[]> {
  const { rows } = await pool.query<WorkOfKind>(
    `select (select count(*)::int from ops.runs r where r.kind = k.kind and r.state = 'running' and ${runIsAtWork}) as running,
       exists (
         select from ops.workers w
         where w.stopped_at is null and w.beat_at > now() - interval '60 seconds' and k.kind = any(w.roles)) as "isWorked"
     from unnest($1::text[]) with ordinality as k (kind, place) order by k.place`,
    [kinds],
  )
  return rows
}
