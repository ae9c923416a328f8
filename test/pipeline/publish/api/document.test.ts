import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { findPublication } from '../../../../db/queries/publications.ts'
import { findLocation, findTerm } from '../../../../pipeline/statistics/find-subject.ts'
import { readTrendPage } from '../../../../pipeline/statistics/read-trend-page.ts'
import { asOf, type Served, serveSketches } from './api-server.ts'

let served: Served
let document: z.infer<typeof OpenApi>
beforeAll(async () => {
  served = await serveSketches()
  document = OpenApi.parse(await (await served.get('/api/openapi.json')).json())
})
afterAll(() => served.close())

const Schema = z.record(z.string(), z.unknown())
const content = z.record(z.string().regex(/^\w+\/[\w+-]+$/), z.strictObject({ schema: Schema }))
const header = z.strictObject({
  schema: Schema,
  required: z.boolean().optional(),
  description: z.string().optional(),
})

/** What of OpenAPI 3.1 the document uses, as the specification has it. */
const OpenApi = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
  servers: z.array(z.strictObject({ url: z.string() })),
  components: z.strictObject({
    schemas: z.record(z.string().regex(/^[\w.-]+$/), Schema),
    parameters: z.record(z.string(), z.unknown()).optional(),
  }),
  webhooks: z.strictObject({}).optional(),
  paths: z.record(
    z.string().startsWith('/'),
    z.strictObject({
      get: z.strictObject({
        operationId: z.string(),
        summary: z.string().min(1),
        parameters: z
          .array(
            z.strictObject({
              name: z.string(),
              in: z.literal('query'),
              required: z.boolean(),
              description: z.string().min(1).optional(),
              schema: Schema,
              example: z.unknown().optional(),
            }),
          )
          .refine(parameters => new Set(parameters.map(({ name }) => name)).size === parameters.length),
        responses: z.record(
          z.string().regex(/^[1-5]\d\d$/),
          z.strictObject({
            description: z.string().min(1),
            content: content.optional(),
            headers: z.record(z.string(), header).optional(),
          }),
        ),
      }),
    }),
  ),
})

/** A validator of the answers to a path, as a reader of the document alone would make it. */
function validator(path: string, status: number, type: string): z.ZodType {
  const { schema } = document.paths[path]!.get.responses[status]!.content![type]!
  const text = JSON.stringify({ ...schema, $defs: document.components.schemas })
  return z.fromJSONSchema(JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')))
}

describe('the OpenAPI document', () => {
  it('names every endpoint, and nothing that is not there', async () => {
    const names = Object.keys(document.paths).map(path => path.replace('/api/v1/', ''))
    expect(new Set(names)).toEqual(
      new Set([
        'publications',
        'terms',
        'locations',
        'trend-page',
        'explain',
        ...served.views.map(({ name }) => name),
      ]),
    )
    for (const path of Object.keys(document.paths))
      expect(
        (await served.get(`${path}${/trend-page$|explain$/.test(path) ? '?term=Java' : ''}`)).status,
      ).toBe(200)
  })

  it('refers to nothing that it lacks', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(match => match[1]!)
    expect(references.length).toBeGreaterThan(5)
    const known = Object.keys(document.components.schemas).map(name => `#/components/schemas/${name}`)
    expect(references.filter(reference => !known.includes(reference))).toEqual([])
  })

  it('says of a view what the COMMENTs say', () => {
    const { get } = document.paths['/api/v1/mixed']!
    expect(get.summary).toBe('A view of every type')
    expect(get.parameters.find(({ name }) => name === 'n')).toMatchObject({
      description: 'Counts from one',
      required: false,
      schema: { type: 'integer' },
    })
    expect(document.components.schemas.mixed).toMatchObject({
      type: 'object',
      description: 'A view of every type',
      properties: { n: { description: 'Counts from one' }, list: { type: ['array', 'null'] } },
    })
    const parameters = document.paths['/api/v1/term_statistics']!.get.parameters
    expect(parameters.find(({ name }) => name === 'years_back')!.description).toMatch(
      /^0: the window up to as_of/,
    )
  })

  it('describes what is answered, and would not describe anything else', async () => {
    const questions: [path: string, query: string][] = [
      ...served.views.map(({ name }): [string, string] => [`/api/v1/${name}`, '?limit=1000']),
      ['/api/v1/publications', ''],
      ['/api/v1/terms', ''],
      ['/api/v1/locations', ''],
      ['/api/v1/trend-page', '?term=Developer&location=England'],
      ['/api/v1/trend-page', '?term=Tester&type=contract'],
      ['/api/v1/explain', '?term=Developer&location=England&figure=p50'],
      ['/api/v1/explain', '?term=Developer&figure=rank'],
    ]
    for (const [path, query] of questions) {
      const body = (await (await served.get(path + query)).json()) as Record<string, unknown>
      const schema = validator(path, 200, 'application/json')
      const read = schema.safeParse(body)
      expect([path, read.error?.issues ?? []]).toEqual([path, []])
      expect(schema.safeParse({ ...body, more: undefined, another: 1 }).success).toBe(false)
      const [first] = Object.keys(body)
      expect(schema.safeParse({ ...body, [first!]: 0.5 }).success).toBe(false)
    }
    const refused = await (await served.get('/api/v1/terms?x=1')).json()
    const problem = validator('/api/v1/terms', 400, 'application/problem+json')
    expect(problem.parse(refused)).toEqual(refused)
  })
})

describe('the trend page', () => {
  it('is the object of "stats --json"', async () => {
    const { database } = served.fresh
    const publication = await findPublication(database, asOf, 6)
    const page = await readTrendPage(
      database,
      publication!,
      await findTerm(database, 'Developer'),
      await findLocation(database, 'London'),
      'permanent',
    )
    expect(page.columns[0].vacancies).toBeGreaterThan(0)
    const answer = await served.get('/api/v1/trend-page?term=developer&location=london')
    expect(await answer.json()).toEqual(JSON.parse(JSON.stringify(page)))
  })

  it('computes nothing: a window that is not published is not there', async () => {
    const count = async () =>
      (await served.fresh.database.pool.query('select count(*)::int as n from mart.windows')).rows[0].n
    const before = await count()
    const answer = await served.get('/api/v1/trend-page?term=Java&months=12')
    expect([answer.status, await count()]).toEqual([404, before])
  })
})

describe('the page for people', () => {
  it('names every endpoint and parameter, links its examples, and runs nothing', async () => {
    const response = await served.get('/api/')
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
    const page = await response.text()
    expect(page).not.toMatch(/<script|\son\w+=/)
    for (const [path, { get }] of Object.entries(document.paths)) {
      expect(page).toContain(`<code>GET ${path}</code>`)
      for (const { name } of get.parameters) expect(page).toContain(`<code>${name}</code>`)
    }
    expect(page).toContain('<dt><code>n</code></dt><dd>Counts from one</dd>')
    expect(page).toContain('<dt><code>limit</code></dt><dd>Rows of a page; 100 when not given</dd>')
    const links = [...page.matchAll(/href="([^"]+)"/g)].map(match => match[1]!.replaceAll('&amp;', '&'))
    expect(links).toContain('v1/mixed?limit=10')
    for (const link of links) expect([link, (await served.get(`/api/${link}`)).status]).toEqual([link, 200])
    expect((await served.get('/api')).headers.get('location')).toBe('/api/')
  })
})
