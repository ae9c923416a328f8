import type { Expectation, RawPosting } from '../../crawlers/source.ts'
import type { Verdict } from '../../db/loaders/verdicts.ts'
import { binomialLower, fisherLower, poissonLower } from './tail-probabilities.ts'

/** What a crawl met of its source: what its expectations are judged on. */
export interface Sample {
  /** Adverts that the whole listing holds; null where not all of it was met. */
  met: number | null
  /** How many postings were read, and how many of them fill each field. */
  filled: { postings: number; fields: Partial<Record<keyof RawPosting, number>> }
  /** Records that could not be read. */
  rejected: number
  /** How many records were read, and how many of them have each key that no field of ours uses. */
  keys: { records: number; ignored: Record<string, number> }
}

/** A source as far as it is judged. */
export interface Judged {
  name: string
  expect: Expectation
}

/** Crawls that a crawl is compared with: the latest that were not held. */
export const LAST_CRAWLS = 10

/**
 * How unlikely a sample must be, if nothing had changed, before it is taken for a change. A hundred sources with a dozen
 * fields each make some 400,000 tests a year; adverts of one employer come in lots, so that figures are not the whole
 * judgement: a share must have moved far as well.
 */
const UNLIKELY = { warn: 1e-4, hold: 1e-5 } as const
/** A key that comes for the first time is looked at sooner: it costs a look, and holds nothing. */
const UNLIKELY_KEY = 0.01

/** To what part of the earlier or expected share a share must have fallen. */
const FALLEN = { warn: 3 / 4, hold: 1 / 2 } as const

/** Volume against the median of the last crawls: half or thrice of it, and a tenth. */
const VOLUME = { low: 1 / 2, high: 3, tenth: 1 / 10, crawls: 3 } as const

/** A key is its format's own where it is in at least half of the records; fewer records than three tell nothing of it. */
const MOST = { share: 1 / 2, records: 3 } as const

/** Without them an advert cannot be counted where it belongs; so can none without what its platform says to expect. */
const important: readonly (keyof RawPosting)[] = ['description', 'company', 'locations']
/** Without them there is no posting: records that lack them are rejected. */
export const mandatory: readonly string[] = ['source', 'sourceId', 'title', 'seenAt', 'form']

/**
 * Judges how many adverts the whole listing of a source holds: by what is expected of it, and by the median of its last
 * complete crawls (Poisson's probability of so few, or of so many, keeps small boards from alarming).
 * @returns nothing where the listing was not met as a whole
 */
export function judgeVolume(
  { name, expect }: Judged,
  met: number | null,
  past: readonly Sample[],
): Verdict[] {
  if (met === null) return []
  const before = past.flatMap(sample => sample.met ?? [])
  const [least, most] = expect.postings
  const verdicts = [volumeExpected(name, met, least, most, before)]
  if (before.length < VOLUME.crawls) return verdicts
  const median = medianOf(before)
  const expected = `about ${count(median)}, the median of its last ${before.length} complete crawls`
  const low = poissonLower(met, median)
  const isFew = met <= median * VOLUME.low && low < UNLIKELY.warn
  const isTenth = isFew && met <= median * VOLUME.tenth && least > 0
  const isMany = met >= median * VOLUME.high && poissonLower(Math.ceil(median), met) < UNLIKELY.warn
  const message = `${count(met)} adverts, where the last ${before.length} complete crawls had ${count(median)} (median)`
  const outcome = isTenth ? 'hold' : isFew || isMany ? 'warn' : 'pass'
  verdicts.push({ subject: name, expectation: 'volume', outcome, observed: met, expected, message })
  return verdicts
}

function volumeExpected(
  subject: string,
  met: number,
  least: number,
  most: number,
  before: readonly number[],
): Verdict {
  const of = {
    subject,
    expectation: 'postings',
    observed: met,
    expected: `${count(least)} to ${count(most)}`,
  }
  if (met < least) {
    // A board that never had an advert is as empty as it was.
    const outcome = met === 0 && before.every(each => each === 0) ? 'warn' : 'hold'
    return { ...of, outcome, message: `${count(met)} adverts, where at least ${count(least)} are expected` }
  }
  if (met > most)
    return {
      ...of,
      outcome: 'warn',
      message: `${count(met)} adverts, where at most ${count(most)} are expected`,
    }
  return { ...of, outcome: 'pass', message: `${count(met)} adverts` }
}

/**
 * Judges what a crawl read, whole or not: how many records can be read, which fields they fill (by what is expected of
 * the source, and by its last crawls), and which keys they have.
 *
 * Shares are compared by Fisher's exact test, those with a fixed expectation by the binomial distribution: both hold for
 * samples of any size. A sample that is too small to tell gives no verdict, so that the one before it stands.
 */
export function judgeSample(source: Judged, now: Sample, past: readonly Sample[]): Verdict[] {
  return [
    ...judgeReadable(source.name, now, past),
    ...judgeExpectedFill(source, now),
    ...judgeFill(source, now, past),
    ...judgeKeys(source.name, now, past),
  ]
}

/** A field that every posting must have cannot go from postings: the records without it are rejected. */
function judgeReadable(subject: string, now: Sample, past: readonly Sample[]): Verdict[] {
  const of = { subject, expectation: 'readable' }
  const part = (sample: Sample) => sample.filled.postings
  const whole = (sample: Sample) => sample.filled.postings + sample.rejected
  return judgeShare(of, now, past, { part, whole, isImportant: true, name: null })
}

function judgeExpectedFill({ name, expect }: Judged, { filled }: Sample): Verdict[] {
  const verdicts: Verdict[] = []
  for (const [field, share] of Object.entries(expect.fill) as [keyof RawPosting, number][]) {
    if (mandatory.includes(field) || filled.postings === 0) continue
    const have = filled.fields[field] ?? 0
    const observed = have / filled.postings
    const message = fillOf(field, observed)
    const of = { subject: name, expectation: `expected fill:${field}`, observed }
    if (observed >= share) {
      verdicts.push({ ...of, outcome: 'pass', expected: `at least ${percent(share)}`, message })
      continue
    }
    // An expectation of all allows one in a hundred: one advert without is no fault of the format.
    const likelihood = binomialLower(have, filled.postings, Math.min(share, 0.99))
    const outcome = outcomeOf(observed / share, likelihood, true)
    // Below what is expected, though not far: it is said, and nothing is held.
    const isBelow = outcome === 'pass' && likelihood < UNLIKELY.warn
    if (outcome !== null)
      verdicts.push({
        ...of,
        outcome: isBelow ? 'warn' : outcome,
        expected: `at least ${percent(share)}`,
        message: `${message}, where ${percent(share)} are expected`,
      })
  }
  return verdicts
}

function judgeFill({ name, expect }: Judged, now: Sample, past: readonly Sample[]): Verdict[] {
  const known = new Set(past.flatMap(({ filled }) => Object.keys(filled.fields) as (keyof RawPosting)[]))
  return (
    [...known]
      .filter(field => !mandatory.includes(field))
      // Of a field that is expected of no advert a person has said that it may go.
      .filter(field => expect.fill[field] !== 0)
      .toSorted()
      .flatMap(field =>
        judgeShare({ subject: name, expectation: `fill:${field}` }, now, past, {
          part: ({ filled }) => filled.fields[field] ?? 0,
          whole: ({ filled }) => filled.postings,
          isImportant: important.includes(field) || expect.fill[field] !== undefined,
          name: field,
        }),
      )
  )
}

interface Share {
  part(sample: Sample): number
  whole(sample: Sample): number
  /** Whether its loss holds the source. */
  isImportant: boolean
  /** The field; null of records that can be read. */
  name: string | null
}

function judgeShare(
  of: Pick<Verdict, 'subject' | 'expectation'>,
  now: Sample,
  past: readonly Sample[],
  { part, whole, isImportant, name }: Share,
): Verdict[] {
  const earlier = past.filter(sample => whole(sample) > 0)
  const [n, k] = [whole(now), part(now)]
  const [before, had] = [sum(earlier, whole), sum(earlier, part)]
  if (n === 0 || had === 0) return []
  const [observed, usual] = [k / n, had / before]
  const outcome = outcomeOf(observed / usual, fisherLower(k, n, had, before), isImportant)
  if (outcome === null) return []
  const crawls = lastCrawls(earlier.length)
  const said = name === null ? `${percent(observed)} of the records can be read` : fillOf(name, observed)
  return [
    {
      ...of,
      outcome,
      observed,
      expected: `about ${percent(usual)}, as in ${crawls}`,
      message: `${said}, where ${crawls} had ${percent(usual)}`,
    },
  ]
}

/** Null where the sample is too small to tell. */
function outcomeOf(ofUsual: number, likelihood: number, isImportant: boolean): Verdict['outcome'] | null {
  if (ofUsual >= FALLEN.warn) return 'pass'
  if (isImportant && ofUsual < FALLEN.hold && likelihood < UNLIKELY.hold) return 'hold'
  return likelihood < UNLIKELY.warn ? 'warn' : null
}

/**
 * Keys that no field of ours uses tell of a format's change before a field does: one that has come to most records, or
 * that was in most records and is in none.
 */
function judgeKeys(subject: string, { keys }: Sample, past: readonly Sample[]): Verdict[] {
  const earlier = past.filter(sample => sample.keys.records > 0)
  const n = keys.records
  const before = sum(earlier, sample => sample.keys.records)
  if (n === 0 || before === 0) return []
  const names = new Set(
    [keys, ...earlier.map(sample => sample.keys)].flatMap(each => Object.keys(each.ignored)),
  )
  const crawls = lastCrawls(earlier.length)
  return [...names].toSorted().flatMap((key): Verdict[] => {
    const k = own(keys.ignored, key)
    const had = sum(earlier, sample => own(sample.keys.ignored, key))
    const [observed, usual] = [k / n, had / before]
    // The other way round: how likely so few of the earlier records are to have it.
    const hasCome =
      observed >= MOST.share &&
      n >= MOST.records &&
      usual < observed / 10 &&
      fisherLower(had, before, k, n) < UNLIKELY_KEY
    if (hasCome)
      return [
        {
          subject,
          expectation: `new key:${key}`,
          outcome: 'warn',
          observed,
          expected: `${percent(usual)}, as in ${crawls}`,
          message: `new key "${key}" in ${percent(observed)} of the records`,
        },
      ]
    if (usual < MOST.share) return []
    const of = { subject, expectation: `lost key:${key}`, observed, expected: `about ${percent(usual)}` }
    if (k > 0)
      return [{ ...of, outcome: 'pass', message: `key "${key}" in ${percent(observed)} of the records` }]
    return fisherLower(0, n, had, before) < UNLIKELY.warn
      ? [
          {
            ...of,
            outcome: 'warn',
            message: `key "${key}" is gone; ${crawls} had it in ${percent(usual)} of the records`,
          },
        ]
      : []
  })
}

const own = (counts: Record<string, number>, key: string): number =>
  Object.hasOwn(counts, key) ? counts[key]! : 0

const lastCrawls = (crawls: number): string =>
  crawls === 1 ? 'the crawl before' : `the last ${crawls} crawls`

const sum = (samples: readonly Sample[], of: (sample: Sample) => number): number =>
  samples.reduce((total, sample) => total + of(sample), 0)

function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

const fillOf = (field: string, share: number): string => `${field} in ${percent(share)} of the adverts`

const count = (value: number): string => value.toLocaleString('en-GB')

const percent = (share: number): string => `${Math.floor(share * 100 + 1e-9)} %`
