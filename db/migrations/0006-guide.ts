import { type Kysely, sql } from 'kysely'
import { guideFunctions } from './guide/functions.ts'
import { intervalFunctions } from './guide/intervals.ts'

/** What salary guides publish, as functions for readers: each answers from the current publication of a day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(intervalFunctions).execute(db)
  await sql.raw(guideFunctions).execute(db)
}
