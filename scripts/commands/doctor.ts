import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { connect, type Database } from '../../db/connection.ts'
import { startEmbedded } from '../../db/embedded/server.ts'
import { openConfiguration } from '../../pipeline/configuration.ts'
import { type Examined, examine } from '../../pipeline/operations/doctor/examine.ts'
import { openQueueBackend } from '../../pipeline/queue/queue.ts'
import { versions } from '../../pipeline/versions.ts'
import { processLog } from '../process-log.ts'
import { project } from '../session.ts'
import { printFindings } from './doctor/print-findings.ts'

/** Examines this installation, and prints what is well, what is not, and what to do; the exit code is 1 where something is broken. */
export async function doctor({ json }: { json?: boolean }): Promise<void> {
  const configuration = openConfiguration(process.env, project)
  const { clean } = processLog('doctor', configuration)
  // There is nothing to finish: Ctrl-C ends it at once.
  process.once('SIGINT', () => process.exit(130))
  const opened = await openDatabase(configuration)
  try {
    const findings = await examine({
      configuration,
      node: process.versions.node,
      database: opened.database,
      openQueue: () => openQueueBackend(opened.url ?? '', configuration.queueUrl),
      clean,
      now: new Date(),
    })
    const colour = process.stdout.isTTY === true && !process.env.NO_COLOR
    process.stdout.write(
      json
        ? `${JSON.stringify({ versions, home: configuration.home, findings })}\n`
        : printFindings(findings, { colour, home: configuration.home, width: process.stdout.columns }),
    )
    if (findings.some(({ state }) => state === 'broken')) process.exitCode = 1
  } finally {
    await opened.close()
  }
}

interface Opened {
  database: Examined['database']
  url: string | null
  close(): Promise<void>
}

/** Opens the database as it is: it is not made where there is none, nor brought to this version's schema. */
async function openDatabase({
  home,
  databaseUrl,
}: {
  home: string
  databaseUrl: string | null
}): Promise<Opened> {
  const none = (says: string, todo: string, isBroken = true): Opened => ({
    database: { says, todo, isBroken },
    url: null,
    close: async () => {},
  })
  if (!databaseUrl && !existsSync(join(home, 'postgres/data/PG_VERSION')))
    return none(`there is none in ${home} yet`, '"npm start" makes it', false)
  let embedded: Awaited<ReturnType<typeof startEmbedded>> | null = null
  let database: Database
  try {
    embedded = databaseUrl ? null : await startEmbedded(home)
    database = await connect(databaseUrl ?? embedded!.url, { connections: 3 })
  } catch (error) {
    await embedded?.release()
    const todo = databaseUrl
      ? 'start the server, or repair DATABASE_URL; everything waits for it and goes on where it was'
      : 'the log named above says why; the data directory itself is left as it is'
    return none((error as Error).message, todo)
  }
  return {
    database,
    url: databaseUrl ?? embedded!.url,
    async close() {
      await database.close()
      await embedded?.release()
    },
  }
}
