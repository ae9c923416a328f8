import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { connect, type Database } from '../db/connection.ts'
import { migrate } from '../db/migrate.ts'

/**
 * What a database holds to begin with: nothing, or the three years up to 21 November 2025 that the sandbox's boards have
 * shown at a hundredth of the market, published for 6 and 3 months.
 */
type Content = 'empty' | 'sandbox'

/**
 * A database of its own on the test run's server, migrated; what it holds is made once per run and copied. As files: the
 * way of the log, which is the default, takes twice the time where nothing waits for a disk.
 */
export async function freshDatabase(
  content: Content = 'empty',
): Promise<{ database: Database; url: string; drop(): Promise<void> }> {
  const server = inject('serverUrl')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await administer(server, async client => {
    await ensureTemplate(client, content)
    await client.query(`create database ${name} template template_${content} strategy file_copy`)
  })
  const url = addressOf(name)
  const database = await connect(url)
  return {
    database,
    url,
    async drop() {
      await database.close()
      await administer(server, client => client.query(`drop database ${name} with (force)`))
    },
  }
}

const addressOf = (name: string): string => inject('serverUrl').replace(/\/[^/]*$/, `/${name}`)

/** The first test file that needs a template makes it; others wait. */
async function ensureTemplate(client: pg.Client, content: Content): Promise<void> {
  const template = `template_${content}`
  await client.query('select pg_advisory_lock(hashtext($1))', [template])
  const { rowCount } = await client.query('select from pg_database where datname = $1', [template])
  if (rowCount === 0) {
    const making = `making_${content}`
    await client.query(`create database ${making}`)
    const database = await connect(addressOf(making))
    try {
      await migrate(database)
      if (content === 'sandbox') await (await import('./sandbox-history.ts')).publishSandbox(database)
    } finally {
      await database.close()
    }
    await client.query(`alter database ${making} rename to ${template}`)
  }
  await client.query('select pg_advisory_unlock(hashtext($1))', [template])
}

async function administer(server: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
