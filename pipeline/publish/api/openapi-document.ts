import { OpenAPIHono, z } from '@hono/zod-openapi'
import { product } from '../../versions.ts'
import type { Endpoint } from './endpoint.ts'

export type OpenApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>

const ProblemAnswer = z
  .strictObject({
    title: z.string(),
    status: z.int(),
    detail: z.string().openapi({ description: 'What is wrong, and what to do' }),
    instance: z.string().openapi({ description: 'The path that was asked for' }),
    parameter: z.string().optional().openapi({ description: 'The query parameter that it is about' }),
  })
  .openapi('Problem', { description: 'RFC 9457' })

const headers = z.object({
  ETag: z.string().openapi({ description: 'Changes with the publication; give it back as If-None-Match' }),
})
const pagedHeaders = headers.extend({
  Link: z.string().optional().openapi({ description: 'The next page, rel="next"' }),
})

/** The API as an OpenAPI 3.1 document; whatever it says of data stands in the COMMENTs of the database. */
export function openApiDocument(endpoints: readonly Endpoint[]): OpenApiDocument {
  const document = new OpenAPIHono()
  for (const { name, summary, query, answer, csv } of endpoints)
    document.openAPIRegistry.registerPath({
      method: 'get',
      path: `/api/v1/${name}`,
      operationId: name,
      summary,
      request: { query },
      responses: {
        200: {
          description: summary,
          headers: csv ? pagedHeaders : headers,
          content: {
            'application/json': { schema: answer },
            ...(csv && { 'text/csv': { schema: z.string() } }),
          },
        },
        304: { description: 'The answer is still the one of the given ETag' },
        400: problem('A parameter is unknown, given twice or no value of its kind'),
        404: problem('The name is not known, or nothing is published for the day'),
        ...(csv && { 410: problem('The publication that the cursor belongs to has been replaced') }),
        503: problem('The database does not answer, or takes too long'),
      },
    })
  return document.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'jobtide',
      version: product.version,
      description:
        'Statistics of job adverts, read only. Figures are unrounded, pay is in pounds per unit, shares are fractions of 1, changes are per cent. Each answer comes from one publication.',
    },
    servers: [{ url: '/' }],
  })
}

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ProblemAnswer } },
})
