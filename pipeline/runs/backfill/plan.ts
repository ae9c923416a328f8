import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { verifyArchive } from '../../../crawlers/archives/verify-archive.ts'
import { ConfigError } from '../../../crawlers/errors.ts'
import { type Database, inTransaction } from '../../../db/connection.ts'
import {
  type Backfill,
  dropBackfill,
  findBackfill,
  findOverlapping,
  insertBackfill,
  insertUnits,
  lockBackfills,
  type PlannedUnit,
} from '../../../db/queries/backfills.ts'
import { countPostings, presentMonth } from '../../../db/queries/months.ts'
import { countResponses } from '../../../db/queries/stored-responses.ts'
import { divideArchive, folderOf } from './archive-parts.ts'
import { checkPeriod, firstDay, monthName, monthsBetween } from './months.ts'

/** What a backfill is to be; months as `2016-01`. */
export type BackfillDraft = Pick<Backfill, 'from' | 'to' | 'platforms' | 'archives' | 'stages' | 'hold'>

/** Publications of a month's last day: those of 6 and of 3 months. */
export const publishedMonths = [6, 3]

/** The subject of the unit that restates every other published day. */
export const restating = 'stale'

/**
 * Makes a backfill with all its units. Nothing of it is worked yet.
 * @param home the data directory
 * @throws ConfigError where another one is at work on some of these months, or there is nothing to do
 * @throws ArchiveError where an archive cannot be read to its end
 */
export async function createBackfill(
  database: Database,
  home: string,
  draft: BackfillDraft,
  onArchive: (archive: string) => void = () => {},
): Promise<Backfill> {
  const wanted = { ...draft, from: firstDay(draft.from), to: firstDay(draft.to) }
  checkPeriod(wanted, await presentMonth(database))
  for (const archive of wanted.archives) await verifyArchive(archive)
  const backfillId = await inTransaction(database.pool, async client => {
    await lockBackfills(client)
    const other = await findOverlapping(client, wanted)
    if (other) throw new ConfigError(overlapMessage(other))
    return insertBackfill(client, wanted)
  })
  try {
    await planUnits(database, home, (await findBackfill(database, backfillId))!, onArchive)
  } catch (error) {
    await dropBackfill(database, backfillId)
    await rm(folderOf(home, backfillId), { recursive: true, force: true })
    throw error
  }
  return (await findBackfill(database, backfillId))!
}

/** What to do where another backfill is at work on the same months. */
export function overlapMessage({ backfillId, from, to }: Backfill): string {
  const command = 'jobtide backfill'
  return (
    `backfill ${backfillId} is at work on ${monthName(from)} to ${monthName(to)}, and two over the same months would undo ` +
    `each other: wait for it ("${command} status ${backfillId}"), go on with it ("${command} resume ${backfillId}") ` +
    `or end it ("${command} cancel ${backfillId}")`
  )
}

/**
 * Plans the units of a backfill that has none.
 * @throws ConfigError where there is nothing to do
 */
export async function planUnits(
  database: Database,
  home: string,
  backfill: Backfill,
  onArchive: (archive: string) => void = () => {},
): Promise<void> {
  const units: PlannedUnit[] = []
  for (const stage of backfill.stages)
    if (stage === 'crawl') units.push(...(await takingIn(home, backfill, onArchive)))
    else if (stage === 'extract') units.push(...(await readingAgain(database, backfill)))
    else if (stage === 'load') units.push(...(await makingVacancies(database, backfill)))
    else units.push(...publishing(backfill, await presentMonth(database)))
  const onlyPublishes = backfill.stages.every(stage => stage === 'aggregate')
  if (!onlyPublishes && units.every(({ stage }) => stage === 'aggregate'))
    throw new ConfigError(nothingToDo(backfill))
  await insertUnits(database.pool, backfill.backfillId, units)
}

function nothingToDo({ from, to, platforms, archives }: Backfill): string {
  const of = platforms.length > 0 ? ` of ${platforms.join(', ')}` : ''
  const where = archives.length > 0 ? 'neither the database nor an archive holds' : 'the database holds no'
  return `nothing to do: ${where}${archives.length > 0 ? ' a' : ''} response${of} from ${monthName(from)} to ${monthName(to)}${
    archives.length > 0 ? '' : '; name archives with --archive'
  }`
}

async function takingIn(
  home: string,
  backfill: Backfill,
  onArchive: (archive: string) => void,
): Promise<PlannedUnit[]> {
  const units: PlannedUnit[] = []
  for (const archive of backfill.archives) {
    onArchive(archive)
    const { counts } = await divideArchive(folderOf(home, backfill.backfillId), backfill, archive)
    for (const [month, size] of counts) units.push({ stage: 'crawl', month, subject: archive, size })
  }
  return units
}

/** What is taken in only now is read by today's code at once. */
async function readingAgain(database: Database, backfill: Backfill): Promise<PlannedUnit[]> {
  const counts = await countResponses(database, backfill, backfill.platforms)
  return [...Map.groupBy(counts, ({ month }) => month)].map(([month, ofMonth]) => ({
    stage: 'extract' as const,
    month,
    subject: '',
    size: ofMonth.reduce((sum, { responses }) => sum + responses, 0),
  }))
}

/** Taking in and reading again make the vacancies of what they change; here those of all that stood before are made again. */
async function makingVacancies(database: Database, backfill: Backfill): Promise<PlannedUnit[]> {
  const postings = await countPostings(database, backfill)
  return [...postings].map(([month, size]) => ({ stage: 'load', month, subject: '', size }))
}

function publishing(backfill: Backfill, present: string): PlannedUnit[] {
  const months = monthsBetween(backfill).filter(month => month < present)
  const size = publishedMonths.length
  return [
    ...months.map(month => ({ stage: 'aggregate' as const, month, subject: '', size })),
    { stage: 'aggregate', month: backfill.to, subject: restating, size: 1 },
  ]
}

/** Whether the archives of a backfill can be read here. @returns the first that cannot */
export const missingArchive = ({ archives }: Backfill): string | undefined =>
  archives.find(archive => !existsSync(archive))
