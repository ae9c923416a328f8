import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { raiseAlert } from '../../../db/loaders/alerts.ts'
import type { Configuration } from '../../../pipeline/configuration.ts'
import { readConfigurationFile } from '../../../pipeline/configuration-file.ts'
import { textCleaner } from '../../../pipeline/operations/clean-text.ts'
import { deliverAlerts } from '../../../pipeline/operations/deliver-alerts.ts'
import { examine } from '../../../pipeline/operations/doctor/examine.ts'
import { createEndpoints } from '../../../pipeline/operations/endpoints.ts'
import { openLog } from '../../../pipeline/operations/log.ts'
import { secretsOf } from '../../../pipeline/operations/secrets.ts'
import { crawlAll } from '../../../pipeline/queue/crawl-queue.ts'
import { openQueueBackend } from '../../../pipeline/queue/queue.ts'
import { freshDatabase } from '../../database.ts'

/** What stands in requests and adverts, and is to come out nowhere. */
const CANARIES = /canary|7946 ?0018|79460018/i
const token = 'token-canary-0123456789'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
let server: Server
let host: string
const asked: string[] = []
const hooked: string[] = []

beforeAll(async () => {
  fresh = await freshDatabase()
  server = createServer(async (request, response) => {
    const { url = '' } = request
    if (url.startsWith('/hook')) {
      hooked.push(await text(request))
      response.writeHead(204).end()
    } else {
      asked.push(`${url} ${request.headers.authorization ?? ''}`)
      answer(request, response)
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(server.address() as { port: number }).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await fresh.drop()
})

const words =
  'Call Anna at 020 7946 0018 or +44 20 7946 0018, or write to anna@canary.example. You write Python.'
const job = (id: number, more: object = {}) => ({
  id,
  title: 'Python Developer',
  description: words,
  redirect_url: `https://www.adzuna.co.uk/details/${id}`,
  company: { display_name: 'Acme' },
  location: { area: ['UK', 'London'] },
  created: '2025-11-20T09:00:00Z',
  ...more,
})

/** Interfaces that echo the key and a person wherever they can. */
function answer({ url = '' }: IncomingMessage, response: ServerResponse): void {
  const json = (status: number, body: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  const echo = { error: `${url}: ${words}` }
  if (url === '/robots.txt') response.writeHead(404).end()
  else if (url.includes('what=good') && url.includes('/search/1')) {
    const results = Array.from({ length: 50 }, (_, n) => job(n + 1))
    // One without a title, and one whose title is a person's.
    results.push(job(51, { title: words }), job(52, { title: null, 'Anna anna@canary.example': 1 }))
    json(200, { count: 120, results })
  } else if (url.includes('what=good')) json(500, echo)
  else if (url.includes('what=forbidden')) json(403, echo)
  else if (url.includes('what=broken')) response.writeHead(200).end(`{"results": ["${url} ${words}`)
  else if (url.includes('what=moved'))
    response.writeHead(302, { location: `https://other.example${url}&note=anna@canary.example` }).end()
  else if (url.startsWith('/api/1.0/')) json(401, echo)
  // Jooble's key is a part of the path, and so it is of where the path leads.
  else if (url.startsWith('/api/moved'))
    response.writeHead(302, { location: url.replace('/api/', '/elsewhere/') }).end()
  else if (url.startsWith('/elsewhere')) json(500, echo)
  else json(200, { error: echo })
}

function configuration(): Configuration {
  const adzuna = (what: string) =>
    `{ what: ${what}, name: adzuna/${what}, appId: id-canary, appKey: "\${KEY}", base: "http://${host}", pace: 0, allowPrivateHosts: ["${host}"] }`
  const jooble = (key: string) =>
    `{ keywords: python, name: jooble/${key}, key: ${key}-canary, base: "http://${host}", pace: 0, allowPrivateHosts: ["${host}"] }`
  const file = readConfigurationFile(
    `alerts: { webhook: "http://me:word-canary@${host}/hook/canary?key=canary" }
sources:
  adzuna: [${['good', 'forbidden', 'broken', 'moved'].map(adzuna).join(', ')}]
  jooble: [${['moved', 'shapeless'].map(jooble).join(', ')}]
  reed: [{ keywords: python, key: reed-canary, base: "http://${host}", pace: 0, allowPrivateHosts: ["${host}"] }]`,
    { KEY: 'adzuna-canary' },
  )
  expect(file.problems).toEqual([])
  const databaseUrl = fresh.url
  return {
    ...file,
    contact: 'x',
    home: '/tmp',
    file: '/tmp',
    browserPath: undefined,
    databaseUrl,
    queueUrl: null,
  }
}

/** Every row of every table of the ledger, of what was read, and of the queue. */
async function everyRow(): Promise<string[]> {
  const { pool } = fresh.database
  const { rows: tables } = await pool.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema in ('ops', 'core', 'raw', 'mart', 'bullmq') and table_type = 'BASE TABLE'
       and table_name not in ('areas', 'terms')`,
  )
  const rows: string[] = []
  for (const { name } of tables) {
    const found = await pool.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t`)
    rows.push(...found.rows.map(({ row }) => `${name} ${row}`))
  }
  return rows
}

it('no key, mail or phone comes out: in no log line, row, job, alert, metric, page or finding', async () => {
  const settings = configuration()
  const { sources, webhook } = settings
  const { database } = fresh
  const clean = textCleaner(secretsOf(settings, [token]))
  const lines: string[] = []
  const log = openLog({ process: 'worker', clean, isTerminal: false, write: line => lines.push(line) })
  const queue = await openQueueBackend(fresh.url, null)
  try {
    const ends = await crawlAll(
      queue,
      database,
      sources,
      {
        userAgent: 'jobtide-test/0 (+https://jobtide.example)',
        clock: () => new Date('2025-11-21T12:00:00Z'),
        browser: {},
        backOff: 1,
        log: (_, message) => log.warn(message),
      },
      end => log.info(JSON.stringify(end), { source: end.source }),
    )
    for (const end of ends)
      if ('error' in end)
        await raiseAlert(database.pool, { event: 'crawl failed', subject: end.source, message: end.error })
    const failed = ends.filter(end => 'error' in end).map(end => end.source)
    log.error('a row was refused', Object.assign(new Error(words), { detail: words, hint: asked.join() }))

    // The canaries went out and came in: else nothing is shown by their absence.
    expect(asked.join('\n')).toMatch(/app_key=adzuna-canary.*\/api\/moved-canary/s)
    expect(asked.join('\n')).toContain(`Basic ${btoa('reed-canary:')}`)
    expect(failed).toEqual(
      expect.arrayContaining(['adzuna/forbidden', 'adzuna/broken', 'jooble/shapeless', 'reed/python']),
    )
    const { rows } = await database.pool.query('select count(*)::int as n from core.postings')
    expect(rows[0].n).toBeGreaterThanOrEqual(50)

    const alerts = await database.pool.query('select event from ops.alerts')
    expect(alerts.rows.filter(({ event }) => event === 'crawl failed')).toHaveLength(failed.length)
    expect(await deliverAlerts(database, { webhook, clean })).toEqual({
      sent: alerts.rowCount,
      error: null,
    })
    const app = createEndpoints({
      database,
      sources,
      queue: async () => queue,
      needs: ['database', 'schema', 'publication', 'queue'],
      token,
      clean,
      log: line => lines.push(line),
    })
    const headers = { authorization: `Bearer ${token}` }
    const jobs = 'queues?activeQueue=crawl&page=1&jobsPerPage=100&status='
    const pages: string[] = []
    for (const path of [
      '/ready',
      '/metrics',
      '/queues/',
      ...['failed', 'completed', 'latest'].map(state => `/queues/api/${jobs}${state}`),
    ]) {
      const response = await app.request(path, { headers })
      expect([path, response.status, [200, 503].includes(response.status)]).toEqual([
        path,
        expect.any(Number),
        true,
      ])
      pages.push(await response.text())
    }
    expect(pages.join()).toContain('adzuna/forbidden')
    const findings = await examine({
      configuration: { ...settings, problems: [], places: [] },
      node: process.versions.node,
      database,
      openQueue: () => openQueueBackend(fresh.url, null),
      clean,
      now: new Date(),
    })
    expect(findings.map(({ says }) => says).join()).toContain('adzuna/forbidden')

    const found = {
      lines,
      rows: await everyRow(),
      hooked,
      pages,
      findings: findings.map(finding => JSON.stringify(finding)),
    }
    for (const [where, texts] of Object.entries(found)) {
      expect(texts.length, where).toBeGreaterThan(3)
      expect(
        texts.filter(each => CANARIES.test(each)),
        where,
      ).toEqual([])
    }
  } finally {
    await queue.close()
  }
})
