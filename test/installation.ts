import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { type Ended, jobtide } from './command-line.ts'
import { freshDatabase } from './database.ts'

/** Command lines on a data directory and a database of their own, for the tests of a file. */
export function freshInstallation() {
  const installation = {
    /** Runs `jobtide …` there. */
    jobtide: (...args: string[]): Promise<Ended> =>
      jobtide(args, {
        env: { JOBTIDE_HOME: installation.home, DATABASE_URL: installation.fresh.url },
        cwd: installation.home,
      }),
  } as {
    fresh: Awaited<ReturnType<typeof freshDatabase>>
    home: string
    jobtide(...args: string[]): Promise<Ended>
  }
  beforeAll(async () => {
    installation.fresh = await freshDatabase()
    installation.home = mkdtempSync(join(tmpdir(), 'jobtide-installation-'))
  })
  afterAll(async () => {
    rmSync(installation.home, { recursive: true })
    await installation.fresh.drop()
  })
  return installation
}
