import { type Client, type Database, inTransaction } from '../../db/connection.ts'
import { raiseAlert } from '../../db/loaders/alerts.ts'
import { countSourceKeys } from '../../db/loaders/source-keys.ts'
import { storeVerdicts, type Verdict } from '../../db/loaders/verdicts.ts'
import { endRun, holdRun } from '../../db/queries/runs.ts'
import { findPastCrawls, findStandingVerdicts, type PastCrawl } from '../../db/queries/source-history.ts'
import type { Accounting } from '../quality/accounting.ts'
import { judgeSample, judgeVolume, LAST_CRAWLS, type Sample } from '../quality/source-expectations.ts'
import type { Source } from '../sources.ts'
import { type Coverage, type CrawlResult, emptyCoverage } from './crawl-result.ts'

/** What a crawl of the ledger met; what the version that ran it did not count yet is nothing. */
export function sampleOf({ accounting, coverage }: Pick<PastCrawl, 'accounting' | 'coverage'>): Sample {
  const { met, filled, keys } = { ...emptyCoverage(''), ...(coverage as Partial<Coverage>) }
  return { met, filled, keys, rejected: (accounting as Partial<Accounting>).rejected ?? 0 }
}

/** The verdicts on how many adverts the whole listing holds; they are due before any of them is taken for closed. */
export async function judgeListing(
  client: Pick<Client, 'query'>,
  source: Source,
  { runId }: CrawlResult,
  met: number | null,
): Promise<Verdict[]> {
  const past = await findPastCrawls(client, source.name, runId, LAST_CRAWLS)
  return judgeVolume(source, met, past.map(sampleOf))
}

/**
 * Closes the run of a crawl with what it says of its source, all in one transaction: its account, the verdicts on what
 * it read and on its listing, the keys it met. What is found for the first time, and was not so when it was last judged,
 * is told to the people on duty.
 * @throws RunClosed where another process has taken the run for dead
 * @param outcome the error that ended it, if any; a source whose format is another altogether is held for that
 */
export async function closeJudged(
  database: Database,
  source: Source,
  result: CrawlResult,
  outcome: { error?: string; isChanged?: boolean } = {},
): Promise<void> {
  const { runId, accounting, coverage } = result
  await inTransaction(database.pool, async client => {
    await holdRun(client, runId)
    const past = await findPastCrawls(client, source.name, runId, LAST_CRAWLS)
    const verdicts = [
      ...result.verdicts,
      ...judgeSample(source, sampleOf(result), past.map(sampleOf)),
      ...shapeVerdict(source.name, result, outcome),
    ]
    coverage.unexpected = verdicts
      .filter(({ outcome, message }) => outcome !== 'pass' && !coverage.reasons.includes(message))
      .map(({ message }) => message)
    result.verdicts = verdicts
    const standing = await findStandingVerdicts(client, source.name, runId)
    const before = new Map(standing.map(each => [each.expectation, each.outcome]))
    await storeVerdicts(client, { runId }, verdicts)
    for (const worse of ['hold', 'warn'] as const) {
      const found = verdicts.filter(({ outcome }) => outcome === worse)
      const isNew = found.some(({ expectation }) => before.get(expectation) !== worse)
      if (isNew) await raiseAlert(client, alertOf(source.name, worse, found))
    }
    await countSourceKeys(client, source.name, runId, coverage.keys.ignored)
    await endRun(client, runId, {
      accounting,
      coverage,
      ...(outcome.error === undefined ? {} : { error: outcome.error }),
    })
  })
}

/** Whether a listing has the platform's shape at all; a crawl that failed before it came to one does not tell. */
function shapeVerdict(
  subject: string,
  { coverage }: CrawlResult,
  { error, isChanged }: { error?: string; isChanged?: boolean },
): Verdict[] {
  const of = {
    subject,
    expectation: 'shape',
    observed: null,
    expected: 'answers of the shape of its platform',
  }
  if (isChanged) return [{ ...of, outcome: 'hold', message: error ?? 'answers in another shape' }]
  if (error !== undefined || coverage.keys.records + coverage.listed === 0) return []
  return [{ ...of, outcome: 'pass', message: 'answers as its platform does' }]
}

function alertOf(source: string, outcome: 'warn' | 'hold', found: readonly Verdict[]) {
  const said = found.map(({ message }) => message).join('; ')
  const then =
    outcome === 'hold'
      ? 'What it said is kept; figures that rest on it wait for a person.'
      : 'Nothing waits for it.'
  return {
    event: outcome === 'hold' ? 'source held' : 'source warned of',
    subject: source,
    message: `${said}. ${then} "jobtide sources drift ${source}" shows more`,
  }
}
