import type { Client } from '../connection.ts'
import { announcePublication } from './announce-publication.ts'
import { makeCurrent } from './publications.ts'

/** Shows a held or withdrawn publication to readers because a person says so. Hold `lockPublications` first. */
export async function releasePublication(client: Client, publicationId: number): Promise<void> {
  await client.query(
    'update mart.publications set released_at = now(), withdrawn_at = null where publication_id = $1',
    [publicationId],
  )
  await makeCurrent(client, publicationId)
}

/** Puts the publication before it in the place of the current one, as it was. Hold `lockPublications` first. */
export async function withdrawPublication(
  client: Client,
  { publicationId, asOf, months }: { publicationId: number; asOf: string; months: number },
  before: number,
): Promise<void> {
  await client.query(
    'update mart.publications set current = false, withdrawn_at = now() where publication_id = $1',
    [publicationId],
  )
  await client.query('update mart.publications set current = true where publication_id = $1', [before])
  await announcePublication(client, { asOf, months, publication: before })
}
