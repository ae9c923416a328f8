import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { accepts } from 'hono/accepts'
import { nearestName } from '../../../crawlers/nearest-name.ts'
import type { Database } from '../../../db/connection.ts'
import { versions } from '../../versions.ts'
import type { Contract } from '../contract/read-contract.ts'
import type { Content, Endpoint } from './endpoint.ts'
import { endpointPage } from './endpoint-page.ts'
import { listEndpoints } from './endpoints.ts'
import { openApiDocument } from './openapi-document.ts'
import { asProblem, Problem, problemResponse } from './problem.ts'
import { readQuery } from './read-query.ts'
import { apiHeaders, holds, securityHeaders } from './response-headers.ts'
import { atSnapshot } from './snapshot.ts'

/** The most characters of a path with its query. */
const longestAddress = 8_000

/**
 * The read-only HTTP API below `/api/`, over the views of a contract and whatever `endpoints.ts` lists.
 * @param log takes what went wrong on our side, a line each
 */
export function createApi(database: Database, contract: Contract, log: (line: string) => void): Hono {
  const endpoints = listEndpoints(contract)
  const description = openApiDocument(endpoints)
  const document = JSON.stringify(description)
  const api = new Hono()
  api.use(async (context, next) => {
    await next()
    for (const [name, value] of Object.entries({ ...securityHeaders, ...apiHeaders }))
      if (!context.res.headers.has(name)) context.res.headers.set(name, value)
  })
  api.use(async (context, next) => {
    const { method } = context.req
    if (method === 'OPTIONS') return preflight()
    if (method !== 'GET' && method !== 'HEAD') throw new Problem(405, 'ask with GET or HEAD')
    if (context.req.header('transfer-encoding') || Number(context.req.header('content-length') ?? 0) > 0)
      throw new Problem(413, 'leave the body out; everything is said in the address')
    if (context.req.url.length > longestAddress)
      throw new Problem(414, `the address has more than ${longestAddress} characters`)
    return await next()
  })
  api.get('/api', context => context.redirect('/api/', 301))
  api.get('/api/', () => endpointPage(endpoints, description))
  api.get('/api/openapi.json', context =>
    respond(context, () => document, 'application/json', tag([document])),
  )
  for (const endpoint of endpoints)
    api.get(`/api/v1/${endpoint.name}`, context => answer(context, endpoint, database))
  api.notFound(context => {
    const name = context.req.path.replace('/api/v1/', '')
    const near = nearestName(
      name,
      endpoints.map(each => each.name),
    )
    const hint = near ? `did you mean /api/v1/${near}? ` : ''
    return problemResponse(
      new Problem(404, `there is no such endpoint; ${hint}/api/ lists them`),
      context.req.path,
    )
  })
  api.onError((error, context) => {
    const problem = asProblem(error)
    if (problem.status >= 500) log(`${context.req.method} ${context.req.path}: ${error.message}`)
    const response = problemResponse(problem, context.req.path)
    if (problem.status === 405) response.headers.set('allow', 'GET, HEAD, OPTIONS')
    return response
  })
  return api
}

const preflight = (): Response =>
  new Response(null, {
    status: 204,
    headers: {
      allow: 'GET, HEAD, OPTIONS',
      'access-control-allow-methods': 'GET, HEAD',
      'access-control-allow-headers': 'If-None-Match',
      'access-control-max-age': '86400',
    },
  })

async function answer(context: Context, endpoint: Endpoint, database: Database): Promise<Response> {
  const query = readQuery(endpoint.query, new URL(context.req.url).searchParams)
  const csv = endpoint.csv === true && wantsCsv(context, query.format)
  const given = context.req.header('if-none-match')
  const found = await atSnapshot(database, async snapshot => {
    const { publications, read } = await endpoint.find(snapshot, query)
    const made = publications && tag([endpoint.name, query, csv, publications])
    if (made && holds(given, made)) return { etag: made, content: null }
    const content = await read()
    return { etag: made ?? tag([csv, content.json()]), content }
  })
  const words = ({ json, csv: lines }: Content) => (csv && lines ? lines() : json())
  const response = respond(
    context,
    found.content && (() => words(found.content!)),
    csv ? 'text/csv; charset=utf-8; header=present' : 'application/json',
    found.etag,
  )
  if (endpoint.csv) response.headers.set('vary', 'Accept')
  if (found.content?.next) response.headers.set('link', `<${found.content.next}>; rel="next"`)
  return response
}

/** @param words null where the reader has the answer already */
function respond(context: Context, words: (() => string) | null, type: string, etag: string): Response {
  // Whoever keeps an answer asks whether it still stands: that costs a look-up, and a new publication is seen at once.
  const headers = { etag, 'cache-control': 'public, no-cache' }
  if (!words || holds(context.req.header('if-none-match'), etag))
    return new Response(null, { status: 304, headers })
  return new Response(words(), { headers: { ...headers, 'content-type': type } })
}

const wantsCsv = (context: Context, format: unknown): boolean =>
  format
    ? format === 'csv'
    : accepts(context, {
        header: 'Accept',
        supports: ['application/json', 'text/csv'],
        default: 'application/json',
      }) === 'text/csv'

/** A tag that changes with the code and with whatever an answer is made from. */
const tag = (made: readonly unknown[]): string =>
  `"${createHash('sha256')
    .update(JSON.stringify([versions.code, ...made]))
    .digest('base64url')
    .slice(0, 27)}"`
