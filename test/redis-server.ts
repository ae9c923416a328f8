import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Redis is no npm package: `.ci/run` installs Debian's, and a machine without it leaves these tests out. */
export const redisInstalled = spawnSync('redis-server', ['--version']).status === 0

/** A real Redis on a free port of loopback. */
export async function startRedis(options: { appendOnly: boolean }) {
  const folder = mkdtempSync(join(tmpdir(), 'jobtide-redis-'))
  const port = await new Promise<number>(resolve => {
    const probe = createServer()
    probe.listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as { port: number }
      probe.close(() => resolve(free))
    })
  })
  const server = spawn(
    'redis-server',
    [
      '--port',
      String(port),
      '--bind',
      '127.0.0.1',
      '--dir',
      folder,
      '--save',
      '',
      '--appendonly',
      options.appendOnly ? 'yes' : 'no',
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  await new Promise<void>(resolve => {
    server.stdout.on('data', text => {
      if (String(text).includes('Ready to accept connections')) resolve()
    })
  })
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      const gone = new Promise(resolve => server.once('exit', resolve))
      server.kill()
      await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
