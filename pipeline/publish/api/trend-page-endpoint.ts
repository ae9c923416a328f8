import { z } from '@hono/zod-openapi'
import { findPublication } from '../../../db/queries/publications.ts'
import { readTrendPage } from '../../statistics/read-trend-page.ts'
import { type Endpoint, jsonContent } from './endpoint.ts'
import { findPublished } from './find-published.ts'
import { findNamed } from './names.ts'
import { asOf, months, text, type } from './parameters.ts'
import { TrendPageAnswer } from './trend-page-schema.ts'

const query = z.strictObject({
  term: text.openapi({
    description: 'A job title or a skill, whatever the case',
    example: 'Backend Developer',
  }),
  location: text.default('UK').openapi({ description: 'A location, whatever the case', default: 'UK' }),
  type: type.default('permanent'),
  as_of: asOf.openapi({
    description: 'The day that the windows look back from; "latest" is the newest that is published',
  }),
  months,
})

/** Everything a trend page shows, from one publication; nothing is computed that is not published. */
export const trendPageEndpoint: Endpoint<typeof query> = {
  name: 'trend-page',
  summary: 'Everything the trend page of a term, location and type shows: the object of "stats --json"',
  query,
  answer: TrendPageAnswer,
  example: 'trend-page?term=Python&location=London',
  async find(snapshot, { term: termName, location, type, as_of, months }) {
    const term = await findNamed(snapshot, 'term', termName)
    const area = await findNamed(snapshot, 'location', location)
    const [{ publicationId, asOf }] = await findPublished(snapshot, as_of, months)
    return {
      publications: [publicationId],
      async read() {
        const publication = await findPublication(snapshot.database, asOf, months)
        return jsonContent(await readTrendPage(snapshot.database, publication!, term, area, type))
      },
    }
  },
}
