import { afterEach, beforeEach } from 'vitest'
import { resolveSources, type SourceConfig } from '../../../pipeline/sources.ts'
import { crawl } from '../../../pipeline/stages/crawl.ts'
import { startChangingSite } from '../../changing-site.ts'
import { freshDatabase } from '../../database.ts'

/** A database of its own for each test. */
export let fresh: Awaited<ReturnType<typeof freshDatabase>>
/** A site with four adverts, behind a sitemap. */
export let site: Awaited<ReturnType<typeof startChangingSite>>

/** To be called by each test file: its tests begin with both, and leave neither. */
export function useCrawledSite(): void {
  beforeEach(async () => {
    fresh = await freshDatabase()
    site = await startChangingSite()
    for (const id of [1, 2, 3, 4]) site.adverts.set(id, { title: 'Java Developer' })
  })
  afterEach(async () => {
    await site.close()
    await fresh.drop()
  })
}

/** A crawl on a day of November 2025. */
export async function crawlOn(day: number, more: Partial<SourceConfig> = {}) {
  const [source] = resolveSources([{ ...site.source, ...more }])
  return crawl(fresh.database, source!, {
    userAgent: 'jobtide-test/0 (+https://jobtide.example)',
    clock: () => new Date(`2025-11-${String(day).padStart(2, '0')}T12:00:00Z`),
    browser: {},
    log: () => {},
    backOff: 20,
  })
}

export const pool = () => fresh.database.pool

/** Records that are known to be gone, with the reason. */
export async function goneRecords(): Promise<unknown[]> {
  const { rows } = await pool().query(
    `select record_id as id, gone_reason as reason from core.postings where gone_at is not null order by 1`,
  )
  return rows
}
