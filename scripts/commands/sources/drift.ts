import type { Database } from '../../../db/connection.ts'
import { acceptSource } from '../../../db/loaders/source-keys.ts'
import {
  findLatestCrawl,
  findPastCrawls,
  findSourceKeys,
  findStandingVerdicts,
} from '../../../db/queries/source-history.ts'
import { ConfigError } from '../../../pipeline/configuration.ts'
import { describeDrift } from '../../../pipeline/quality/source-drift.ts'
import { LAST_CRAWLS } from '../../../pipeline/quality/source-expectations.ts'
import { sampleOf } from '../../../pipeline/stages/judge-crawl.ts'
import { withDatabase } from '../../session.ts'
import { say } from '../../terminal.ts'
import { type Drift, isConfigured, printDrift } from './print-drift.ts'

/** Prints how the records of sources look, what is new and what has gone; `accept` takes one for right as it is. */
export async function drift(
  name: string | undefined,
  { json, accept }: { json?: boolean; accept?: boolean },
): Promise<void> {
  if (accept && name === undefined) throw new ConfigError('--accept is for one source: name it')
  await withDatabase(async ({ configuration, database }) => {
    const names = name === undefined ? configuration.sources.map(source => source.name) : [name]
    const known = await Promise.all(names.map(each => driftOf(database, each)))
    if (name !== undefined && known[0]!.latest === null && !configuration.sources.some(s => s.name === name))
      throw new ConfigError(`no source is named "${name}"; "jobtide sources" lists them`)
    if (accept) {
      const { latest, standing } = known[0]!
      if (!latest)
        throw new ConfigError(`no crawl of ${name} has read anything yet: there is nothing to accept`)
      await acceptSource(database.pool, name!, latest.runId)
      const settled = standing.filter(({ outcome }) => outcome !== 'pass')
      say(
        `${name} is right as run ${latest.runId} found it: later crawls are compared with that one. ${settled.length} of its verdicts are settled.`,
      )
      const again = settled.filter(({ expectation }) => isConfigured(expectation))
      if (again.length > 0)
        say(
          `Change "expect" in jobtide.yaml, or the next crawl finds again: ${again.map(({ message }) => message).join('; ')}.`,
        )
      return
    }
    const colour = process.stdout.isTTY === true && !process.env.NO_COLOR
    process.stdout.write(
      json
        ? `${JSON.stringify(known)}\n`
        : known.map(each => printDrift(each, { colour })).join('\n') || 'No sources are configured.\n',
    )
  })
}

async function driftOf({ pool }: Database, source: string): Promise<Drift> {
  const latest = await findLatestCrawl(pool, source)
  const now = latest && sampleOf(latest)
  const runId = latest?.runId ?? 0
  const past = (await findPastCrawls(pool, source, runId, LAST_CRAWLS)).map(sampleOf)
  return {
    source,
    latest: now && {
      runId,
      startedAt: latest!.startedAt,
      postings: now.filled.postings,
      records: now.keys.records,
    },
    comparedWith: past.length,
    standing: await findStandingVerdicts(pool, source),
    ...describeDrift(now, past, await findSourceKeys(pool, source), runId),
  }
}
