import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { platforms } from '../../crawlers/registry.ts'
import { type CrawlEnd, crawlAll } from '../../pipeline/queue/crawl-queue.ts'
import { openQueueBackend } from '../../pipeline/queue/queue.ts'
import { resolveSources } from '../../pipeline/sources.ts'
import type { Advert } from '../../scripts/sandbox/advert.ts'
import { createMarket } from '../../scripts/sandbox/market.ts'
import { type PlatformBoard, startPlatformBoards } from '../../scripts/sandbox/platform-boards.ts'
import type { Statement } from '../../scripts/sandbox/platform-server.ts'
import { platformServers } from '../../scripts/sandbox/platform-servers.ts'
import { freshDatabase } from '../database.ts'

const market = createMarket({ scale: 0.02 })
const clock = () => new Date(`${market.until}T12:00:00Z`)

interface Row {
  record_id: string
  title: string
  title_terms: string[]
  company: string | null
  places: { name: string }[]
  region: string | null
  workplace: string | null
  market: string | null
  pay: [number | null, number | null, string | null] | null
  posted_on: string
  posted_stated: boolean
  closed_on: string | null
}

let fresh: Awaited<ReturnType<typeof freshDatabase>>
let running: Awaited<ReturnType<typeof startPlatformBoards>>
let ends: CrawlEnd[]
let rows: Map<string, Row[]>

beforeAll(async () => {
  fresh = await freshDatabase()
  running = await startPlatformBoards(market)
  const queue = await openQueueBackend(fresh.url, null)
  try {
    const sources = resolveSources(running.boards.map(({ source }) => source))
    ends = await crawlAll(queue, fresh.database, sources, {
      userAgent: 'jobtide-test/0 (+https://jobtide.example)',
      clock,
      browser: {},
      log: () => {},
    })
  } finally {
    await queue.close()
  }
  const found = await fresh.database.pool.query<Row & { source: string }>(
    `select source, record_id, title, title_terms, company, places, region, workplace, market, posted_on, posted_stated,
       closed_on, case when pay_quoted then jsonb_build_array(pay_min, pay_max, pay_period) end as pay
     from core.postings`,
  )
  rows = Map.groupBy(found.rows, row => row.source)
}, 120_000)

afterAll(async () => {
  await running.close()
  await fresh.drop()
})

it('has a server for every platform', () => {
  expect(platformServers.map(server => server.platform).toSorted()).toEqual(
    platforms.map(platform => platform.name).toSorted(),
  )
})

describe.each(platformServers.map(({ platform }) => platform))('%s, crawled through the queue', name => {
  const board = (): PlatformBoard => running.boards.find(({ server }) => server.platform === name)!
  const stated = () => board().adverts.filter(advert => advert.flaw !== 'missing-title')
  const rowOf = (advert: Advert): Row | undefined =>
    rows.get(name)?.find(row => row.record_id === board().server.sourceId(advert, board().base))

  it('gives all adverts and no other', () => {
    expect(ends.find(end => end.source === name)).toMatchObject({ source: name, result: { failures: {} } })
    const ids = [...new Set((rows.get(name) ?? []).map(row => row.record_id))]
    expect(ids.toSorted()).toEqual(
      stated()
        .map(advert => board().server.sourceId(advert, board().base))
        .toSorted(),
    )
  })

  it('reads their fields as the market has them', () => {
    const differences = stated().flatMap(advert => {
      const row = rowOf(advert)
      return row ? differencesOf(advert, row, board().server.silent) : []
    })
    expect(differences).toEqual([])
  })

  it('was asked for nothing twice', () => {
    const paths = board()
      .log.filter(({ method }) => method === 'GET')
      .map(({ path }) => path)
    expect(paths.length).toBe(new Set(paths).size)
  })
})

function differencesOf(advert: Advert, row: Row, silent: readonly Statement[]): string[] {
  const says = (statement: Statement) => !silent.includes(statement)
  const differences: string[] = []
  const compare = (field: string, found: unknown, truth: unknown) => {
    if (JSON.stringify(found) !== JSON.stringify(truth))
      differences.push(
        `${advert.id} ${advert.title}: ${field} ${JSON.stringify(found)} for ${JSON.stringify(truth)}`,
      )
  }
  if (advert.titleTerms[0]) compare('title', row.title_terms[0], advert.titleTerms[0])
  if (says('company')) compare('company', row.company, advert.company)
  if (says('type')) compare('type', row.market, advert.type)
  if (says('place'))
    compare(
      'place',
      row.places.map(({ name }) => name),
      advert.place.path.slice(-1),
    )
  // What is no job in IT does not say it in its text.
  if (says('workplace') && advert.inScope) compare('workplace', row.workplace, advert.workplace)
  if (says('pay') && !advert.flaw) {
    const { pay } = advert
    compare('pay', row.pay, pay && [pay.min, pay.max, pay.unit])
  }
  if (says('postedOn') && advert.flaw !== 'broken-date') compare('posted', row.posted_on, advert.postedOn)
  if (says('closedOn')) compare('closed', row.closed_on, advert.closedOn)
  return differences
}
