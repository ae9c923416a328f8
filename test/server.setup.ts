import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../db/embedded/server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    serverUrl: string
  }
}

/** One real PostgreSQL for the whole test run; each test file makes databases of its own on it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // For test workers and what they start: the folder of the command line, whose modules they are.
  process.env.NODE_COMPILE_CACHE = join(import.meta.dirname, '../node_modules/.cache/jobtide')
  const home = mkdtempSync(join(fastFolder(), 'jobtide-test-'))
  const server = await startEmbedded(home)
  await waitForNoDisk(server.url)
  project.provide('serverUrl', server.url)
  return async () => {
    await server.release()
    rmSync(home, { recursive: true, force: true })
  }
}

/** In memory where there is plenty of it: the databases that tests make and drop are hundreds of files each. */
function fastFolder(): string {
  const [memory, plenty] = ['/dev/shm', 8e9]
  if (!existsSync(memory) || freemem() < plenty) return tmpdir()
  const { bavail, bsize } = statfsSync(memory)
  return bavail * bsize < plenty ? tmpdir() : memory
}

/** What tests write need not survive a crash of the machine. */
async function waitForNoDisk(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes'])
    await client.query(`alter system set ${setting} = off`)
  await client.query('select pg_reload_conf()')
  await client.end()
}
