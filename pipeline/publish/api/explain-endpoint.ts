import { z } from '@hono/zod-openapi'
import { ConfigError } from '../../../crawlers/errors.ts'
import { findPublication } from '../../../db/queries/publications.ts'
import { explain } from '../../statistics/explain/explain.ts'
import type { Question } from '../../statistics/explain/explanation.ts'
import { readFigure } from '../../statistics/explain/read-figure.ts'
import { type Endpoint, jsonContent } from './endpoint.ts'
import { ExplanationAnswer } from './explain-schema.ts'
import { findPublished } from './find-published.ts'
import { findNamed } from './names.ts'
import { asOf, months, text, type, whole } from './parameters.ts'
import { Problem } from './problem.ts'

/** Vacancies of an answer: each takes its words out of a stored response. */
const usualVacancies = 20
const mostVacancies = 100

const query = z.strictObject({
  term: text.openapi({ description: 'A job title or a skill, whatever the case', example: 'Python' }),
  location: text.default('UK').openapi({ description: 'A location, whatever the case', default: 'UK' }),
  type: type.default('permanent'),
  as_of: asOf.openapi({
    description: 'The day that the windows look back from; "latest" is the newest that is published',
  }),
  months,
  figure: text.default('vacancies').openapi({
    description:
      'vacancies, quoted, live, share, rank, p10, p25, p50, p75, p90, or skill:NAME for a co-occurring skill',
    default: 'vacancies',
  }),
  unit: z
    .enum(['year', 'day', 'hour'], { error: 'it is year, day or hour' })
    .optional()
    .openapi({ description: "Of pay; the type's main unit without it" }),
  years_back: whole(0, 2)
    .default(0)
    .openapi({ type: 'integer', description: 'The column: 1 and 2 are the comparatives', default: 0 }),
  limit: whole(1, mostVacancies).default(usualVacancies).openapi({
    type: 'integer',
    description: 'Vacancies of an answer',
    minimum: 1,
    maximum: mostVacancies,
    default: usualVacancies,
  }),
  offset: whole(0, 10_000_000).optional().openapi({
    type: 'integer',
    description: 'Vacancies to skip; without it from the first, of percentiles those around the point',
  }),
})

/** What a published number is made of. Adverts whose source forbids published aggregates are not told of. */
export const explainEndpoint: Endpoint<typeof query> = {
  name: 'explain',
  summary:
    'The adverts behind a number of a trend page, the words that made them count, and what was left out and why',
  query,
  answer: ExplanationAnswer,
  example: 'explain?term=Python&location=London&figure=p50',
  async find(snapshot, { term: termName, location, type, as_of, months, figure, unit, ...given }) {
    const term = await findNamed(snapshot, 'term', termName)
    const area = await findNamed(snapshot, 'location', location)
    const [{ asOf }] = await findPublished(snapshot, as_of, months)
    const question: Question = {
      ...asParameter('figure', () => readFigure(figure)),
      unit: unit ?? null,
      yearsBack: given.years_back as Question['yearsBack'],
      limit: given.limit,
      offset: given.offset ?? null,
    }
    const publication = await findPublication(snapshot.database, asOf, months)
    return {
      // Adverts and their words are as they are stored now, not as of the publication.
      publications: null,
      read: async () =>
        jsonContent(
          await explain(snapshot.database, publication!, term, area, type, question, 'public').catch(
            asProblemOf(question),
          ),
        ),
    }
  },
}

function asParameter<T>(parameter: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof ConfigError) throw new Problem(400, error.message, parameter)
    throw error
  }
}

const asProblemOf =
  ({ figure }: Question) =>
  (error: unknown): never => {
    if (!(error instanceof ConfigError)) throw error
    throw figure === 'skill'
      ? new Problem(404, error.message, 'figure')
      : new Problem(400, error.message, 'unit')
  }
