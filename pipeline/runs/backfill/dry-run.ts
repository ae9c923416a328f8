import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import { verifyArchive } from '../../../crawlers/archives/verify-archive.ts'
import { ConfigError } from '../../../crawlers/errors.ts'
import type { Database } from '../../../db/connection.ts'
import { findOverlapping, measurePublishing } from '../../../db/queries/backfills.ts'
import { presentMonth } from '../../../db/queries/months.ts'
import { countAdverts, countResponses, findStored } from '../../../db/queries/stored-responses.ts'
import type { Extraction } from '../../stages/extraction.ts'
import type { OptionsOf } from '../../stages/read-stored.ts'
import { divideArchive, monthEntries } from './archive-parts.ts'
import { diffPostings, type PostingsDiff } from './diff-postings.ts'
import { checkPeriod, firstDay, monthsBetween } from './months.ts'
import { type BackfillDraft, overlapMessage, publishedMonths } from './plan.ts'

/** What there is of a month, by its first day. */
export interface MonthCounts {
  month: string
  /** Responses that are stored, and records that were seen in them. */
  stored: number
  adverts: number
  /** Responses that the archives hold, and those of them that are not stored. */
  archived: number
  missing: number
}

/** What taking archives in would take, by a sample of what is missing. */
export interface IntakeCost {
  sampled: number
  adverts: number
  seconds: number
  /** Compressed bodies. */
  bytes: number
}

/** What a backfill would do. */
export interface DryRun {
  months: MonthCounts[]
  publications: number
  /** Seconds that they will take, by the latest backfill; null where none has published. */
  publishingSeconds: number | null
  intake: IntakeCost | null
  /** Null where nothing is read again. */
  diff: PostingsDiff | null
  /** Why it could not begin now; null where it could. */
  obstacle: string | null
}

/** Responses of an archive that are read to know what the others take. */
const SAMPLE = 60

/** Responses that are looked up together. */
const LOOKED_UP = 1000

/**
 * Says what a backfill would do, what it would cost and how adverts would change. Nothing is written but files that are
 * removed at the end.
 * @throws ConfigError, ArchiveError as the backfill itself would
 */
export async function dryRun(
  database: Database,
  draft: BackfillDraft,
  means: { extraction: Extraction; options: OptionsOf },
  onProgress: (share: number, note: string) => void,
): Promise<DryRun> {
  const wanted = { ...draft, from: firstDay(draft.from), to: firstDay(draft.to) }
  const present = await presentMonth(database)
  checkPeriod(wanted, present)
  const other = await findOverlapping(database.pool, wanted)
  const months = new Map<string, MonthCounts>(
    monthsBetween(wanted).map(month => [month, { month, stored: 0, adverts: 0, archived: 0, missing: 0 }]),
  )
  for (const { month, responses } of await countResponses(database, wanted, wanted.platforms))
    months.get(month)!.stored += responses
  for (const { month, adverts } of await countAdverts(database, wanted, wanted.platforms))
    months.get(month)!.adverts = adverts
  const intake = wanted.stages.includes('crawl')
    ? await lookThroughArchives(database, wanted, months, means.extraction, note => onProgress(0, note))
    : null
  const readAgain = [...months.values()].filter(({ stored }) => stored > 0)
  const all = readAgain.reduce((sum, { stored }) => sum + stored, 0)
  const diff =
    wanted.stages.includes('extract') && all > 0
      ? await diffPostings(
          database,
          readAgain.map(({ month }) => month),
          wanted.platforms,
          means,
          (responses, adverts) =>
            onProgress(
              responses / all,
              `${responses.toLocaleString('en-GB')} of ${all.toLocaleString('en-GB')} responses, ${adverts.toLocaleString('en-GB')} adverts compared`,
            ),
        )
      : null
  const publishes = wanted.stages.includes('aggregate')
  const past = publishes ? [...months.keys()].filter(month => month < present) : []
  const perMonth = publishes ? await measurePublishing(database) : null
  return {
    months: [...months.values()].filter(({ stored, archived }) => stored + archived > 0),
    publications: past.length * publishedMonths.length,
    publishingSeconds: perMonth === null ? null : perMonth * past.length,
    intake,
    diff,
    obstacle: other ? overlapMessage(other) : null,
  }
}

async function lookThroughArchives(
  database: Database,
  wanted: BackfillDraft,
  months: ReadonlyMap<string, MonthCounts>,
  extraction: Extraction,
  onProgress: (note: string) => void,
): Promise<IntakeCost> {
  const folder = await mkdtemp(join(tmpdir(), 'jobtide-dry-run-'))
  const cost: IntakeCost = { sampled: 0, adverts: 0, seconds: 0, bytes: 0 }
  try {
    for (const archive of wanted.archives) {
      await verifyArchive(archive)
      onProgress(`looking through ${archive}`)
      const responses: { month: string; url: string; post: string | null; seenAt: string }[] = []
      const { parts, counts } = await divideArchive(folder, wanted, archive, response =>
        responses.push(response),
      )
      for (const [month, count] of counts) months.get(month)!.archived += count
      for (let at = 0; at < responses.length; at += LOOKED_UP) {
        const some = responses.slice(at, at + LOOKED_UP)
        const stored = new Set(await findStored(database, some))
        for (const [place, { month }] of some.entries())
          if (!stored.has(place)) months.get(`${month}-01`)!.missing++
      }
      await sample(parts, [...counts.keys()], archive, wanted.platforms, extraction, cost)
    }
    return cost
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Reads and extracts the first responses of months that lie evenly over the period. */
async function sample(
  parts: string,
  months: readonly string[],
  archive: string,
  platforms: readonly string[],
  extraction: Extraction,
  cost: IntakeCost,
): Promise<void> {
  const step = Math.max(Math.floor(months.length / 6), 1)
  const chosen = months.filter((_, at) => at % step === 0)
  const each = Math.ceil(SAMPLE / Math.max(chosen.length, 1))
  const began = performance.now()
  for (const month of chosen) {
    let taken = 0
    for await (const { listing } of extraction.read(monthEntries(parts, month, archive, platforms))) {
      if (!listing.response) continue
      await listing.extract(listing.appearances.map((_, at) => at))
      cost.sampled++
      cost.adverts += listing.appearances.length
      cost.bytes += zstdCompressSync(listing.response.body).byteLength
      if (++taken >= each) break
    }
  }
  cost.seconds += (performance.now() - began) / 1000
}

/** Nothing that a backfill could begin with. */
export function assertSomething({ months }: DryRun, { from, to }: BackfillDraft): void {
  if (months.length === 0)
    throw new ConfigError(`nothing to do: no response is stored or in an archive from ${from} to ${to}`)
}
