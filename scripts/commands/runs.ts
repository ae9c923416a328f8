import * as ledger from '../../db/queries/runs.ts'
import { ConfigError } from '../../pipeline/configuration.ts'
import { withDatabase } from '../session.ts'
import { printRun } from './runs/print-run.ts'
import { printRuns } from './runs/print-runs.ts'

const colour = (): boolean => process.stdout.isTTY === true && !process.env.NO_COLOR

interface ListOptions {
  limit: number
  kind?: string
  source?: string
  failed?: boolean
  json?: boolean
}

/** Prints the latest runs, newest first. */
export async function listRuns({ limit, kind, source, failed, json }: ListOptions): Promise<void> {
  await withDatabase(async ({ database }) => {
    const runs = await ledger.listRuns(database, limit, { kind, subject: source, failed })
    const width = process.stdout.isTTY ? (process.stdout.columns ?? 100) : null
    process.stdout.write(
      json ? `${JSON.stringify(runs)}\n` : printRuns(runs, { colour: colour(), width, now: new Date() }),
    )
  })
}

/** Prints everything of one run. */
export async function showRun(runId: number, { json }: { json?: boolean }): Promise<void> {
  await withDatabase(async ({ database }) => {
    const run = await ledger.findRun(database, runId)
    if (!run) throw new ConfigError(`there is no run ${runId}; "jobtide runs" lists the latest`)
    process.stdout.write(
      json ? `${JSON.stringify(run)}\n` : printRun(run, { colour: colour(), now: new Date() }),
    )
  })
}
