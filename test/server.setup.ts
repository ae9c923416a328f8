import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../db/embedded/server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    serverUrl: string
  }
}

/**
 * One real PostgreSQL for the whole test run; each test file makes a database of its own on it. It need not survive a
 * crash of the machine, so it waits for no disk.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = mkdtempSync(join(tmpdir(), 'jobtide-test-'))
  const server = await startEmbedded(home)
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes'])
    await client.query(`alter system set ${setting} = off`)
  await client.query('select pg_reload_conf()')
  await client.end()
  project.provide('serverUrl', server.url)
  return async () => {
    await server.release()
    rmSync(home, { recursive: true, force: true })
  }
}
