import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RunClosed } from '../../../db/errors.ts'
import { addPages, takeOver } from '../../../db/queries/frontier.ts'
import { listRuns, openRun } from '../../../db/queries/runs.ts'
import { resolveSources } from '../../../pipeline/sources.ts'
import { crawl } from '../../../pipeline/stages/crawl.ts'
import { freshDatabase } from '../../database.ts'
import { startSite } from '../../job-site.ts'

const setting = {
  userAgent: 'jobtide-test/0 (+https://jobtide.example)',
  clock: () => new Date('2025-11-21T12:00:00Z'),
  browser: {},
  log: () => {},
}

let fresh: Awaited<ReturnType<typeof freshDatabase>>
let site: Awaited<ReturnType<typeof startSite>>
beforeEach(async () => {
  fresh = await freshDatabase()
  site = await startSite(12)
})
afterEach(async () => {
  await site.close()
  await fresh.drop()
})

const jobRequests = () => site.log.filter(path => path.startsWith('/jobs/'))

describe('a crawl', () => {
  it('follows a sitemap to every advert, and stores each page with what it said', async () => {
    const [source] = resolveSources([site.source])
    const { accounting, pages } = await crawl(fresh.database, source!, setting)
    expect(accounting).toMatchObject({ records: 12, loaded: 12 })
    expect(pages).toBe(13)
    const { rows } = await fresh.database.pool.query(
      'select count(*) as captures, count(distinct hash) as snapshots from raw.captures',
    )
    expect(rows).toEqual([{ captures: 13, snapshots: 13 }])
  })

  it('goes on where a killed one stopped, without asking again for what is stored', async () => {
    const [source] = resolveSources([site.source])
    const runId = await openRun(fresh.database, 'crawl', source!.name)
    const pages = Array.from({ length: 12 }, (_, n) => ({ url: `${site.base}/jobs/${n + 1}`, depth: 1 }))
    await addPages(fresh.database.pool, runId, source!.name, [
      { url: `${site.base}/sitemap.xml`, depth: 0 },
      ...pages,
    ])
    await fresh.database.pool.query(
      `update ops.frontier set state = 'done' where url like '%sitemap.xml' or url ~ '/jobs/[1-5]$'`,
    )
    const result = await crawl(fresh.database, source!, setting)
    expect(await listRuns(fresh.database, 2)).toMatchObject([
      { runId: result.runId, state: 'done' },
      { runId, state: 'failed', error: `interrupted; run ${result.runId} went on` },
    ])
    expect(jobRequests().toSorted()).toEqual(
      pages
        .slice(5)
        .map(({ url }) => new URL(url).pathname)
        .toSorted(),
    )
    expect(result.accounting).toMatchObject({ records: 7, loaded: 7 })
  })

  it('stores nothing more once another process has gone on with it', async () => {
    const [source] = resolveSources([{ ...site.source, pace: 20 }])
    const stop = new AbortController()
    const cutOff = crawl(fresh.database, source!, { ...setting, signal: stop.signal })
    const refused = expect(cutOff).rejects.toThrow(RunClosed)
    await vi.waitFor(() => expect(jobRequests().length).toBeGreaterThan(2), 10_000)
    const { runId } = (await listRuns(fresh.database, 1))[0]!
    const successor = await openRun(fresh.database, 'crawl', source!.name)
    await takeOver(fresh.database, runId, successor)
    stop.abort()
    await refused
    expect(await listRuns(fresh.database, 2)).toMatchObject([
      { runId: successor, accounting: null },
      { runId, state: 'failed', accounting: null, error: `interrupted; run ${successor} went on` },
    ])
    const { rows } = await fresh.database.pool.query('select count(*) from core.postings')
    expect(rows).toEqual([{ count: 0 }])
  })

  it('leaves pages alone that robots.txt disallows', async () => {
    site.disallow('/jobs/3')
    const [source] = resolveSources([site.source])
    const { accounting, failures } = await crawl(fresh.database, source!, setting)
    expect(failures).toEqual({ 'refused-by-robots': 1 })
    expect(accounting.records).toBe(11)
    expect(jobRequests()).not.toContain('/jobs/3')
  })

  it('is refused while another process crawls the same source', async () => {
    const [source] = resolveSources([site.source])
    const results = await Promise.allSettled([
      crawl(fresh.database, source!, setting),
      crawl(fresh.database, source!, setting),
    ])
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(jobRequests()).toHaveLength(12)
  })
})
