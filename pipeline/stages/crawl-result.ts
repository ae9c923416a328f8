import type { RawPosting } from '../../crawlers/source.ts'
import type { Verdict } from '../../db/loaders/verdicts.ts'
import type { Accounting } from '../quality/accounting.ts'

/** What a crawl met of a board, and what became of its adverts. */
export interface Coverage {
  /** When the crawl began, by its clock: ISO 8601 in UTC. A crawl that goes on after a kill keeps it. */
  beganAt: string
  /** `complete`: every advert that is open was met; `partial`: not; `latest`: the board shows its newest only. */
  state: 'complete' | 'partial' | 'latest'
  /** Why it is partial. */
  reasons: string[]
  /** Adverts that the listing named, and that the board says it has. */
  listed: number
  total: number | null
  new: number
  changed: number
  unchanged: number
  closed: number
  /** Closed before, and listed again. */
  relisted: number
  /** How many of the postings that were read fill each field. */
  filled: { postings: number; fields: Partial<Record<keyof RawPosting, number>> }
  /** Adverts that the whole listing holds; null where not all of it was met. */
  met: number | null
  /** How many records were read, and how many of them have each key that no field of ours uses. */
  keys: { records: number; ignored: Record<string, number> }
  /** What was expected of the source and was not so. */
  unexpected: string[]
}

/** The coverage of a crawl that has met nothing yet. */
export const emptyCoverage = (beganAt: string): Coverage => ({
  beganAt,
  state: 'partial',
  reasons: [],
  listed: 0,
  total: null,
  new: 0,
  changed: 0,
  unchanged: 0,
  closed: 0,
  relisted: 0,
  filled: { postings: 0, fields: {} },
  met: null,
  keys: { records: 0, ignored: {} },
  unexpected: [],
})

/** How a crawl of one source ended. */
export interface CrawlResult {
  source: string
  runId: number
  /** Pages stored, and pages that gave nothing, with the reasons. */
  pages: number
  failures: Record<string, number>
  /** Records of which anything was written. */
  written: number
  coverage: Coverage
  accounting: Accounting
  /** What was judged of it; empty while it is under way. */
  verdicts: Verdict[]
}
