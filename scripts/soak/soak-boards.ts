import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import type { SourceConfig } from '../../pipeline/sources.ts'
import { type LiveServer, listen, type ServedRequest } from '../sandbox/http-server.ts'
import type { Advert, Market } from '../sandbox/market.ts'
import { createMarket } from '../sandbox/market.ts'
import { platformServers } from '../sandbox/platform-servers.ts'

/** A host of the soak, with every request that it was asked. */
export interface SoakHost {
  host: string
  log: ServedRequest[]
}

/** Boards that run, and how jobtide is told of them. */
export interface SoakBoards {
  hosts: SoakHost[]
  sources: SourceConfig[]
  close(): Promise<void>
}

/**
 * Platforms by host; two boards of two employers share one, so that processes contend for it. Adverts stand on pages of
 * their own (schema-org, smartrecruiters, workday, rippling) or in single responses.
 */
const LAYOUT: readonly (readonly string[])[] = [
  ['schema-org'],
  ['smartrecruiters', 'smartrecruiters'],
  ['greenhouse', 'greenhouse'],
  ['workday'],
  ['rippling'],
  ['lever'],
  ['schema-org'],
  ['recruitee'],
  ['ashby'],
  ['workable'],
]

/** Milliseconds that answers take at most, and that one in fifty takes: kills are to strike meanwhile. */
const QUICK = 12
const SLOW = 120

/** Boards that the soak can have. */
export const MOST_BOARDS = LAYOUT.flat().length

/** Adverts of a market of this size by its scale, and some to spare. */
const ADVERTS_AT_FULL_SCALE = 380_000
const LEAST_SCALE = 0.002

/**
 * Serves `postings` adverts, all different, from `boards` boards, a fixed state of them. Call `close` in the end.
 * @param pace milliseconds between requests to one host
 * @param address where they listen; default loopback
 * @param answerTime milliseconds that most answers take at most
 */
export async function startSoakBoards({
  postings,
  boards,
  pace,
  address = '127.0.0.1',
  answerTime = QUICK,
}: {
  postings: number
  boards: number
  pace: number
  address?: string
  answerTime?: number
}): Promise<SoakBoards> {
  const market = createMarket({ scale: Math.max(LEAST_SCALE, postings / ADVERTS_AT_FULL_SCALE) })
  const titled = market.adverts.filter(({ flaw }) => flaw !== 'missing-title').slice(0, postings)
  if (titled.length < postings) throw new RangeError(`the market has ${titled.length} adverts only`)
  const shares = Array.from({ length: boards }, (_, board) =>
    titled.slice(Math.floor((board * postings) / boards), Math.floor(((board + 1) * postings) / boards)),
  )
  const running: SoakBoards & { servers: LiveServer[] } = {
    hosts: [],
    sources: [],
    servers: [],
    close: async () => {
      await Promise.all(running.servers.map(server => server.close()))
    },
  }
  for (const [number, platforms] of LAYOUT.entries()) {
    const parts = platforms.map(() => shares.shift()).filter(part => part !== undefined)
    if (parts.length > 0)
      await serve(market, platforms[0]!, number, parts, { pace, address, answerTime }, running)
  }
  return running
}

/** One host with a platform's server, which shows a board for each part of the adverts. */
async function serve(
  market: Market,
  platform: string,
  number: number,
  parts: Advert[][],
  { pace, address, answerTime }: { pace: number; address: string; answerTime: number },
  running: SoakBoards & { servers: LiveServer[] },
): Promise<void> {
  const server = platformServers.find(known => known.platform === platform)!
  const adverts = parts.map((part, at) =>
    server.employer ? part.map(advert => ({ ...advert, company: employer(market, number + at) })) : part,
  )
  const log: ServedRequest[] = []
  const application = new Hono()
  const live = await listen(application, 0, served => log.push(served), address)
  running.servers.push(live)
  running.hosts.push({ host: live.host, log })
  const shown = server.application({ market, adverts: adverts.flat(), base: live.base })
  application.route('/', rememberingAnswers(shown, answerTime))
  for (const at of parts.keys()) {
    running.sources.push({
      name: `${platform}/${number}-${at + 1}`,
      platform,
      options: server.options(live.base, employer(market, number + at)),
      pace,
      terms: { url: `${live.base}/terms`, reviewed: market.until, aggregates: true },
      allowPrivateHosts: [live.host],
    })
  }
}

const employer = (market: Market, number: number): string =>
  market.employers[number % market.employers.length]!.name

/** Each answer made once, as a server that is busy reads its clock late, and given after a moment, as real ones do. */
function rememberingAnswers(application: Hono, answerTime: number): Hono {
  const answers = new Map<string, Promise<{ status: number; headers: Headers; body: ArrayBuffer }>>()
  async function make(request: Request) {
    const made = await application.fetch(request)
    return { status: made.status, headers: made.headers, body: await made.arrayBuffer() }
  }
  return new Hono().all('*', async ({ req }) => {
    const key = JSON.stringify([
      req.method,
      req.url,
      await req.raw.clone().text(),
      req.header('if-none-match'),
    ])
    const making = answers.get(key) ?? make(req.raw)
    answers.set(key, making)
    await sleep(Math.random() < 0.02 ? SLOW : 1 + Math.random() * answerTime)
    const { status, headers, body } = await making
    return new Response(body.byteLength === 0 ? null : body, { status, headers })
  })
}
