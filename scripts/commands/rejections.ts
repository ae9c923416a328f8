import { countRejections, findRejections, type RejectionFilter } from '../../db/queries/rejections.ts'
import { ConfigError } from '../../pipeline/configuration.ts'
import { retryRejections } from '../../pipeline/stages/retry-rejections.ts'
import { printAccounting } from '../accounting-table.ts'
import { withDatabase } from '../session.ts'
import { say, showProgress } from '../terminal.ts'
import { printCounts, printRejections, printRetried } from './rejections/print-rejections.ts'

const colour = (): boolean => process.stdout.isTTY === true && !process.env.NO_COLOR

interface Options extends RejectionFilter {
  json?: boolean
}

/** Prints how many records are rejected, by platform and reason. */
export async function listRejections({ json, ...filter }: Options): Promise<void> {
  await withDatabase(async ({ database }) => {
    const counts = await countRejections(database.pool, filter)
    process.stdout.write(json ? `${JSON.stringify(counts)}\n` : printCounts(counts, { colour: colour() }))
  })
}

/** Prints rejected records with what was found. */
export async function showRejections(
  hash: string | undefined,
  { json, limit, run, ...given }: Options & { limit: number; run?: number },
): Promise<void> {
  if (hash !== undefined && !/^[0-9a-f]{4,64}$/i.test(hash))
    throw new ConfigError(`"${hash}" is no hash: "jobtide rejections list" shows those of the newest records`)
  const filter: RejectionFilter = { ...given, hash, runId: run }
  if (Object.values(filter).every(each => each === undefined))
    throw new ConfigError('which records? Give a hash, or --source, --reason or --run')
  await withDatabase(async ({ database }) => {
    const found = await findRejections(database.pool, filter, limit)
    process.stdout.write(
      json
        ? `${JSON.stringify(found)}\n`
        : printRejections(found, { colour: colour(), whole: hash !== undefined }),
    )
    if (hash !== undefined && found.length === 0) process.exitCode = 1
  })
}

/** Reads the responses that hold rejected records again, and ends with the account of all their records. */
export async function replayRejections({ json, ...filter }: Options): Promise<void> {
  await withDatabase(async ({ configuration, database }) => {
    let progress: ReturnType<typeof showProgress> | undefined
    const retried = await retryRejections(database, configuration.sources, filter, (done, of) => {
      progress ??= showProgress('Replay', of)
      progress.update(done, `${done} of ${of} responses`)
    })
    progress?.end(`${retried.responses} responses read again`)
    say(printRetried(retried))
    if (retried.accounting.records > 0) say(`\n${printAccounting(retried.accounting)}`)
    if (json) console.log(JSON.stringify(retried))
  })
}
