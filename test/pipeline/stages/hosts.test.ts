import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openHosts } from '../../../pipeline/stages/hosts.ts'
import { freshDatabase } from '../../database.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
let hosts: ReturnType<typeof openHosts>[]
beforeEach(async () => {
  fresh = await freshDatabase()
  // Each has a connection of its own, as two processes have.
  hosts = [openHosts(fresh.database), openHosts(fresh.database)]
})
afterEach(async () => {
  for (const each of hosts) await each.turns.close()
  await fresh.drop()
})

/** Asks a host `times` times and notes when each request began and ended. */
async function ask(memory: (typeof hosts)[number], host: string, pause: number, times: number) {
  const spans: { began: number; ended: number }[] = []
  for (let each = 0; each < times; each++) {
    const turn = await memory.turns.take(host, pause)
    const began = performance.now()
    await new Promise(resolve => setTimeout(resolve, 5))
    spans.push({ began, ended: performance.now() })
    turn.end()
  }
  return spans
}

describe('one request in flight per host', () => {
  it('holds over processes, with the pause between them', async () => {
    const pause = 20
    const spans = await Promise.all(hosts.map(memory => ask(memory, 'jobs.example', pause, 8)))
    const ordered = spans.flat().toSorted((a, b) => a.began - b.began)
    const gaps = ordered.slice(1).map((span, at) => span.began - ordered[at]!.ended)
    expect(ordered).toHaveLength(16)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(pause - 1)
  })

  it('does not keep other hosts waiting', async () => {
    const [first, second] = hosts
    const turn = await first!.turns.take('jobs.example', 0)
    await expect(ask(second!, 'other.example', 0, 2)).resolves.toHaveLength(2)
    turn.end()
  })

  it('lets another process in when the holder dies, after the pause', async () => {
    const [first, second] = hosts
    const turn = await first!.turns.take('jobs.example', 0)
    const killed = performance.now()
    await fresh.database.pool.query(
      `select pg_terminate_backend(pid) from pg_locks
       where locktype = 'advisory' and pid <> pg_backend_pid()
         and database = (select oid from pg_database where datname = current_database())`,
    )
    await second!.turns.take('jobs.example', 150)
    expect(performance.now() - killed).toBeGreaterThanOrEqual(149)
    expect(turn.lost?.aborted).toBe(true)
  })
})

it('reads a robots.txt once for all processes', async () => {
  const [first, second] = hosts
  expect(await first!.store!.read('https://jobs.example bot')).toBeNull()
  await first!.store!.write('https://jobs.example bot', { verdict: 'read', text: 'User-agent: *' }, 1e12)
  expect(await second!.store!.read('https://jobs.example bot')).toEqual({
    file: { verdict: 'read', text: 'User-agent: *' },
    until: 1e12,
  })
})
