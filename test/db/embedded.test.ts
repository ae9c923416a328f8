import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { startEmbedded } from '../../db/embedded/server.ts'

const homes: string[] = []
const home = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'jobtide-home-'))
  homes.push(path)
  return path
}

const query = async (url: string, text: string) => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(text)
  await client.end()
  return rows
}

const pidFile = (path: string) => join(path, 'postgres', 'data', 'postmaster.pid')

/** Starts the server in a process of its own and ends that process by SIGKILL. */
async function startAndKill(path: string): Promise<void> {
  const script = `import { startEmbedded } from ${JSON.stringify(join(import.meta.dirname, '../../db/embedded/server.ts'))}
    await startEmbedded(${JSON.stringify(path)}); console.log('up'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise(resolve => child.stdout.once('data', resolve))
  const gone = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGKILL')
  await gone
}

afterEach(() => {
  for (const path of homes.splice(0)) rmSync(path, { recursive: true, force: true })
})

describe('the embedded PostgreSQL', () => {
  it('keeps what was written from one start to the next, and stops with its last user', async () => {
    const path = home()
    const first = await startEmbedded(path)
    const second = await startEmbedded(path)
    expect(second.url).toBe(first.url)
    await first.release()
    await query(second.url, 'create table kept as select 7 as n')
    await second.release()
    expect(existsSync(pidFile(path))).toBe(false)
    const again = await startEmbedded(path)
    expect(await query(again.url, 'select n from kept')).toEqual([{ n: 7 }])
    await again.release()
  })

  it('takes over the server that a killed process left running', async () => {
    const path = home()
    await startAndKill(path)
    const orphan = Number(readFileSync(pidFile(path), 'utf8').split('\n')[0])
    const server = await startEmbedded(path)
    expect(Number(readFileSync(pidFile(path), 'utf8').split('\n')[0])).toBe(orphan)
    expect(await query(server.url, 'select 1 as n')).toEqual([{ n: 1 }])
    await server.release()
    expect(existsSync(pidFile(path))).toBe(false)
  })

  it('starts over the pid file of a dead server whose pid another program has now', async () => {
    const path = home()
    const server = await startEmbedded(path)
    const lines = readFileSync(pidFile(path), 'utf8').split('\n')
    await server.release()
    writeFileSync(pidFile(path), [String(process.pid), ...lines.slice(1)].join('\n'))
    const again = await startEmbedded(path)
    expect(await query(again.url, 'select 1 as n')).toEqual([{ n: 1 }])
    await again.release()
  })

  it('recovers after the server itself was killed', async () => {
    const path = home()
    const server = await startEmbedded(path)
    await query(server.url, 'create table survived as select 1 as n')
    process.kill(Number(readFileSync(pidFile(path), 'utf8').split('\n')[0]), 'SIGKILL')
    await new Promise(resolve => setTimeout(resolve, 300))
    await server.release()
    const again = await startEmbedded(path)
    expect(await query(again.url, 'select n from survived')).toEqual([{ n: 1 }])
    await again.release()
  })

  it('gives two homes two servers, and two first starts of one home one', async () => {
    const [one, other] = [home(), home()]
    const [a, b, c] = await Promise.all([startEmbedded(one), startEmbedded(other), startEmbedded(one)])
    expect(a.url).toBe(c.url)
    expect(b.url).not.toBe(a.url)
    await Promise.all([a.release(), b.release(), c.release()])
  })
})
