import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { resolveSources } from '../../../pipeline/sources.ts'
import { crawl } from '../../../pipeline/stages/crawl.ts'
import { workdayApplication, workdayServer } from '../../../scripts/sandbox/formats/workday.ts'
import { listen } from '../../../scripts/sandbox/http-server.ts'
import { createMarket } from '../../../scripts/sandbox/market.ts'
import { freshDatabase } from '../../database.ts'

it('a site that lists fewer adverts than it has is read in parts, by its facets', async () => {
  const market = createMarket({ scale: 0.02 })
  const company = 'Quillmere'
  const adverts = market
    .open(market.until)
    .filter(({ flaw }) => flaw === null)
    .slice(0, 90)
    .map(advert => ({ ...advert, company }))
  const cap = 40
  const application = new Hono()
  const paths: string[] = []
  const server = await listen(application, 0, ({ method, path }) => paths.push(`${method} ${path}`))
  application.route('/', workdayApplication({ market, adverts, base: server.base }, { cap }))
  const fresh = await freshDatabase()
  try {
    const [source] = resolveSources([
      {
        platform: 'workday',
        options: { ...workdayServer.options(server.base, company), cap },
        pace: 0,
        terms: { url: `${server.base}/terms`, reviewed: market.until, aggregates: true },
        allowPrivateHosts: [server.host],
      },
    ])
    const { coverage } = await crawl(fresh.database, source!, {
      userAgent: 'jobtide-test/0 (+https://jobtide.example)',
      clock: () => new Date(`${market.until}T12:00:00Z`),
      browser: {},
      log: () => {},
    })
    expect(coverage).toMatchObject({ state: 'complete', reasons: [], new: adverts.length })
    const { rows } = await fresh.database.pool.query('select distinct record_id as id from core.postings')
    const ids = adverts.map(advert => workdayServer.sourceId(advert))
    expect(rows.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    const details = paths.filter(path => path.startsWith('GET') && path.includes('/job/'))
    expect(new Set(details).size).toBe(details.length)
  } finally {
    await server.close()
    await fresh.drop()
  }
})
