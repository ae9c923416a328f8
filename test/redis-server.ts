import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loopback, startRedis as start } from '../scripts/soak/redis.ts'

/** Redis is no npm package: `.ci/run` installs Debian's, and a machine without it leaves these tests out. */
export const redisInstalled = spawnSync('redis-server', ['--version']).status === 0

/** A real Redis on a free port of loopback. */
export async function startRedis(options: { appendOnly: boolean }) {
  const folder = mkdtempSync(join(tmpdir(), 'jobtide-redis-'))
  const server = await start(await loopback(), folder, options)
  return {
    url: server.url,
    async stop() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
