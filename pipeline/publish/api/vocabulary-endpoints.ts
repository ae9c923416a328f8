import { z } from '@hono/zod-openapi'
import type { QueryResultRow } from 'pg'
import { type Answer, type Endpoint, jsonContent } from './endpoint.ts'
import { limit, text } from './parameters.ts'
import type { Snapshot } from './snapshot.ts'

const q = text
  .optional()
  .openapi({ description: 'Part of the name, whatever the case; all names without it' })
const query = z.strictObject({ q, limit })
const more = z.boolean().openapi({ description: 'Whether there are more than "limit"' })

const Terms = z.strictObject({
  terms: z.array(
    z.strictObject({
      name: z.string(),
      category: z.string().openapi({ description: "Job Titles, or the skill's category" }),
    }),
  ),
  more,
})

const Locations = z.strictObject({
  locations: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.string(),
      parent: z
        .string()
        .nullable()
        .openapi({ description: 'The location whose median stands beside that of this one' }),
    }),
  ),
  more,
})

/** Titles and skills by name. */
export const termsEndpoint: Endpoint<typeof query> = {
  name: 'terms',
  summary: 'Titles and skills by name: those that begin with the text first',
  query,
  answer: Terms,
  example: 'terms?q=developer',
  find: (snapshot, query) =>
    findNames(snapshot, 'terms', query, `select name, category from core.terms where kind = 'term'`),
}

/** Locations by name. */
export const locationsEndpoint: Endpoint<typeof query> = {
  name: 'locations',
  summary:
    'Locations by name: those that begin with the text first. They overlap: a vacancy counts in each it lies in',
  query,
  answer: Locations,
  example: 'locations',
  find: (snapshot, query) =>
    findNames(
      snapshot,
      'locations',
      query,
      'select a.name, a.kind, p.name as parent from core.areas a left join core.areas p on p.area_id = a.parent_id',
    ),
}

async function findNames(
  { client }: Snapshot,
  of: 'terms' | 'locations',
  { q = '', limit }: { q?: string | undefined; limit: number },
  all: string,
): Promise<Answer> {
  return {
    publications: null,
    async read() {
      const { rows } = await client.query<QueryResultRow>(
        `select * from (${all}) n where position(lower($1) in lower(name)) > 0
         order by not starts_with(lower(name), lower($1)), lower(name), n limit $2`,
        [q, limit + 1],
      )
      return jsonContent({ [of]: rows.slice(0, limit), more: rows.length > limit })
    },
  }
}
