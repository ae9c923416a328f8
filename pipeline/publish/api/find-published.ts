import { Problem } from './problem.ts'
import type { Snapshot } from './snapshot.ts'

/** A current publication. */
export interface PublishedDay {
  publicationId: number
  asOf: string
  months: number
}

/**
 * The current publications of a day.
 * @param asOf a day, or `latest` for the newest that is published
 * @param months length of the window; null for all
 * @throws Problem where nothing is published for it
 */
export async function findPublished(
  { client }: Snapshot,
  asOf: string,
  months: number | null,
): Promise<[PublishedDay, ...PublishedDay[]]> {
  const { rows } = await client.query<PublishedDay>(
    `select publication_id as "publicationId", as_of::text as "asOf", months from mart.published_days
     where ($2::integer is null or months = $2) and as_of = case when $1 = 'latest' then
       (select max(as_of) from mart.published_days where $2::integer is null or months = $2) else $1::date end
     order by months`,
    [asOf, months],
  )
  const [first, ...more] = rows
  if (first) return [first, ...more]
  const window = months === null ? '' : ` over ${months} months`
  if (asOf === 'latest') throw new Problem(404, `nothing is published${window} yet`, 'months')
  throw new Problem(
    404,
    `nothing is published for ${asOf}${window}; /api/v1/publications lists what is, "as_of=latest" is the newest`,
    'as_of',
  )
}
