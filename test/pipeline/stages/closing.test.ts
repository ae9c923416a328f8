import { describe, expect, it } from 'vitest'
import { SourceChanged } from '../../../crawlers/errors.ts'
import { listRuns } from '../../../db/queries/runs.ts'
import type { SourceConfig } from '../../../pipeline/sources.ts'
import { pageOf } from '../../changing-site.ts'
import { crawlOn, fresh, goneRecords, pool, site, useCrawledSite } from './crawled-site.ts'

useCrawledSite()

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
