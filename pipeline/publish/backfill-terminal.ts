import { basename } from 'node:path'
import type { Backfill, BackfillStage, BackfillUnit } from '../../db/queries/backfills.ts'
import type { BackfillProgress as BackfillCount } from '../../db/queries/operations.ts'
import { restating } from '../runs/backfill/plan.ts'
import { type BackfillProgress, progressOf } from '../runs/backfill/progress.ts'
import { count, MISSING } from './format.ts'
import { type Column, columnsTable, part } from './guide-terminal/columns.ts'
import { counted, plain } from './paint.ts'
import { joinParts, type Means, means, pageHeading, type TerminalOptions } from './text-table.ts'

/** What the stages are called where people read of them. */
export const stageNames: Record<BackfillStage, string> = {
  crawl: 'Take archives in',
  extract: 'Read again',
  load: 'Make vacancies',
  aggregate: 'Publish',
}

const sizeNames: Record<BackfillStage, [string, string]> = {
  crawl: ['response', 'responses'],
  extract: ['response', 'responses'],
  load: ['advert', 'adverts'],
  aggregate: ['publication', 'publications'],
}

/** Failed units that are listed; the rest is counted. */
const shownFailures = 8

/** `2016-01` of the first day of a month. */
const monthOf = (day: string): string => day.slice(0, 7)

/** `2012-01 to 2018-12`, or the one month. */
export const periodOf = ({ from, to }: Pick<Backfill, 'from' | 'to'>): string =>
  from === to ? monthOf(from) : `${monthOf(from)} to ${monthOf(to)}`

/** `40 s`, `12 min`, `3 h 20 min`. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(Math.round(seconds), 1)} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return `${Math.floor(minutes / 60)} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`
}

/** What a line of progress says behind its bar. */
export function progressNote(progress: BackfillProgress): string {
  const { units, done, running, rate, failed } = progress
  const waits = running.find(({ note }) => note !== null)?.note
  return [
    `${count(done)} of ${count(units)} units`,
    ...(failed > 0 ? [`${count(failed)} failed`] : []),
    ...(running.length > 0 ? [nowAt(running)] : []),
    ...(rate === null ? [] : [`${count(Math.round(rate))} adverts/s`]),
    ...(done < units ? [remaining(progress)] : []),
    ...(waits ? [waits] : []),
  ].join(', ')
}

/** `Publish 2014-03 and 2 more`. */
function nowAt(running: readonly BackfillUnit[]): string {
  const [first] = running
  const more = running.length > 1 ? ` and ${running.length - 1} more` : ''
  return `${nameOf(first!)}${more}`
}

/** `Take archives in 2016-03`. */
const nameOf = ({ stage, month, subject }: BackfillUnit): string =>
  subject === restating ? 'Restate stale days' : `${stageNames[stage]} ${monthOf(month)}`

function remaining({ secondsLeft, unknown }: BackfillProgress): string {
  const later = unknown.map(stage => `"${stageNames[stage]}"`).join(' and ')
  if (secondsLeft === null) return 'time left not known yet'
  return `${duration(secondsLeft)} left${later ? `, then ${later}` : ''}`
}

/** A backfill as an operator reads it: how far it is, what it waits for, what failed and what to do. */
export function printBackfill(
  backfill: Backfill,
  units: readonly BackfillUnit[],
  { workers, now }: { workers: number; now: Date },
  options: TerminalOptions,
): string {
  const page = means(options)
  const progress = progressOf(units, workers, now)
  const { backfillId, archives, platforms, hold, createdAt } = backfill
  const about = [
    platforms.length > 0 ? platforms.join(', ') : 'all platforms',
    ...(archives.length > 0 ? [archives.map(archive => basename(archive)).join(', ')] : []),
    ...(hold ? ['what it publishes is held for release'] : []),
    `begun ${createdAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  ].join(' · ')
  const heading = pageHeading(
    `Backfill ${backfillId}: ${periodOf(backfill)}, ${stateOf(backfill, progress)}`,
    about,
    page,
  )
  return joinParts([
    heading,
    units.length === 0 ? 'Its plan was interrupted before it was made.' : stageTable(progress, page),
    atWork(progress, page),
    failures(units, page),
    advice(backfill, progress),
  ])
}

function stateOf({ state }: Pick<Backfill, 'state'>, { running, failed }: BackfillProgress): string {
  const known = state !== 'running' ? state : running.length === 0 ? 'nobody at work' : 'at work'
  return failed > 0 ? `${known}, ${counted(failed, 'unit')} failed` : known
}

function stageTable(progress: BackfillProgress, page: Means): string {
  const number = (head: string, width: number): Column => ({ head, width, align: 'right' })
  return columnsTable(
    [
      { head: 'Stage' },
      { ...number('Units done', 12), strong: true },
      number('Of it', 26),
      number('Adverts read', 13),
      { ...number('Per second', 11), quiet: true },
      { ...number('Time', 12), quiet: true },
    ],
    progress.stages.map(({ stage, units, done, size, sizeDone, records, seconds }) => ({
      cells: [
        stageNames[stage],
        `${count(done)} of ${count(units)}`,
        `${count(sizeDone)} of ${counted(size, ...sizeNames[stage])}`,
        records > 0 ? count(records) : MISSING,
        records > 0 && seconds > 0 ? count(Math.round(records / seconds)) : MISSING,
        seconds > 0 ? duration(seconds) : MISSING,
      ],
    })),
    page,
  )
}

function atWork({ running }: BackfillProgress, page: Means): string | null {
  return part(
    'At work',
    [{ head: '' }, { head: '', width: 26, align: 'right' }, { head: '', width: 34 }],
    running.map(unit => ({
      cells: [
        `${nameOf(unit)}${unit.stage === 'crawl' ? ` ${basename(unit.subject)}` : ''}`,
        `${count(Math.min(unit.done, unit.size))} of ${counted(unit.size, ...sizeNames[unit.stage])}`,
        unit.note ?? (unit.attempts > 0 ? `attempt ${unit.attempts + 1}` : ''),
      ],
    })),
    page,
  )
}

/** Units that failed alike are told together. */
function failures(units: readonly BackfillUnit[], page: Means): string | null {
  const failed = units.filter(({ error, state }) => state === 'failed' || (state === 'waiting' && error))
  const groups = [...Map.groupBy(failed, ({ stage, state, error }) => `${stage} ${state} ${error}`).values()]
  const more = groups.slice(shownFailures).reduce((sum, group) => sum + group.length, 0)
  const table = part(
    'Failed',
    [{ head: '', width: 40 }, { head: '' }],
    groups.slice(0, shownFailures).map(group => ({
      cells: [
        `${nameOf(group[0]!)}${group.length > 1 ? ` to ${monthOf(group.at(-1)!.month)} (${count(group.length)})` : ''}${
          group[0]!.state === 'waiting' ? ' (tried again)' : ''
        }`,
        plain(group[0]!.error ?? '').slice(0, 300),
      ],
    })),
    page,
  )
  return table && more > 0 ? `${table}\nand ${counted(more, 'unit')} more` : table
}

/** What to do next. */
function advice({ backfillId, state }: Backfill, progress: BackfillProgress): string | null {
  const resume = `"jobtide backfill resume ${backfillId}"`
  if (state === 'failed')
    return `${resume} tries again what failed; what is done stays. "jobtide backfill cancel ${backfillId}" leaves it at that.`
  if (state !== 'running') return null
  if (progress.running.length === 0)
    return progress.failed > 0
      ? `Repair what failed; then ${resume} tries it again and goes on with the rest.`
      : `${resume} goes on with it here; "jobtide worker --queues backfill" on any machine takes part.`
  const helps =
    progress.interrupted > 0
      ? ` ${counted(progress.interrupted, 'unit')} of a process that died will be taken again.`
      : ''
  return `${progress.done < progress.units ? `${capital(remaining(progress))}.` : ''}${helps}`
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** A backfill as a list has it. */
export interface ListedBackfill extends Backfill {
  progress: Pick<BackfillCount, 'units' | 'done' | 'failed' | 'atWork'>
}

/** Backfills, one a line, newest first. */
export function printBackfills(backfills: readonly ListedBackfill[], options: TerminalOptions): string {
  const page = means(options)
  return `${columnsTable(
    [
      { head: 'Backfill', width: 9, align: 'right' },
      { head: 'Months', width: 19 },
      { head: 'State', width: 14, strong: true },
      { head: 'Units done', width: 14, align: 'right' },
      { head: 'Failed', width: 6, align: 'right' },
      { head: ' Begun (UTC)', width: 17, quiet: true },
      { head: 'Of' },
    ],
    backfills.map(({ progress, ...backfill }) => ({
      cells: [
        String(backfill.backfillId),
        periodOf(backfill),
        backfill.state === 'running' ? (progress.atWork > 0 ? 'at work' : 'nobody at work') : backfill.state,
        `${count(progress.done)} of ${count(progress.units)}`,
        progress.failed > 0 ? count(progress.failed) : '',
        ` ${backfill.createdAt.toISOString().slice(0, 16).replace('T', ' ')}`,
        [
          backfill.platforms.join(', ') || 'all platforms',
          ...backfill.archives.map(archive => basename(archive)),
        ].join(', '),
      ],
    })),
    page,
  )}\n`
}
