import type { Client } from '../connection.ts'

/** The channel that readers listen on. */
const publicationChannel = 'jobtide_publication'

/** What listeners are told: the windows of which day stand anew, and the number of their publication. */
export interface Announcement {
  asOf: string
  months: number
  publication: number
}

/**
 * Tells all who `LISTEN jobtide_publication` of a publication, as JSON. They hear it when the transaction commits, so a
 * query that follows sees the publication; where it is rolled back they hear nothing. Anybody who may connect can send
 * on a channel: it says when to look, what stands is in the views.
 */
export async function announcePublication(
  client: Client,
  { asOf, months, publication }: Announcement,
): Promise<void> {
  await client.query('select pg_notify($1, $2)', [
    publicationChannel,
    JSON.stringify({ asOf, months, publication }),
  ])
}
