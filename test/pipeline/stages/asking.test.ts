import { describe, expect, it } from 'vitest'
import { SourceUnavailable } from '../../../crawlers/errors.ts'
import { listRuns } from '../../../db/queries/runs.ts'
import { HTML, pageOf, startChangingSite } from '../../changing-site.ts'
import { crawlOn, fresh, goneRecords, pool, site, useCrawledSite } from './crawled-site.ts'

useCrawledSite()

describe('pages of other hosts', () => {
  it('are not fetched, however a site leads there', async () => {
    const other = await startChangingSite()
    try {
      other.adverts.set(1, { title: 'Java Developer' })
      site.adverts.set(2, {
        title: '',
        says: { status: 302, body: '', headers: { location: `${other.base}/jobs/1` } },
      })
      site.instead.set('/s1.xml', {
        status: 200,
        headers: { 'content-type': 'application/xml' },
        body: `<urlset><url><loc>${other.base}/jobs/1</loc></url></urlset>`,
      })
      const { failures } = await crawlOn(1)
      expect(failures).toEqual({ 'foreign-host': 2 })
      expect(other.log).toEqual([])
    } finally {
      await other.close()
    }
  })
})

describe('what is known already', () => {
  it('is not sent again where the server says that it is the same, and is seen all the same', async () => {
    await crawlOn(1)
    site.log.length = 0
    const { coverage } = await crawlOn(2)
    expect(coverage).toMatchObject({ unchanged: 4, changed: 0, new: 0, closed: 0, state: 'complete' })
    expect(site.log.filter(({ path }) => path.startsWith('/jobs/')).map(({ status }) => status)).toEqual([
      304, 304, 304, 304,
    ])
    const { rows } = await pool().query(
      `select distinct last_seen::date::text as seen from core.postings union all
       select count(*)::text from raw.captures where status = 304`,
    )
    expect(rows.map(row => row.seen)).toEqual(['2025-11-02', '4'])
  })

  it('is the same under the address that a redirect leads to', async () => {
    const moved = { status: 301, body: '', headers: { location: '/jobs/java-in-leeds' } }
    site.adverts.set(2, { title: '', says: moved })
    const page = pageOf('/jobs/2', { title: 'Java Developer' }).replace(/"identifier":\{[^}]*\},/, '')
    site.instead.set('/jobs/java-in-leeds', { status: 200, body: page, headers: { etag: '"1"', ...HTML } })
    await crawlOn(1)
    site.instead.set('/jobs/java-in-leeds', { status: 304 })
    expect((await crawlOn(2)).coverage).toMatchObject({ new: 0, changed: 0, unchanged: 4, closed: 0 })
  })

  it('is not asked for where the listing says nothing new of it, until it is due', async () => {
    for (const id of [1, 2, 3, 4]) site.adverts.set(id, { title: 'Java Developer', lastmod: '2025-10-30' })
    await crawlOn(1)
    site.adverts.set(4, { title: 'Lead Java Developer', lastmod: '2025-11-02' })
    site.asked()
    const { coverage } = await crawlOn(3)
    expect(site.asked()).toEqual(['/jobs/4', '/s1.xml', '/s2.xml', '/sitemap.xml'])
    expect(coverage).toMatchObject({ unchanged: 3, changed: 1, closed: 0, state: 'complete' })
    const { rows } = await pool().query('select distinct last_seen::date::text as seen from core.postings')
    expect(rows).toEqual([{ seen: '2025-11-03' }])
    await crawlOn(20)
    expect(site.asked()).toHaveLength(7)
  })

  it('is the same advert under another tracking parameter', async () => {
    site.adverts.set(1, {
      title: 'Java Developer',
      description: '<a href="https://x.example/?id=1&utm_source=a">Apply</a>',
    })
    await crawlOn(1)
    site.adverts.set(1, {
      title: 'Java Developer',
      description: '<a href="https://x.example/?id=1&utm_source=b">Apply</a>',
    })
    expect((await crawlOn(2)).coverage).toMatchObject({ unchanged: 4, changed: 0 })
  })
})

describe('a budget that is smaller than the board', () => {
  it('lets the next crawls reach the rest, and closes only then', async () => {
    for (let id = 5; id <= 12; id++) site.adverts.set(id, { title: 'Java Developer' })
    const budget = { requests: 8 }
    expect((await crawlOn(1, { budget })).coverage).toMatchObject({ state: 'partial', new: 5 })
    const first = site.asked()
    expect((await crawlOn(2, { budget })).coverage).toMatchObject({ state: 'complete', new: 7 })
    expect(site.asked().filter(path => first.includes(path))).toEqual([])
    site.adverts.delete(12)
    expect((await crawlOn(3)).coverage).toMatchObject({ state: 'complete', closed: 1, unchanged: 11 })
  })
})

describe('a source that declines', () => {
  const declining = (headers: Record<string, string> = {}) =>
    site.instead.set('/sitemap.xml', { status: 429, headers })

  it('is put off until the time it names, and asked again after it', async () => {
    declining({ 'retry-after': String(36 * 3600) })
    await expect(crawlOn(1)).rejects.toThrow(/429/)
    site.instead.clear()
    site.asked()
    await expect(crawlOn(2)).rejects.toThrow(/put off until 2025-11-03T00:00Z/)
    expect(site.asked()).toEqual([])
    expect((await crawlOn(4)).coverage).toMatchObject({ state: 'complete', new: 4 })
  })

  it('is put off for longer each time where it names none', async () => {
    declining()
    const untils: string[] = []
    for (const day of [1, 2, 3, 4]) {
      await expect(crawlOn(day)).rejects.toThrow(SourceUnavailable)
      const { rows } = await pool().query(
        `select extract(epoch from deferred_until - $1::timestamptz)::int / 3600 as hours from ops.sources`,
        [`2025-11-0${day}T12:00:00Z`],
      )
      untils.push(rows[0].hours)
    }
    expect(untils).toEqual([1, 2, 4, 8])
  })

  it('is not kept for ever by one page that is refused', async () => {
    await crawlOn(1)
    site.adverts.set(3, { title: '', says: { status: 403, body: 'members only' } })
    site.adverts.delete(2)
    for (const day of [2, 3]) await expect(crawlOn(day)).rejects.toThrow(/jobs\/3 answered 403/)
    site.asked()
    expect((await crawlOn(4)).coverage).toMatchObject({ state: 'complete', closed: 1 })
    expect(site.asked()).toEqual(['/jobs/4'])
    expect(await goneRecords()).toEqual([{ id: 'site.example:2', reason: 'gone from the listing' }])
  })

  it('goes on after a day of being put off, and says what it met before', async () => {
    await crawlOn(1)
    site.adverts.set(1, { title: 'Lead Java Developer' })
    site.adverts.set(2, { title: '', says: { status: 503, body: 'no' } })
    await expect(crawlOn(2)).rejects.toThrow(/503/)
    const { runId, coverage } = (await listRuns(fresh.database, 1))[0]!
    expect(coverage).toMatchObject({ state: 'partial', changed: 1, unchanged: 1 })
    await pool().query(
      `update ops.runs set started_at = now() - interval '26 hours', finished_at = now() - interval '25 hours' where run_id = $1`,
      [runId],
    )
    site.adverts.set(2, { title: 'Java Developer' })
    site.asked()
    expect((await crawlOn(4)).coverage).toMatchObject({ state: 'complete', unchanged: 2, closed: 0 })
    expect(site.asked()).toEqual(['/jobs/2', '/jobs/4'])
  })

  it('goes on where it was when it answers again', async () => {
    site.adverts.set(2, { title: '', says: { status: 403, body: 'no', headers: { 'retry-after': '60' } } })
    await expect(crawlOn(1)).rejects.toThrow(/403/)
    site.adverts.set(2, { title: 'Java Developer' })
    const first = site.asked().filter(path => path !== '/jobs/2')
    expect((await crawlOn(2)).coverage.state).toBe('complete')
    const second = site.asked()
    expect(second).toContain('/jobs/2')
    expect(first.filter(path => second.includes(path))).toEqual([])
  })
})
