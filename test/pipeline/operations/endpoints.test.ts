import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '../../../db/connection.ts'
import { textCleaner } from '../../../pipeline/operations/clean-text.ts'
import { createEndpoints, isOperationsPath } from '../../../pipeline/operations/endpoints.ts'
import type { Part } from '../../../pipeline/operations/readiness.ts'
import { serveOperations } from '../../../pipeline/operations/serve-operations.ts'
import { startServer } from '../../../pipeline/publish/api/server.ts'
import { openQueueBackend, type QueueBackend } from '../../../pipeline/queue/queue.ts'
import { freshDatabase } from '../../database.ts'
import { redisInstalled, startRedis } from '../../redis-server.ts'

const token = 'a token of some length'
const bearer = { authorization: `Bearer ${token}` }

let fresh: Awaited<ReturnType<typeof freshDatabase>>
const logged: string[] = []
beforeAll(async () => {
  fresh = await freshDatabase('empty')
})
afterAll(async () => {
  await fresh.drop()
  expect(logged).toEqual([])
})

const settings = (more: { token?: string; queue?: QueueBackend; needs?: Part[] } = {}) => ({
  database: fresh.database,
  sources: [],
  queue: async () => more.queue ?? null,
  needs: more.needs ?? (['database', 'schema', 'publication'] as Part[]),
  token: more.token,
  clean: textCleaner(),
  log: (line: string) => void logged.push(line),
})

/** Asks with headers that `fetch` does not let one set. */
async function ask(address: string, headers: Record<string, string> = {}) {
  const asked = request(address, { headers })
  const answered = new Promise<{ status: number; headers: object; body: string }>((resolve, reject) => {
    asked.once('error', reject)
    asked.once('response', async response =>
      resolve({ status: response.statusCode!, headers: response.headers, body: await text(response) }),
    )
  })
  asked.end()
  return answered
}

async function serving<T>(more: Parameters<typeof settings>[0], work: (address: string) => Promise<T>) {
  const server = await serveOperations({ ...settings(more), host: '127.0.0.1', port: 0 })
  try {
    return await work(server.address)
  } finally {
    await server.close()
  }
}

describe('health and readiness', () => {
  it('say which part is not there', async () => {
    await serving({}, async address => {
      expect((await ask(`${address}/health`)).status).toBe(200)
      const { status, body } = await ask(`${address}/ready`)
      expect(status).toBe(503)
      expect(JSON.parse(body)).toEqual({
        ready: false,
        parts: { database: 'ok', schema: 'ok', publication: 'nothing is published yet' },
      })
    })
    await serving({ needs: ['database', 'schema'] }, async address => {
      expect((await ask(`${address}/ready`)).status).toBe(200)
    })
    await serving({ needs: ['database', 'queue'] }, async address => {
      expect(JSON.parse((await ask(`${address}/ready`)).body).parts).toEqual({
        database: 'ok',
        queue: 'cannot be opened',
      })
    })
  })

  it('name migrations that are still to be run, and a database that has gone', async () => {
    const old = await freshDatabase('empty')
    await old.database.pool.query(`delete from ops.kysely_migration where name = '0010-operations'`)
    const other = { ...settings(), database: await connect(old.url) }
    const app = createEndpoints(other)
    const parts = async () => ((await (await app.request('/ready')).json()) as { parts: object }).parts
    expect(await parts()).toEqual({
      database: 'ok',
      schema: '1 migration is to be run: "jobtide db migrate"',
    })
    await old.drop()
    expect(await parts()).toEqual({ database: 'does not answer' })
    expect((await app.request('/health')).status).toBe(200)
    await other.database.close()
  })
})

describe('metrics', () => {
  it('are open to this machine alone', async () => {
    await serving({}, async address => {
      const { status, headers, body } = await ask(`${address}/metrics`)
      expect(status).toBe(200)
      expect(headers).toMatchObject({
        'content-type': expect.stringMatching(/^text\/plain; version=0\.0\.4/),
      })
      expect(body).toMatch(/^jobtide_up\{part="database"\} 1$/m)
      // What a proxy on this machine hands on, or a page whose name points here, does not come from it.
      expect((await ask(`${address}/metrics`, { 'x-forwarded-for': '192.0.2.1' })).status).toBe(404)
      expect((await ask(`${address}/metrics`, { host: 'rebound.example' })).status).toBe(404)
      expect((await ask(`${address}/metrics`, { host: `localhost:${new URL(address).port}` })).status).toBe(
        200,
      )
    })
  })

  it('are there for others with the token', async () => {
    const far = { 'x-forwarded-for': '192.0.2.1' }
    const basic = (words: string) => ({ authorization: `Basic ${Buffer.from(words).toString('base64')}` })
    await serving({ token }, async address => {
      const status = async (headers: Record<string, string>) =>
        (await ask(`${address}/metrics`, { ...far, ...headers })).status
      expect(await status({})).toBe(401)
      expect(await status({ authorization: 'Bearer another' })).toBe(401)
      expect(await status({ authorization: `Bearer ${token}x` })).toBe(401)
      expect(await status(basic(token))).toBe(200)
      expect(await status(basic(`me:${token}`))).toBe(200)
      expect(await status(bearer)).toBe(200)
    })
  })
})

describe.each([
  { backend: 'PostgreSQL', redis: false },
  // Left out only where the machine has no Redis; CI installs it.
  ...(redisInstalled ? [{ backend: 'Redis', redis: true }] : []),
])('the board of queues on $backend', ({ redis }) => {
  let server: Awaited<ReturnType<typeof startRedis>> | null
  let queue: QueueBackend
  beforeAll(async () => {
    server = redis ? await startRedis({ appendOnly: true }) : null
    queue = await openQueueBackend(fresh.url, server?.url ?? null)
    await queue.queue<object>('crawl').add('crawl', { source: 'greenhouse/acme' })
  })
  afterAll(async () => {
    await queue.close()
    await server?.stop()
  })

  it('is not there without a token, and behind it where there is one', async () => {
    await serving({ queue }, async address => {
      for (const path of ['/queues', '/queues/', '/queues/api/queues'])
        expect((await ask(address + path, bearer)).status).toBe(404)
    })
    await serving({ queue, token }, async address => {
      for (const path of ['/queues', '/queues/', '/queues/api/queues', '/queues/static/images/logo.svg'])
        expect((await ask(address + path)).status).toBe(401)
    })
  })

  it('shows queues and jobs, from its own files only, and lets nothing be changed', async () => {
    await serving({ queue, token }, async address => {
      const page = await fetch(`${address}/queues/`, { headers: bearer })
      const html = await page.text()
      expect(page.status).toBe(200)
      expect(html.replace(/http:\/\/www\.w3\.org/g, '')).not.toMatch(/https?:\/\//)
      const policy = page.headers.get('content-security-policy')!
      expect(policy).toMatch(/default-src 'none'; script-src 'self';/)
      const files = [...html.matchAll(/(?:src|href)="(static\/[^"]+)"/g)].map(([, file]) => file)
      expect(files.length).toBeGreaterThan(4)
      for (const file of files) {
        const { status, headers } = await fetch(`${address}/queues/${file}`, { headers: bearer })
        expect([file, status]).toEqual([file, 200])
        expect(headers.get('content-security-policy')).toBe(policy)
      }
      const { queues } = (await (
        await fetch(`${address}/queues/api/queues?activeQueue=crawl&status=latest&page=1&jobsPerPage=10`, {
          headers: bearer,
        })
      ).json()) as { queues: { name: string; readOnlyMode: boolean; jobs: { id: string; data: object }[] }[] }
      expect(queues.map(({ name, readOnlyMode }) => [name, readOnlyMode])).toEqual(
        ['schedule', 'crawl', 'publish', 'backfill'].map(name => [name, true]),
      )
      const [job] = queues.find(({ name }) => name === 'crawl')!.jobs
      expect(job!.data).toEqual({ source: 'greenhouse/acme' })
      const shown = await fetch(`${address}/queues/api/queues/crawl/${job!.id}`, { headers: bearer })
      expect(shown.status).toBe(200)
      for (const [method, path] of [
        ['PUT', 'api/queues/crawl/pause'],
        ['PUT', `api/queues/crawl/${job!.id}/clean`],
        ['POST', 'api/queues/crawl/add'],
      ] as const)
        expect((await fetch(`${address}/queues/${path}`, { method, headers: bearer })).status).toBe(405)
      expect(await queue.queue('crawl').getWaitingCount()).toBe(1)
      expect(await queue.queue('crawl').isPaused()).toBe(false)
    })
  })
})

it('stands beside API and pages, whose policies stay as they are', async () => {
  const pages = '/nowhere'
  const log = () => {}
  const plain = await startServer(fresh.database, { host: '127.0.0.1', port: 0, pages, log })
  const operations = { owns: isOperationsPath, fetch: createEndpoints(settings({ token })).fetch }
  const both = await startServer(fresh.database, { host: '127.0.0.1', port: 0, pages, log, operations })
  try {
    expect((await ask(`${both.address}/health`)).status).toBe(200)
    expect((await ask(`${plain.address}/health`)).status).toBe(404)
    for (const path of ['/', '/api/', '/healthy', '/api/metrics']) {
      const [with_, without] = await Promise.all([both, plain].map(({ address }) => fetch(address + path)))
      const policyOf = (response: Response | undefined) => response!.headers.get('content-security-policy')
      expect([path, with_!.status, policyOf(with_)]).toEqual([path, without!.status, policyOf(without)])
    }
  } finally {
    await Promise.all([plain.close(), both.close()])
  }
})
