import { rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { basename, resolve } from 'node:path'
import type { Database } from '../../db/connection.ts'
import { inTransaction } from '../../db/connection.ts'
import {
  type Backfill,
  type BackfillStage,
  cancelBackfill,
  findBackfill,
  findOverlapping,
  listBackfills,
  listUnits,
  lockBackfills,
  reopenBackfill,
} from '../../db/queries/backfills.ts'
import { readBackfillProgress } from '../../db/queries/operations.ts'
import { ConfigError } from '../../pipeline/configuration.ts'
import {
  periodOf,
  printBackfill,
  printBackfills,
  progressNote,
} from '../../pipeline/publish/backfill-terminal.ts'
import { enqueueBackfillUnits, requeueBackfillUnits } from '../../pipeline/queue/backfill-jobs.ts'
import { startBackfillWorker, throttleOf } from '../../pipeline/queue/backfill-queue.ts'
import { openQueueBackend } from '../../pipeline/queue/queue.ts'
import { folderOf } from '../../pipeline/runs/backfill/archive-parts.ts'
import { createBackfill, overlapMessage, planUnits } from '../../pipeline/runs/backfill/plan.ts'
import { progressOf } from '../../pipeline/runs/backfill/progress.ts'
import { seeThrough } from '../../pipeline/runs/backfill/run-backfill.ts'
import { openExtraction } from '../../pipeline/stages/extraction.ts'
import { optionsOf } from '../../pipeline/stages/read-stored.ts'
import { platformsOf } from '../backfill-platforms.ts'
import { type Session, withDatabase } from '../session.ts'
import { say, showProgress } from '../terminal.ts'

interface Options {
  from?: string
  to?: string
  source?: string[]
  archive?: string[]
  stage?: BackfillStage[]
  hold?: boolean
  workers: number
  dryRun?: boolean
  json?: boolean
}

/** Units at once take connections for their locks and transactions. */
const connections = (workers: number): number => 8 + 4 * workers

/** Makes a past period again: plans it, and works the plan to its end. */
export async function backfill(options: Options): Promise<void> {
  const { from, to } = options
  if (from === undefined || to === undefined)
    throw new ConfigError('say which months: --from 2016-01 --to 2018-06; or status, resume, cancel')
  const archives = (options.archive ?? []).map(path => resolve(path))
  const twice = archives.find((path, at) => archives.indexOf(path) !== at)
  if (twice) throw new ConfigError(`${twice} is named twice`)
  const stages = stagesOf(options, archives)
  await withDatabase(
    async session => {
      const { database, configuration } = session
      const draft = {
        from,
        to,
        platforms: platformsOf(options.source ?? [], configuration.sources),
        archives,
        stages,
        hold: options.hold ?? false,
      }
      if (options.dryRun) {
        const { printDry } = await import('../backfill-dry-run.ts')
        await printDry(session, draft, options)
        return
      }
      const planned = await createBackfill(database, configuration.home, draft, archive =>
        say(`Looking through ${basename(archive)} …`),
      )
      await work(session, planned, options)
    },
    { connections: connections(options.workers) },
  )
}

const allStages: BackfillStage[] = ['crawl', 'extract', 'load', 'aggregate']

function stagesOf({ stage }: Options, archives: readonly string[]): BackfillStage[] {
  if (stage?.includes('crawl') && archives.length === 0)
    throw new ConfigError(
      'the stage crawl takes archives in: name them with --archive (no board shows what it showed in a past month)',
    )
  if (stage && !stage.includes('crawl') && archives.length > 0)
    throw new ConfigError('--archive is for the stage crawl, which --stage leaves out')
  const chosen = stage ?? allStages.filter(each => each !== 'crawl' || archives.length > 0)
  return allStages.filter(each => chosen.includes(each))
}

/** Goes on with a backfill that was interrupted, or tries again what failed of it. */
export async function resume(
  id: number | undefined,
  options: { workers: number; json?: boolean },
): Promise<void> {
  await withDatabase(
    async session => {
      const { database, configuration } = session
      const found = await named(database, id)
      if (found.state === 'done') throw new ConfigError(`backfill ${found.backfillId} is done`)
      if (found.state === 'cancelled')
        throw new ConfigError(`backfill ${found.backfillId} was cancelled; begin another one`)
      await inTransaction(database.pool, async client => {
        await lockBackfills(client)
        const other = await findOverlapping(client, found, found.backfillId)
        if (other) throw new ConfigError(overlapMessage(other))
        await reopenBackfill(client, found.backfillId)
      })
      if ((await listUnits(database, found.backfillId)).length === 0)
        await planUnits(database, configuration.home, found)
      await work(session, found, options)
    },
    { connections: connections(options.workers) },
  )
}

/** Prints how far a backfill is: the one that is named, else the one at work, else the latest. */
export async function status(
  id: number | undefined,
  options: { json?: boolean; all?: boolean },
): Promise<void> {
  await withDatabase(async ({ database }) => {
    if (options.all) {
      const counts = new Map((await readBackfillProgress(database, 50)).map(each => [each.backfillId, each]))
      const all = (await listBackfills(database, 50)).flatMap(backfill => {
        const found = counts.get(backfill.backfillId)
        if (!found) return []
        const { units, done, failed, atWork } = found
        return { ...backfill, progress: { units, done, failed, atWork } }
      })
      if (options.json) console.log(JSON.stringify(all))
      else process.stdout.write(printBackfills(all, terminal()))
      return
    }
    await report(database, await named(database, id), options, availableParallelism())
  })
}

/** Ends a backfill; what it has done stays. */
export async function cancel(id: number): Promise<void> {
  await withDatabase(async ({ database, configuration }) => {
    const found = await named(database, id)
    const done = await inTransaction(database.pool, client => cancelBackfill(client, found.backfillId))
    if (!done) throw new ConfigError(`backfill ${id} is ${found.state} already`)
    await rm(folderOf(configuration.home, id), { recursive: true, force: true })
    say(
      `Backfill ${id} is cancelled: what is under way stops at its next transaction, and what is done stays.`,
    )
  })
}

async function named(database: Database, id: number | undefined): Promise<Backfill> {
  const found = await findBackfill(database, id ?? null)
  if (found) return found
  throw new ConfigError(
    id === undefined
      ? 'there is no backfill yet; "jobtide backfill --from 2016-01 --to 2018-06" begins one'
      : `there is no backfill ${id}; "jobtide backfill status --all" lists them`,
  )
}

/** Works units of a backfill here until it has ended; other processes may take part. */
async function work(
  { database, configuration, url }: Session,
  { backfillId, ...planned }: Backfill,
  { workers, json = false }: { workers: number; json?: boolean },
): Promise<void> {
  const onInterrupt = () =>
    say(`\nStopped; nothing is lost. "jobtide backfill resume ${backfillId}" goes on with it.`)
  process.once('SIGINT', onInterrupt)
  process.once('SIGTERM', onInterrupt)
  const queue = await openQueueBackend(url, configuration.queueUrl)
  const extraction = openExtraction(availableParallelism())
  say(
    `Backfill ${backfillId} of ${periodOf(planned)}, ${workers} at once; Ctrl-C stops it, and it can be resumed.`,
  )
  const progress = showProgress(`Backfill ${backfillId}`, 1)
  try {
    startBackfillWorker(
      queue,
      database,
      {
        home: configuration.home,
        extraction,
        options: optionsOf(configuration.sources),
        publications: configuration.publications,
        throttle: throttleOf(queue, database),
      },
      workers,
    )
    await enqueueBackfillUnits(queue, database, backfillId)
    const ended = await seeThrough(database, backfillId, {
      requeue: () => requeueBackfillUnits(queue, database),
      onProgress: units => {
        const far = progressOf(units, workers, new Date())
        progress.update(far.units === 0 ? 0 : far.done / far.units, progressNote(far))
      },
    })
    progress.end(ended.state)
    // Parts of archives are of no use any more, and may repeat what the archives say of people.
    if (ended.state !== 'failed')
      await rm(folderOf(configuration.home, backfillId), { recursive: true, force: true })
    await report(database, ended, { json }, workers)
    if (ended.state === 'failed') process.exitCode = 1
  } finally {
    process.removeListener('SIGINT', onInterrupt)
    process.removeListener('SIGTERM', onInterrupt)
    await queue.close()
    await extraction.close()
  }
}

async function report(
  database: Database,
  found: Backfill,
  { json = false }: { json?: boolean },
  workers: number,
): Promise<void> {
  const units = await listUnits(database, found.backfillId)
  if (json) {
    const { running: _, ...progress } = progressOf(units, workers, new Date())
    console.log(JSON.stringify({ ...found, progress, units }))
  } else process.stdout.write(printBackfill(found, units, { workers, now: new Date() }, terminal()))
}

const terminal = () => ({
  colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
  width: process.stdout.columns ?? 100,
})
