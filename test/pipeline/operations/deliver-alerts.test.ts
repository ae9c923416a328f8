import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest'
import { raiseAlert } from '../../../db/loaders/alerts.ts'
import { readWaitingAlerts } from '../../../db/queries/ledger-figures.ts'
import { textCleaner } from '../../../pipeline/operations/clean-text.ts'
import { deliverAlerts, keepDelivering, noWebhook } from '../../../pipeline/operations/deliver-alerts.ts'
import { freshDatabase } from '../../database.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeEach(async () => {
  fresh = await freshDatabase()
})
afterEach(() => fresh.drop())

interface Arrival {
  body: { id: number; event: string; subject: string; message: string; raisedAt: string }
  headers: IncomingHttpHeaders
}

/** A real receiver on loopback that notes what arrives, and answers as it is told. */
async function startReceiver() {
  const arrived: Arrival[] = []
  const receiver = {
    arrived,
    url: '',
    answer: (_: Arrival, response: ServerResponse) => void response.writeHead(204).end(),
  }
  const server = createServer(async (request, response) => {
    const arrival = { body: JSON.parse(await text(request)), headers: request.headers }
    arrived.push(arrival)
    receiver.answer(arrival, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  receiver.url = `http://127.0.0.1:${(server.address() as { port: number }).port}/hook`
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return receiver
}

const raise = (...subjects: string[]) =>
  subjects.reduce(
    (before, subject) =>
      before.then(() =>
        raiseAlert(fresh.database.pool, {
          event: 'crawl failed',
          subject,
          message: `403 of https://api.example/?app_key=canary; ask anna@acme.example`,
        }),
      ),
    Promise.resolve(),
  )
const settings = (webhook: string | null) => ({ webhook, clean: textCleaner(), pause: 0 })
const subjects = (arrived: readonly Arrival[]) => arrived.map(({ body }) => body.subject)

it('posts each alert once, in order, without secrets', async () => {
  const receiver = await startReceiver()
  await raise('a', 'b', 'c')
  expect(await deliverAlerts(fresh.database, settings(receiver.url))).toEqual({ sent: 3, error: null })
  expect(await deliverAlerts(fresh.database, settings(receiver.url))).toEqual({ sent: 0, error: null })
  expect(subjects(receiver.arrived)).toEqual(['a', 'b', 'c'])
  const [{ body, headers }] = receiver.arrived as [Arrival]
  expect(body).toEqual({
    id: expect.any(Number),
    event: 'crawl failed',
    subject: 'a',
    message: '403 of https://api.example/; ask [mail removed]',
    raisedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
  })
  expect(headers).toMatchObject({ 'content-type': 'application/json' })
  expect(new Set(receiver.arrived.map(({ headers }) => headers['idempotency-key'])).size).toBe(3)
})

it('goes on where the receiver failed, in order, and a repeat can be told', async () => {
  const receiver = await startReceiver()
  await raise('a', 'b', 'c')
  const failures = ['500', 'redirect', 'reset', 'hang']
  receiver.answer = (arrival, response) => {
    const how = arrival.body.subject === 'b' ? failures.shift() : undefined
    if (how === '500') response.writeHead(500).end()
    else if (how === 'redirect') response.writeHead(307, { location: `${receiver.url}/elsewhere` }).end()
    else if (how === 'reset') response.socket!.destroy()
    else if (how !== 'hang') response.writeHead(200).end()
  }
  const said: (string | null)[] = []
  for (let round = 0; round < 5; round++) {
    const patience = round === 3 ? { patience: 300 } : {}
    said.push((await deliverAlerts(fresh.database, { ...settings(receiver.url), ...patience })).error)
  }
  expect(said).toEqual([
    'the webhook answers 500',
    expect.stringMatching(/answers 307: it has moved/),
    expect.stringMatching(/cannot be reached/),
    'the webhook gave no answer within 0.3 s',
    null,
  ])
  expect(subjects(receiver.arrived)).toEqual(['a', 'b', 'b', 'b', 'b', 'b', 'c'])
  const keys = receiver.arrived.map(({ headers }) => headers['idempotency-key'])
  expect(new Set(keys).size).toBe(3)
  const { rows } = await fresh.database.pool.query('select attempts, error from ops.alerts order by alert_id')
  expect(rows).toEqual([
    { attempts: 1, error: null },
    { attempts: 5, error: null },
    { attempts: 1, error: null },
  ])
})

it('leaves a receiver that fails alone for a while, longer each time', async () => {
  const receiver = await startReceiver()
  receiver.answer = (_, response) => void response.writeHead(503).end()
  await raise('a')
  const wait = async () => {
    const { rows } = await fresh.database.pool.query(
      `select extract(epoch from retry_at - now())::float8 as wait from ops.alerts`,
    )
    await fresh.database.pool.query('update ops.alerts set retry_at = now()')
    return rows[0].wait
  }
  const slow = { ...settings(receiver.url), pause: 1000 / 8 }
  await deliverAlerts(fresh.database, slow)
  await deliverAlerts(fresh.database, slow)
  expect(receiver.arrived).toHaveLength(1)
  const waits = [await wait()]
  for (let round = 0; round < 2; round++) {
    await deliverAlerts(fresh.database, slow)
    waits.push(await wait())
  }
  expect(waits.map(each => Math.round(each / 100))).toEqual([1, 2, 3])
  expect(receiver.arrived).toHaveLength(3)
})

it('has one sender over all processes', async () => {
  const receiver = await startReceiver()
  const held: ServerResponse[] = []
  receiver.answer = (_, response) => void held.push(response)
  await raise('a')
  const first = deliverAlerts(fresh.database, settings(receiver.url))
  await expect.poll(() => held.length).toBe(1)
  expect(await deliverAlerts(fresh.database, settings(receiver.url))).toEqual({ sent: 0, error: null })
  held[0]!.writeHead(200).end()
  expect(await first).toEqual({ sent: 1, error: null })
  expect(receiver.arrived).toHaveLength(1)
})

it('marks what nobody is told of, and sends it once somebody is', async () => {
  await raise('a')
  await deliverAlerts(fresh.database, settings(null))
  expect(await readWaitingAlerts(fresh.database)).toMatchObject({ alerts: 1, attempts: 0, error: noWebhook })
  const receiver = await startReceiver()
  const stop = new AbortController()
  const errors: string[] = []
  const kept = keepDelivering(
    fresh.database,
    { ...settings(receiver.url.replace('//', '//anna:word@')), signal: stop.signal },
    error => errors.push(error),
  )
  await expect.poll(() => receiver.arrived.length, { timeout: 20_000 }).toBe(1)
  expect(receiver.arrived[0]!.headers.authorization).toBe(`Basic ${btoa('anna:word')}`)
  await expect.poll(async () => (await readWaitingAlerts(fresh.database)).alerts).toBe(0)
  stop.abort()
  await kept
  expect(errors).toEqual([])
})
