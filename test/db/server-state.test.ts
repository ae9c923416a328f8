import pg from 'pg'
import { expect, it } from 'vitest'
import { findTrouble, readServerState } from '../../db/queries/server-state.ts'
import { freshDatabase } from '../database.ts'

it('finds the transaction that was left open, and the statement that waits for it', async () => {
  const { database, url, drop } = await freshDatabase()
  const [left, waits] = [new pg.Client({ connectionString: url }), new pg.Client({ connectionString: url })]
  await Promise.all([left.connect(), waits.connect()])
  try {
    await left.query(`begin; insert into ops.hosts (host, held) values ('a', false)`)
    const waiting = waits.query(`insert into ops.hosts (host, held) values ('a', false)`)
    const trouble = () => findTrouble(database, { silent: 0, waiting: 0 })
    await expect.poll(async () => (await trouble()).blocked.length, { timeout: 20_000 }).toBe(1)
    const pidOf = (client: pg.Client) => (client as unknown as { processID: number }).processID
    expect(await trouble()).toMatchObject({
      abandoned: [{ pid: pidOf(left) }],
      blocked: [{ pid: pidOf(waits), by: [pidOf(left)] }],
    })
    expect(await findTrouble(database)).toEqual({ abandoned: [], blocked: [] })
    await left.query('rollback')
    await waiting
    expect(await trouble()).toEqual({ abandoned: [], blocked: [] })
    const { size, connections, mostConnections, version } = await readServerState(database)
    expect(version).toMatch(/^\d+\.\d+$/)
    expect(size).toBeGreaterThan(1e6)
    expect(connections).toBeGreaterThanOrEqual(3)
    expect(mostConnections).toBeGreaterThan(connections)
  } finally {
    await Promise.all([left.end(), waits.end()])
    await drop()
  }
})
