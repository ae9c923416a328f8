import { z } from '@hono/zod-openapi'
import { type Endpoint, jsonContent } from './endpoint.ts'
import { limit } from './parameters.ts'

const query = z.strictObject({ limit })

const PublishedDays = z.strictObject({
  publications: z.array(
    z.strictObject({
      asOf: z.iso.date().openapi({ description: 'The day the publication looks back from' }),
      months: z.int().openapi({ description: 'Length of its window in calendar months' }),
      publication: z.int().openapi({ description: 'Its number: it grows with each that differs' }),
      publishedAt: z.iso.datetime(),
      code: z.string().openapi({ description: 'Version of the code that computed it' }),
      taxonomy: z.string().openapi({ description: 'Version of the words that adverts were read by' }),
    }),
  ),
  more: z.boolean().openapi({ description: 'Whether there are more than "limit"' }),
})

/** The days that are published, newest first. */
export const publicationsEndpoint: Endpoint<typeof query> = {
  name: 'publications',
  summary: 'The days that are published, newest first',
  query,
  answer: PublishedDays,
  example: 'publications',
  async find({ client }, { limit }) {
    const { rows } = await client.query(
      `select as_of::text as "asOf", months, publication_id as publication,
         to_char(published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "publishedAt",
         code_version as code, taxonomy_version as taxonomy
       from mart.published_days order by as_of desc, months limit $1`,
      [limit + 1],
    )
    return {
      publications: rows.map(row => row.publication),
      read: async () => jsonContent({ publications: rows.slice(0, limit), more: rows.length > limit }),
    }
  },
}
