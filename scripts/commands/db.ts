import { withDatabase } from '../session.ts'
import { say } from '../terminal.ts'

/** Brings the schema up to date, which opening the database does. */
export async function migrateDatabase(): Promise<void> {
  await withDatabase(async ({ migrated }) => {
    say(migrated.length ? `Ran ${migrated.join(', ')}.` : 'The schema is up to date.')
  })
}

/** Prints the address and waits, so that other programs can use the embedded server meanwhile. */
export async function printUrl(): Promise<void> {
  await withDatabase(async ({ url }) => {
    console.log(url)
    say('Ctrl-C ends it.')
    await new Promise(() => setInterval(() => {}, 60_000))
  })
}
