import { RawPosting } from '../../crawlers/source.ts'
import { extract } from '../../extractors/extract.ts'
import { Posting } from '../../extractors/posting.ts'

/** Milliseconds of CPU that no advert may cost. */
const MOST_TIME = 250

/** Longest texts by key; those of a list hold for its items. */
const LONGEST: Record<string, number> = {
  title: 300,
  titleTerms: 300,
  source: 500,
  sourceId: 510,
  company: 200,
  issue: 300,
  currency: 3,
  language: 3,
}
const LONGEST_OTHER = 300
/** Items of any list: more than an advert can mean. */
const MOST_ITEMS = 1000

/**
 * What is wrong with the extraction of an advert: thrown errors, CPU time over the limit, postings that break their schema
 * or that PostgreSQL would refuse. Empty where all is well.
 */
export function extractionFaults(advert: RawPosting): string[] {
  const input = RawPosting.safeParse(advert)
  if (!input.success) return [`not a raw posting: ${input.error.issues[0]?.path.join('.')}`]
  let postings: Posting[]
  let time: number
  try {
    ;({ postings, time } = timed(advert))
    // A second time, so that compiling and collecting garbage is not blamed on the advert.
    if (time > MOST_TIME) time = Math.min(time, timed(advert).time)
  } catch (error) {
    return [`throws ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`]
  }
  const faults = time > MOST_TIME ? [`takes ${Math.round(time)} ms`] : []
  if (postings.length === 0) faults.push('no posting')
  if (postings.length > 100) faults.push(`${postings.length} postings`)
  for (const posting of postings) faults.push(...postingFaults(posting))
  return faults
}

function timed(advert: RawPosting): { postings: Posting[]; time: number } {
  const start = process.threadCpuUsage()
  const postings = extract(advert)
  const { user, system } = process.threadCpuUsage(start)
  return { postings, time: (user + system) / 1000 }
}

function postingFaults(posting: Posting): string[] {
  const faults: string[] = []
  const parsed = Posting.safeParse(posting)
  if (!parsed.success)
    faults.push(...parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`))
  for (const { issue } of posting.issues) if (issue.startsWith('could not be read')) faults.push(issue)
  walk(posting, '', faults)
  return faults
}

function walk(value: unknown, key: string, faults: string[]): void {
  if (typeof value === 'string') {
    const longest = LONGEST[key] ?? LONGEST_OTHER
    if (value.includes('\0')) faults.push(`${key}: NUL`)
    if (!value.isWellFormed()) faults.push(`${key}: a lone surrogate`)
    if (value.length > longest) faults.push(`${key}: ${value.length} characters`)
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value)) faults.push(`${key}: ${value}`)
  } else if (Array.isArray(value)) {
    if (value.length > MOST_ITEMS) faults.push(`${key}: ${value.length} items`)
    for (const item of value) walk(item, key, faults)
  } else if (value !== null && typeof value === 'object') {
    for (const [name, inner] of Object.entries(value)) walk(inner, name, faults)
  }
}
