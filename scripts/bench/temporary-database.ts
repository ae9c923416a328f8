import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type Database } from '../../db/connection.ts'
import { type EmbeddedServer, startEmbedded } from '../../db/embedded/server.ts'
import { migrate } from '../../db/migrate.ts'

/** Gives `work` a fresh, migrated database on a server of its own, and leaves nothing behind. */
export async function withTemporaryDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const home = mkdtempSync(join(tmpdir(), 'jobtide-bench-'))
  let starting: Promise<EmbeddedServer> | undefined
  let clearing: Promise<void> | undefined
  const clear = () => {
    clearing ??= (async () => {
      const server = await starting?.catch(() => undefined)
      await server?.release()
      rmSync(home, { recursive: true, force: true })
    })()
    return clearing
  }
  const interrupted = (signal: NodeJS.Signals) => {
    // Queries under way fail as their server stops; the clearing must outlive that.
    process.on('uncaughtException', () => {})
    void clear().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143))
  }
  process.once('SIGINT', interrupted)
  process.once('SIGTERM', interrupted)
  try {
    starting = startEmbedded(home)
    const database = await connect((await starting).url)
    try {
      await migrate(database)
      return await work(database)
    } finally {
      await database.close()
    }
  } finally {
    process.removeListener('SIGINT', interrupted)
    process.removeListener('SIGTERM', interrupted)
    await clear()
  }
}
