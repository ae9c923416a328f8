import { expect, it } from 'vitest'
import { freshDatabase } from '../database.ts'

it('gives locks of a client that is cut off back within a minute, whether it owes an answer or is owed one', async () => {
  const { database, drop } = await freshDatabase()
  try {
    const { rows } = await database.pool.query(
      `select name, setting::int as seconds from pg_settings where name like 'tcp_keepalives%'
       union all select name, setting::int / 1000 from pg_settings where name = 'tcp_user_timeout'`,
    )
    const limits = Object.fromEntries(rows.map(({ name, seconds }) => [name, seconds]))
    const { tcp_keepalives_idle: idle, tcp_keepalives_interval: each, tcp_keepalives_count: most } = limits
    expect(idle + each * most).toBeLessThanOrEqual(60)
    expect(limits.tcp_user_timeout).toBeGreaterThan(0)
    expect(limits.tcp_user_timeout).toBeLessThanOrEqual(60)
  } finally {
    await drop()
  }
})
