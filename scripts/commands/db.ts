import { randomBytes } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { grantReader, readerExists } from '../../db/reader-role.ts'
import { publishedViews } from '../../pipeline/publish/contract/published-views.ts'
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

/**
 * Makes or renews a read-only role and prints its address. A generated password stands in it, this once; one of standard
 * input does not.
 */
export async function grantReaderRole(
  name: string,
  { passwordStdin = false }: { passwordStdin?: boolean },
): Promise<void> {
  const given = passwordStdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : undefined
  await withDatabase(async ({ database, url, configuration }) => {
    const known = await readerExists(database, name)
    const generated = known || passwordStdin ? undefined : randomBytes(24).toString('base64url')
    const views = publishedViews.map(view => view.name)
    await grantReader(database, name, views, { password: given ?? generated })
    const address = new URL(url)
    address.username = name
    address.password = generated ?? ''
    for (const own of ['user', 'password']) address.searchParams.delete(own)
    console.log(address.href)
    say(`${name} reads ${views.map(view => `mart.${view}`).join(', ')}.`)
    if (generated) say('The password in the address is shown this once.')
    else if (!given) say('Its password is as it was.')
    if (!configuration.databaseUrl)
      say(
        'The embedded server has another port at each start; "db url" keeps it running and prints the one of now.',
      )
  })
}
