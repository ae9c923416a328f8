import type { Client } from '../connection.ts'

/** A publication that readers see, and what it was computed with. */
export interface StandingPublication {
  publication: number
  asOf: string
  months: number
  /** ISO 8601, UTC. */
  publishedAt: string
  code: string
  taxonomy: string
}

/** The publications that readers see now, by as-of day and length of their windows. */
export async function readPublications(client: Client): Promise<StandingPublication[]> {
  const { rows } = await client.query<Omit<StandingPublication, 'publishedAt'> & { publishedAt: Date }>(
    `select publication_id as publication, as_of as "asOf", months, published_at as "publishedAt",
       code_version as code, taxonomy_version as taxonomy
     from mart.publications where current order by as_of, months`,
  )
  return rows.map(row => ({ ...row, publishedAt: row.publishedAt.toISOString() }))
}
