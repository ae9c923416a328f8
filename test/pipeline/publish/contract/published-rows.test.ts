import { afterAll, beforeAll, expect, it } from 'vitest'
import { inTransaction } from '../../../../db/connection.ts'
import { findPublication } from '../../../../db/queries/publications.ts'
import { grantReader } from '../../../../db/reader-role.ts'
import { publishedViews } from '../../../../pipeline/publish/contract/published-views.ts'
import { publishPremiums } from '../../../../pipeline/statistics/premiums/publish-premiums.ts'
import { freshDatabase } from '../../../database.ts'

const role = `reader_rows_${process.pid}`
let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  fresh = await freshDatabase('sandbox')
  const { publicationId } = (await findPublication(fresh.database, '2025-11-21', 6))!
  await inTransaction(fresh.database.pool, client =>
    publishPremiums(fresh.database, client, publicationId, { mostTitles: 5, leastQuoted: 60 }),
  )
  const names = publishedViews.map(({ name }) => name)
  await grantReader(fresh.database, role, names, { password: 'of-no-importance' })
})
afterAll(async () => {
  await fresh.database.pool.query(`drop owned by ${role}; drop role ${role}`)
  await fresh.drop()
})

it.each(publishedViews.map(({ name, key }) => [name, key] as const))(
  'mart.%s has rows for a reader, each with a key of its own',
  async (name, key) => {
    const client = await fresh.database.pool.connect()
    try {
      await client.query(`begin; set local role ${role}`)
      const { rows } = await client.query(
        `select count(*) as rows, count(*) filter (where times > 1) as repeated, sum(times) as all,
         count(*) filter (where null_in_key) as incomplete
       from (select count(*) as times, bool_or(num_nulls(${key.join(', ')}) > 0) as null_in_key
             from mart.${name} group by ${key.join(', ')}) keys`,
      )
      const [{ all, ...counts }] = rows
      expect(counts).toEqual({ rows: all, repeated: 0, incomplete: 0 })
      expect(all).toBeGreaterThan(0)
    } finally {
      await client.query('rollback')
      client.release()
    }
  },
)
