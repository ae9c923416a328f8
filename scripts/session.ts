import { join } from 'node:path'
import { connect, type Database } from '../db/connection.ts'
import { startEmbedded } from '../db/embedded/server.ts'
import { migrate } from '../db/migrate.ts'
import { type Configuration, readConfiguration } from '../pipeline/configuration.ts'
import { interruption } from './interruption.ts'

/** The folder of the project. */
export const project = join(import.meta.dirname, '..')

/** The settings of this process. */
export const configuration = (): Configuration => readConfiguration(process.env, project)

/** An open database, and where it is. */
export interface Session {
  configuration: Configuration
  database: Database
  url: string
  /** Names of the migrations that opening it ran. */
  migrated: string[]
}

/**
 * Opens the database (the one of `DATABASE_URL`, else the embedded one), brings it to this version's schema, and closes
 * it after `work`, whatever happens. Ctrl-C closes it at once: what is in hand is rolled back.
 * @param options how many connections the work may need at once, where that is many
 */
export async function withDatabase<T>(
  work: (session: Session) => Promise<T>,
  options: { connections?: number } = {},
): Promise<T> {
  const settings = configuration()
  const embedded = settings.databaseUrl ? null : await startEmbedded(settings.home)
  const close = async (database?: Database) => {
    await database?.close()
    await embedded?.release()
  }
  let database: Database | undefined
  const interrupted = async (signal: NodeJS.Signals) => {
    interruption.signal = signal
    // Stopping the embedded server ends its sessions, as the end of this process does those of another server; what they
    // were doing is rolled back.
    if (embedded)
      await Promise.race([embedded.release(), new Promise(resolve => setTimeout(resolve, 10_000))])
    process.exit(signal === 'SIGINT' ? 130 : 143)
  }
  process.once('SIGINT', interrupted)
  process.once('SIGTERM', interrupted)
  try {
    const url = settings.databaseUrl ?? embedded!.url
    database = await connect(url, options)
    const migrated = await migrate(database)
    return await work({ configuration: settings, database, url, migrated })
  } finally {
    process.removeListener('SIGINT', interrupted)
    process.removeListener('SIGTERM', interrupted)
    await close(database)
  }
}
