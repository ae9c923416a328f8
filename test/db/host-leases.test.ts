import { once } from 'node:events'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openHostLeases } from '../../db/host-leases.ts'
import { freshDatabase } from '../database.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeEach(async () => {
  fresh = await freshDatabase()
})
afterEach(() => fresh.drop())

it('gives back a host that was taken at the same moment as the first of all', async () => {
  const leases = openHostLeases(fresh.database.pool)
  const others = openHostLeases(fresh.database.pool)
  const hosts = ['a.example', 'b.example', 'c.example']
  await Promise.all(hosts.map(host => leases.acquire(host)))
  for (const host of hosts) await leases.release(host, 10)
  for (const host of hosts) {
    const { idle } = await others.acquire(host, AbortSignal.timeout(2_000))
    expect(idle).toBeGreaterThanOrEqual(10)
  }
  await leases.close()
  await others.close()
})

it('is done with its connection when it is closed, whatever becomes of that', async () => {
  const leases = openHostLeases(fresh.database.pool)
  const connected = once(fresh.database.pool, 'acquire')
  await leases.acquire('a.example')
  const [client] = await connected
  await leases.close()
  expect(() => client.emit('error', new Error('terminated'))).not.toThrow()
})

it('takes hosts again after its connection was lost', async () => {
  const leases = openHostLeases(fresh.database.pool)
  const { lost } = await leases.acquire('a.example')
  await fresh.database.pool.query(
    `select pg_terminate_backend(pid) from pg_locks
       where locktype = 'advisory' and pid <> pg_backend_pid()
         and database = (select oid from pg_database where datname = current_database())`,
  )
  await expect.poll(() => lost.aborted).toBe(true)
  const [a, b] = await Promise.all(['a.example', 'b.example'].map(host => leases.acquire(host)))
  // The host was held when its holder lost it, so it counts as asked just now.
  expect([a!.idle, b!.idle]).toEqual([0, Number.POSITIVE_INFINITY])
  await leases.close()
})
