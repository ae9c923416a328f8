import { zstdDecompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { resolveSources } from '../../../pipeline/sources.ts'
import { crawl } from '../../../pipeline/stages/crawl.ts'
import { crawlOn, fresh, pool, site, useCrawledSite } from './crawled-site.ts'

useCrawledSite()

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
