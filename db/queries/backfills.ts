import type { Client, Database } from '../connection.ts'

/** What a unit does to its month; in this order. */
export type BackfillStage = 'crawl' | 'extract' | 'load' | 'aggregate'

/** A past period that is made again; months are their first days, both ends included. */
export interface Backfill {
  backfillId: number
  from: string
  to: string
  /** Empty: all. */
  platforms: string[]
  /** Absolute paths. */
  archives: string[]
  stages: BackfillStage[]
  hold: boolean
  state: 'running' | 'done' | 'failed' | 'cancelled'
  createdAt: Date
  finishedAt: Date | null
}

/** What tells a unit from others. */
export interface UnitKey {
  backfillId: number
  stage: BackfillStage
  month: string
  subject: string
}

/** `interrupted`: it was begun, not finished, and no process works on it. */
export interface BackfillUnit extends UnitKey {
  state: 'waiting' | 'running' | 'interrupted' | 'done' | 'failed' | 'cancelled'
  /** How many attempts failed; one that was killed has not. */
  attempts: number
  size: number
  done: number
  records: number
  note: string | null
  startedAt: Date | null
  finishedAt: Date | null
  runId: number | null
  error: string | null
}

/** A unit to be done. */
export type PlannedUnit = Pick<BackfillUnit, 'stage' | 'month' | 'subject' | 'size'>

const backfillColumns = `backfill_id as "backfillId", from_month as "from", to_month as "to", platforms, archives, stages, hold,
  state, created_at as "createdAt", finished_at as "finishedAt"`

const keyColumns = `u.backfill_id as "backfillId", u.stage, u.month, u.subject`

/** Holds all that begin or go on with a backfill, so that two do not see each other as not there. */
export async function lockBackfills(client: Client): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtext('backfills'))`)
}

/** The backfill at work on some of these months, other than `except`; null where there is none. */
export async function findOverlapping(
  client: Pick<Client, 'query'>,
  { from, to }: { from: string; to: string },
  except: number | null = null,
): Promise<Backfill | null> {
  const { rows } = await client.query<Backfill>(
    `select ${backfillColumns} from ops.backfills
     where state = 'running' and from_month <= $2 and to_month >= $1 and backfill_id is distinct from $3
     order by backfill_id limit 1`,
    [from, to, except],
  )
  return rows[0] ?? null
}

/** Notes a backfill, without its units. @returns its id */
export async function insertBackfill(
  client: Pick<Client, 'query'>,
  draft: Pick<Backfill, 'from' | 'to' | 'platforms' | 'archives' | 'stages' | 'hold'>,
): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `insert into ops.backfills (from_month, to_month, platforms, archives, stages, hold)
     values ($1, $2, $3, $4, $5, $6) returning backfill_id as id`,
    [draft.from, draft.to, draft.platforms, draft.archives, draft.stages, draft.hold],
  )
  return rows[0]!.id
}

/** Adds units; those that are there stay as they are. */
export async function insertUnits(
  client: Pick<Client, 'query'>,
  backfillId: number,
  units: readonly PlannedUnit[],
): Promise<void> {
  await client.query(
    `insert into ops.backfill_units (backfill_id, stage, month, subject, size)
     select $1, * from unnest($2::text[], $3::date[], $4::text[], $5::bigint[]) on conflict do nothing`,
    [
      backfillId,
      units.map(({ stage }) => stage),
      units.map(({ month }) => month),
      units.map(({ subject }) => subject),
      units.map(({ size }) => size),
    ],
  )
}

/** Forgets a backfill of which nothing was done. */
export async function dropBackfill({ pool }: Database, backfillId: number): Promise<void> {
  await pool.query('delete from ops.backfills where backfill_id = $1', [backfillId])
}

/** One backfill, or the latest; null where there is none. */
export async function findBackfill({ pool }: Database, backfillId: number | null): Promise<Backfill | null> {
  const { rows } = await pool.query<Backfill>(
    `select ${backfillColumns} from ops.backfills where $1::bigint is null or backfill_id = $1
     order by state <> 'running', backfill_id desc limit 1`,
    [backfillId],
  )
  return rows[0] ?? null
}

/** The latest backfills, newest first. */
export async function listBackfills({ pool }: Database, limit: number): Promise<Backfill[]> {
  const { rows } = await pool.query<Backfill>(
    `select ${backfillColumns} from ops.backfills order by backfill_id desc limit $1`,
    [limit],
  )
  return rows
}

/** The name of the lock that a unit is worked under, and of its run in the ledger. */
export const unitSubject = ({ backfillId, stage, month, subject }: UnitKey): string =>
  [backfillId, stage, month.slice(0, 7), subject].filter(part => part !== '').join(' ')

const lockName = `'backfill ' || concat_ws(' ', u.backfill_id::text, u.stage, to_char(u.month, 'YYYY-MM'), nullif(u.subject, ''))`

/** SQL: whether a process works on unit `u`: it holds the lock of its name. */
export const unitIsAtWork = `exists (
  select from pg_locks l
  where l.locktype = 'advisory' and l.objsubid = 1 and l.granted
    and l.database = (select oid from pg_database where datname = current_database())
    and (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended(${lockName}, 0))`

/** Every unit of a backfill in the order of its stages and months. A unit is at work while its process holds its lock. */
export async function listUnits({ pool }: Database, backfillId: number): Promise<BackfillUnit[]> {
  const { rows } = await pool.query<BackfillUnit>(
    `select ${keyColumns}, u.attempts, u.size, u.done, u.records, u.note, u.started_at as "startedAt",
       u.finished_at as "finishedAt", u.run_id as "runId", u.error,
       case when u.state = 'running' and not ${unitIsAtWork} then 'interrupted' else u.state end as state
     from ops.backfill_units u where u.backfill_id = $1
     order by array_position('{crawl,extract,load,aggregate}'::text[], u.stage), u.subject = 'stale', u.month, u.subject`,
    [backfillId],
  )
  return rows
}

// A month is taken in before it is read again, and read again before its vacancies are made; what is published looks
// back for years, and so waits for all months.
const isReady = `case u.stage
  when 'crawl' then true
  when 'extract' then not exists (
    select from ops.backfill_units o where o.backfill_id = u.backfill_id and o.stage = 'crawl' and o.month = u.month
      and o.state <> 'done')
  when 'load' then not exists (
    select from ops.backfill_units o where o.backfill_id = u.backfill_id and o.stage in ('crawl', 'extract')
      and o.month = u.month and o.state <> 'done')
  else not exists (
    select from ops.backfill_units o where o.backfill_id = u.backfill_id and o.state <> 'done'
      and (o.stage <> 'aggregate' or u.subject = 'stale' and o.subject <> 'stale'))
  end`

/** Units of running backfills, or of one, that may be worked now: nothing that they rest on is to be done before. */
export async function findReadyUnits(
  { pool }: Pick<Database, 'pool'>,
  backfillId: number | null = null,
): Promise<UnitKey[]> {
  const { rows } = await pool.query<UnitKey>(
    `select ${keyColumns} from ops.backfill_units u join ops.backfills b using (backfill_id)
     where b.state = 'running' and u.state in ('waiting', 'running') and ($1::bigint is null or u.backfill_id = $1) and ${isReady}
     order by array_position('{crawl,extract,load,aggregate}'::text[], u.stage), u.month, u.subject`,
    [backfillId],
  )
  return rows
}

/** Seconds that publishing a month took in earlier backfills, one after the other; null where none was published. */
export async function measurePublishing({ pool }: Database): Promise<number | null> {
  const { rows } = await pool.query<{ seconds: number | null }>(
    `select (extract(epoch from max(finished_at) - min(started_at)) / count(*))::float8 as seconds
     from ops.backfill_units where stage = 'aggregate' and subject = '' and state = 'done'
     group by backfill_id order by backfill_id desc limit 1`,
  )
  return rows[0]?.seconds ?? null
}

const isUnit = 'backfill_id = $1 and stage = $2 and month = $3 and subject = $4'
const keyOf = ({ backfillId, stage, month, subject }: UnitKey): unknown[] => [
  backfillId,
  stage,
  month,
  subject,
]

/** Notes that a unit is begun. @returns how many attempts failed before; null where there is nothing to do: it is done or cancelled */
export async function beginUnit({ pool }: Database, key: UnitKey, runId: number): Promise<number | null> {
  const { rows } = await pool.query<{ attempts: number }>(
    `update ops.backfill_units u
     set state = 'running', done = 0, records = 0, note = null, started_at = now(),
       finished_at = null, error = null, run_id = $5
     from ops.backfills b
     where b.backfill_id = u.backfill_id and b.state = 'running' and u.state in ('waiting', 'running')
       and u.backfill_id = $1 and u.stage = $2 and u.month = $3 and u.subject = $4
     returning u.attempts`,
    [...keyOf(key), runId],
  )
  return rows[0]?.attempts ?? null
}

/** Whether a unit is still to be done. */
export async function isWanted({ pool }: Database, key: UnitKey): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from ops.backfill_units join ops.backfills b using (backfill_id)
     where ${isUnit} and b.state = 'running' and ops.backfill_units.state in ('waiting', 'running')`,
    keyOf(key),
  )
  return rowCount === 1
}

/** Notes how far a unit is, and what it waits for. */
export async function noteUnit(
  { pool }: Database,
  key: UnitKey,
  { done, records, note }: Pick<BackfillUnit, 'done' | 'records' | 'note'>,
): Promise<void> {
  await pool.query(
    `update ops.backfill_units set done = $5, records = $6, note = $7 where ${isUnit} and state = 'running'`,
    [...keyOf(key), done, records, note],
  )
}

/** Notes why a worker left a unit to others; it waits as before. */
export async function noteOutOfReach({ pool }: Database, key: UnitKey, why: string): Promise<void> {
  await pool.query(`update ops.backfill_units set error = $5 where ${isUnit} and state = 'waiting'`, [
    ...keyOf(key),
    why,
  ])
}

/** Notes how a unit ended; one that was cancelled meanwhile stays so. */
export async function endUnit(
  { pool }: Database,
  key: UnitKey,
  state: 'done' | 'failed' | 'waiting',
  error: string | null = null,
): Promise<void> {
  await pool.query(
    `update ops.backfill_units
     set state = $5, error = $6, note = null, attempts = attempts + case when $5 = 'done' then 0 else 1 end, finished_at = case when $5 = 'waiting' then null else now() end,
       done = case when $5 = 'done' then greatest(done, size) else done end
     where ${isUnit} and state = 'running'`,
    [...keyOf(key), state, error],
  )
}

/**
 * Ends a backfill whose units are all done, or of which nothing can be worked any more because some have failed.
 * @returns its state where this call ended it
 */
export async function endBackfill(
  client: Pick<Client, 'query'>,
  backfillId: number,
): Promise<'done' | 'failed' | null> {
  const { rows } = await client.query<{ state: 'done' | 'failed' }>(
    `update ops.backfills b set finished_at = now(), state = case
       when exists (select from ops.backfill_units u where u.backfill_id = b.backfill_id and u.state <> 'done') then 'failed'
       else 'done' end
     where b.backfill_id = $1 and b.state = 'running'
       and exists (select from ops.backfill_units u where u.backfill_id = b.backfill_id)
       and not exists (
         select from ops.backfill_units u
         where u.backfill_id = b.backfill_id and u.state in ('waiting', 'running') and ${isReady})
     returning state`,
    [backfillId],
  )
  return rows[0]?.state ?? null
}

/** Goes on with a backfill: what failed is to be tried again. */
export async function reopenBackfill(client: Pick<Client, 'query'>, backfillId: number): Promise<void> {
  await client.query(
    `update ops.backfills set state = 'running', finished_at = null where backfill_id = $1 and state = 'failed'`,
    [backfillId],
  )
  await client.query(
    `update ops.backfill_units set state = 'waiting', attempts = 0, error = null where backfill_id = $1 and state = 'failed'`,
    [backfillId],
  )
}

/** Cancels a backfill: what is under way stops at its next transaction. @returns whether it was running or had failed */
export async function cancelBackfill(client: Pick<Client, 'query'>, backfillId: number): Promise<boolean> {
  const { rowCount } = await client.query(
    `update ops.backfills set state = 'cancelled', finished_at = now()
     where backfill_id = $1 and state in ('running', 'failed')`,
    [backfillId],
  )
  if (rowCount !== 1) return false
  await client.query(
    `update ops.backfill_units set state = 'cancelled', finished_at = now(), note = null
     where backfill_id = $1 and state in ('waiting', 'running')`,
    [backfillId],
  )
  return true
}
