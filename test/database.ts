import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { connect, type Database } from '../db/connection.ts'
import { migrate } from '../db/migrate.ts'

/** A fresh, migrated database on the test run's server. */
export async function freshDatabase(): Promise<{ database: Database; url: string; drop(): Promise<void> }> {
  const server = inject('serverUrl')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await administer(server, `create database ${name}`)
  const url = server.replace(/\/[^/]*$/, `/${name}`)
  const database = await connect(url)
  await migrate(database)
  return {
    database,
    url,
    async drop() {
      await database.close()
      await administer(server, `drop database ${name} with (force)`)
    },
  }
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(statement)
  await client.end()
}
