import { connect, type Database } from '../../db/connection.ts'
import { migrate } from '../../db/migrate.ts'

/** A migrated database without anything in it, and its address. */
export interface EmptyDatabase {
  database: Database
  url: string
}

/** Another database on the same server. */
export async function besides(database: Database, name: string): Promise<EmptyDatabase> {
  await database.pool.query(`create database ${name}`)
  const url = new URL(urlOf(database))
  url.pathname = `/${name}`
  const opened = await connect(url.href)
  await migrate(opened)
  return { database: opened, url: url.href }
}

/** The address that a database was opened by. */
export const urlOf = ({ pool }: Database): string => pool.options.connectionString!
