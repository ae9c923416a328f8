import { SourceChanged } from '../../crawlers/errors.ts'
import { type Database, inTransaction } from '../../db/connection.ts'
import { storeClosures } from '../../db/loaders/closures.ts'
import { countListed, countRelisted, findMissing } from '../../db/loaders/listed.ts'
import { sumListing } from '../../db/queries/frontier.ts'
import type { Source } from '../sources.ts'
import type { CrawlResult } from './crawl-result.ts'
import { judgeListing } from './judge-crawl.ts'

/**
 * Ends a crawl's account of its board: whether it met the whole listing, and, if so, which adverts are gone from it. A
 * partial listing closes nothing, nor does one that holds far fewer adverts than it should.
 * @throws SourceChanged where the listing is complete and empty, and the board had adverts: a zero is more likely a
 *   fault than the truth. A source that expects zero (`expect: { postings: [0, …] }`) is believed.
 */
export async function takeStock(
  database: Database,
  source: Source,
  result: CrawlResult,
  { isOutOfBudget, now }: { isOutOfBudget: boolean; now: Date },
): Promise<void> {
  const { coverage, runId, accounting } = result
  const { listed, total, partial } = await sumListing(database, runId)
  coverage.listed = listed
  coverage.total = total
  coverage.reasons = [...partial]
  if (isOutOfBudget) coverage.reasons.push(`the budget of ${source.budget.requests} requests is used up`)
  if (total !== null && listed < total)
    coverage.reasons.push(`the board says it has more adverts than it lists`)
  await inTransaction(database.pool, async client => {
    const met = await countListed(client, source.name, runId)
    coverage.met = coverage.reasons.length > 0 ? null : met
    result.verdicts = await judgeListing(client, source, result, coverage.met)
    // A person is to look at it before anything is taken for closed.
    if (met > 0 && source.platform.listing === 'complete')
      coverage.reasons.push(
        ...result.verdicts.filter(({ outcome }) => outcome === 'hold').map(({ message }) => message),
      )
    coverage.state = coverage.reasons.length > 0 ? 'partial' : source.platform.listing
    coverage.relisted = await countRelisted(client, source.name, runId, coverage.beganAt)
    if (coverage.state !== 'complete') return
    const missing = await findMissing(client, source.name, runId, now)
    if (met === 0 && missing.length > 0 && source.expect.postings[0] > 0)
      throw new SourceChanged(
        `${source.name} lists nothing, and had ${missing.length} adverts; if that is so, expect it: "expect: { postings: [0, …] }"`,
      )
    const closedAt = now.toISOString()
    const closures = missing.map(advert => ({ ...advert, closedAt, reason: 'gone from the listing' }))
    const closed = await storeClosures(client, source.name, closures)
    coverage.closed += closed
  })
  coverage.changed = accounting.changed
  coverage.unchanged = accounting.unchanged
}
