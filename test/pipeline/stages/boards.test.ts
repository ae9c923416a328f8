import { zstdDecompressSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SourceChanged, SourceUnavailable } from '../../../crawlers/errors.ts'
import { listRuns } from '../../../db/queries/runs.ts'
import { resolveSources, type SourceConfig } from '../../../pipeline/sources.ts'
import { crawl } from '../../../pipeline/stages/crawl.ts'
import { HTML, pageOf, startChangingSite } from '../../changing-site.ts'
import { freshDatabase } from '../../database.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
let site: Awaited<ReturnType<typeof startChangingSite>>
beforeEach(async () => {
  fresh = await freshDatabase()
  site = await startChangingSite()
  for (const id of [1, 2, 3, 4]) site.adverts.set(id, { title: 'Java Developer' })
})
afterEach(async () => {
  await site.close()
  await fresh.drop()
})

/** A crawl on a day of November 2025. */
async function crawlOn(day: number, more: Partial<SourceConfig> = {}) {
  const [source] = resolveSources([{ ...site.source, ...more }])
  return crawl(fresh.database, source!, {
    userAgent: 'jobtide-test/0 (+https://jobtide.example)',
    clock: () => new Date(`2025-11-${String(day).padStart(2, '0')}T12:00:00Z`),
    browser: {},
    log: () => {},
    backOff: 20,
  })
}

const pool = () => fresh.database.pool

async function goneRecords(): Promise<unknown[]> {
  const { rows } = await pool().query(
    `select record_id as id, gone_reason as reason from core.postings where gone_at is not null order by 1`,
  )
  return rows
}

describe('a listing that was read to its end', () => {
  it('tells new, changed, unchanged and closed adverts', async () => {
    expect((await crawlOn(1)).coverage).toMatchObject({ state: 'complete', listed: 4, new: 4, closed: 0 })
    site.adverts.delete(2)
    site.adverts.set(3, { title: 'Senior Java Developer' })
    site.adverts.set(5, { title: 'Java Developer' })
    const { coverage, runId } = await crawlOn(2)
    expect(coverage).toMatchObject({ state: 'complete', new: 1, changed: 1, unchanged: 2, closed: 1 })
    expect(await goneRecords()).toEqual([{ id: 'site.example:2', reason: 'gone from the listing' }])
    expect((await listRuns(fresh.database, 1))[0]).toMatchObject({ runId, coverage: { closed: 1 } })
    const { rows } = await pool().query(
      `select open_until from core.vacancies where source_id = 'site.example:2'`,
    )
    expect(rows).toEqual([{ open_until: '2025-11-02' }])
  })

  it('gives each stretch for which an advert stood', async () => {
    await crawlOn(1)
    const closed = site.adverts.get(2)!
    site.adverts.delete(2)
    await crawlOn(3)
    await crawlOn(4)
    site.adverts.set(2, closed)
    expect((await crawlOn(6)).coverage).toMatchObject({ new: 0, relisted: 1, closed: 0 })
    expect((await crawlOn(7)).coverage).toMatchObject({ relisted: 0 })
    expect(await goneRecords()).toEqual([])
    const { rows } = await pool().query(
      `select spell::int, first_seen::date::text as first, last_seen::date::text as last, closed_at::date::text as closed
       from core.spells where source_id = 'site.example:2' order by spell`,
    )
    expect(rows).toEqual([
      { spell: 1, first: '2025-11-01', last: '2025-11-01', closed: '2025-11-03' },
      { spell: 2, first: '2025-11-06', last: '2025-11-07', closed: null },
    ])
  })

  it('takes a closing date that has passed for its end', async () => {
    site.adverts.set(1, { title: 'Java Developer', validThrough: '2025-11-05' })
    await crawlOn(1)
    const { rows } = await pool().query(
      `select closed_at::date::text as closed, closed_reason as reason from core.spells where source_id = 'site.example:1'`,
    )
    expect(rows).toEqual([{ closed: '2025-11-06', reason: 'closing date passed' }])
  })

  it('does not believe that every page is gone while the listing names them all', async () => {
    await crawlOn(1)
    for (const id of [1, 2, 3, 4]) site.adverts.set(id, { title: '', says: { status: 404, body: 'moved' } })
    await expect(crawlOn(2)).rejects.toThrow(SourceChanged)
    expect(await goneRecords()).toEqual([])
  })

  it('believes that the only advert is gone', async () => {
    for (const id of [2, 3, 4]) site.adverts.delete(id)
    await crawlOn(1)
    site.adverts.set(1, { title: '', says: { status: 404, body: 'gone' } })
    expect((await crawlOn(2)).coverage).toMatchObject({ closed: 1 })
  })

  it.each([
    ['404', { status: 404, body: 'gone' }, 'its page is gone (404)'],
    ['410', { status: 410, body: 'gone' }, 'its page is gone (410)'],
    [
      'a page without the advert',
      { status: 200, body: '<p>Welcome</p>' },
      'its page holds no advert any more',
    ],
  ])('closes an advert by %s', async (_name, says, reason) => {
    await crawlOn(1)
    site.adverts.set(2, { title: '', says })
    expect((await crawlOn(2)).coverage).toMatchObject({ state: 'complete', closed: 1 })
    expect(await goneRecords()).toEqual([{ id: 'site.example:2', reason }])
  })

  it('counts every one of many that are gone', async () => {
    for (let id = 5; id <= 30; id++) site.adverts.set(id, { title: 'Java Developer' })
    await crawlOn(1)
    for (let id = 2; id <= 30; id++) site.adverts.set(id, { title: '', says: { status: 404, body: 'gone' } })
    expect((await crawlOn(2)).coverage).toMatchObject({ state: 'complete', unchanged: 1, closed: 29 })
  })

  it('closes an advert whose page no longer takes applications', async () => {
    await crawlOn(1)
    const body =
      '<!doctype html><h1>Java Developer</h1><p class="notice">This job is no longer accepting applications.</p>'
    site.adverts.set(2, { title: '', says: { status: 200, body } })
    expect((await crawlOn(2)).coverage).toMatchObject({ state: 'complete', closed: 1 })
  })

  it('keeps an advert whose page cannot be had just now', async () => {
    await crawlOn(1)
    site.adverts.set(2, { title: '', says: { status: 500, body: 'oops' } })
    expect((await crawlOn(2)).coverage).toMatchObject({ state: 'complete', closed: 0 })
    expect(await goneRecords()).toEqual([])
  })

  it('keeps an advert whose page cannot be read', async () => {
    await crawlOn(1)
    const body = '<!doctype html><script type="application/ld+json">{"@type": "JobPosting", cut</script>'
    site.adverts.set(2, { title: '', says: { status: 200, body } })
    for (const day of [2, 3])
      expect((await crawlOn(day)).coverage).toMatchObject({ state: 'complete', closed: 0, unchanged: 3 })
    expect(await goneRecords()).toEqual([])
  })

  it('takes pages that are all without their advert for a fault', async () => {
    await crawlOn(1)
    const wall = { status: 200, body: '<!doctype html><p>Are you human?</p>' }
    for (const id of [1, 2, 3, 4]) site.adverts.set(id, { title: '', says: wall })
    await expect(crawlOn(2)).rejects.toThrow(SourceChanged)
    expect(await goneRecords()).toEqual([])
  })

  it('tells an advert from the one that has its address now', async () => {
    site.adverts.set(2, { title: 'Java Developer', lastmod: '2025-10-01' })
    await crawlOn(1)
    const body = pageOf('/jobs/99', { title: 'Go Developer' })
    site.adverts.set(2, { title: '', lastmod: '2025-11-02', says: { status: 200, body } })
    expect((await crawlOn(2)).coverage).toMatchObject({ new: 1, closed: 1 })
    expect((await crawlOn(3)).coverage).toMatchObject({ unchanged: 4, closed: 0, relisted: 0 })
    expect(await goneRecords()).toEqual([{ id: 'site.example:2', reason: 'gone from the listing' }])
    const { rows } = await pool().query('select 1 from core.spells where spell > 1')
    expect(rows).toEqual([])
  })

  it('takes an empty one for a fault, unless zero is expected', async () => {
    await crawlOn(1)
    site.adverts.clear()
    await expect(crawlOn(2)).rejects.toThrow(SourceChanged)
    expect(await goneRecords()).toEqual([])
    const { coverage } = await crawlOn(3, { expect: { postings: [0, 10] } })
    expect(coverage).toMatchObject({ state: 'complete', closed: 4 })
  })
})

describe('two boards that list the same advert', () => {
  it('close it when both are without it, whichever is crawled more often', async () => {
    const daily = { name: 'schema-org/daily' }
    const weekly = { name: 'schema-org/weekly' }
    await crawlOn(1, weekly)
    await crawlOn(2, daily)
    const moved = site.adverts.get(2)!
    site.adverts.delete(2)
    // The weekly board's latest crawl met it, so it may stand there still.
    expect((await crawlOn(3, daily)).coverage).toMatchObject({ state: 'complete', closed: 0 })
    expect((await crawlOn(8, weekly)).coverage).toMatchObject({ state: 'complete', closed: 1 })
    site.adverts.set(2, moved)
    expect((await crawlOn(9, daily)).coverage).toMatchObject({ relisted: 1 })
  })
})

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

describe('what is expected of a source', () => {
  it('is said where it is not so, and a board that shrank too much closes nothing', async () => {
    for (let id = 1; id <= 40; id++) site.adverts.set(id, { title: 'Java Developer' })
    await crawlOn(1)
    for (let id = 21; id <= 40; id++) site.adverts.delete(id)
    const { coverage } = await crawlOn(2, { expect: { postings: [30, 99], fill: { pay: 0.5, title: 1 } } })
    expect(coverage).toMatchObject({
      state: 'partial',
      closed: 0,
      reasons: ['20 adverts, where at least 30 are expected'],
      unexpected: ['pay in 0 % of the adverts, where 50 % are expected'],
    })
  })
})

describe('a listing that was read in part', () => {
  it.each([
    [
      'a page of it fails',
      () => site.instead.set('/s2.xml', { status: 500 }),
      {},
      /a page of the listing failed/,
    ],
    ['the budget ends it', () => {}, { budget: { requests: 4 } }, /the budget of 4 requests is used up/],
    [
      'a page of it is disallowed',
      () => site.instead.set('/robots.txt', { status: 200, body: 'User-agent: *\nDisallow: /s2' }),
      {},
      /a page of the listing failed: refused-by-robots/,
    ],
  ] as const)('closes nothing where %s', async (_name, change, more, reason) => {
    await crawlOn(1)
    site.adverts.delete(3)
    await pool().query('delete from ops.robots')
    change()
    const { coverage } = await crawlOn(2, more as Partial<SourceConfig>)
    expect(coverage).toMatchObject({ state: 'partial', closed: 0, reasons: [expect.stringMatching(reason)] })
    expect(await goneRecords()).toEqual([])
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

describe('terms and personal data', () => {
  it('does not run a source whose terms nobody has read', async () => {
    const { terms: _, ...unread } = site.source
    const [source] = resolveSources([unread])
    const setting = { userAgent: 'jobtide-test/0', clock: () => new Date(), browser: {}, log: () => {} }
    await expect(crawl(fresh.database, source!, setting)).rejects.toThrow(/nobody has read its terms/)
    expect(site.log).toEqual([])
  })

  it('keeps adverts out of the figures where the terms do not allow aggregates', async () => {
    await crawlOn(1, { terms: { ...site.source.terms, aggregates: false } })
    const { rows } = await pool().query(
      'select (select count(*) from core.postings) as postings, (select count(*) from core.vacancies) as vacancies',
    )
    expect(rows).toEqual([{ postings: 4, vacancies: 0 }])
  })

  it('stores no mail or phone number, unless told to', async () => {
    const contact = 'Write to anna.miller@site.example or ring 020 7946 0018.'
    site.adverts.set(1, { title: 'Java Developer', description: `${contact} You build services in Java.` })
    await crawlOn(1)
    expect(await stored()).not.toMatch(/anna\.miller|7946/)
    site.adverts.set(1, { title: 'Java Developer', description: `${contact} You build services in Kotlin.` })
    await crawlOn(2, { redact: false })
    expect(await stored()).toMatch(/anna\.miller/)
  })

  it('keeps raw bodies as long as the source is configured to, and the figures for good', async () => {
    await crawlOn(1, { retention: 5 })
    expect(await bodies()).toBe(7)
    for (const id of [1, 2, 3, 4])
      site.adverts.set(id, { title: 'Java Developer', description: 'Java and Kotlin.' })
    await crawlOn(10, { retention: 5 })
    // The three sitemaps were captured again and are kept on; the four pages are new ones.
    expect(await bodies()).toBe(7)
    await crawlOn(30, { retention: 5 })
    expect(await bodies()).toBe(7)
    const { rows } = await pool().query('select count(*) as captures from raw.captures')
    expect(rows[0].captures).toBeGreaterThan(14)
  })

  const bodies = async () => (await pool().query('select count(*) as n from raw.snapshots')).rows[0].n
  const stored = async () => {
    const { rows } = await pool().query<{ body: Buffer }>('select body from raw.snapshots')
    return rows.map(({ body }) => zstdDecompressSync(body).toString()).join('\n')
  }
})
