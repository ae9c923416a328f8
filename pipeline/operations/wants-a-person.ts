import type { HeldPublication } from '../../db/queries/operations.ts'
import { period, shortDate, shortMonth } from '../publish/format.ts'
import { printMoment } from '../publish/moment.ts'
import { counted } from '../publish/paint.ts'
import { MANY_KILLS } from '../runs/schedule.ts'
import { few } from './few.ts'
import { type Fleet, fleetAt, placeOf } from './fleet.ts'
import type { Watched, WatchedSource } from './read-operations.ts'

/** Something that goes on only when somebody has looked at it. */
export interface Duty {
  /** What it is of, in the doctor's words: `sources`, `held`. */
  check: string
  /** Whether nobody would hear of it, or nothing goes on. */
  isBroken?: boolean
  subject: string
  /** What is wrong and since when, as the end of a sentence that the subject begins. */
  message: string
  /** What to do, the command to type first in quotes. */
  todo: string
}

/**
 * What wants a person, the most pressing first: what stands still, what readers do not get, then what will be missing
 * tomorrow. A fault is told once: what follows from another one is left out.
 */
export function wantsAPerson(watched: Watched): Duty[] {
  const fleet = fleetAt(watched.fleet, watched.at)
  return [
    ...queue(watched),
    ...standstill(fleet),
    ...alerts(watched, fleet),
    ...publication(watched),
    ...watched.heldSources.map(({ source, heldOn, messages }) => ({
      check: 'sources',
      subject: source,
      message: `is held since ${shortDate(heldOn)}: ${sentence(messages)}`,
      todo: `"jobtide sources drift ${source}" shows what changed, and --accept takes it as right`,
    })),
    ...heldPublications(watched),
    ...sources(watched, fleet),
    ...backfills(watched, fleet),
    ...fleet.silent.map(process => ({
      check: 'workers',
      subject: placeOf(process),
      message: `has given no sign of life since ${printMoment(process.beatAt)}; others do its work.`,
      todo: '"jobtide worker" starts another one; its log says why it ended',
    })),
    ...withoutTerms(watched),
  ]
}

function queue({ queue: wrong }: Watched): Duty[] {
  if (wrong === null) return []
  return [
    {
      check: 'queue',
      isBroken: true,
      subject: 'The queue',
      message: `${wrong}: nothing is crawled or published before it is back.`,
      todo: '"jobtide doctor" says why; nothing is lost meanwhile',
    },
  ]
}

/** What nobody does any more: of a scheduler all that is due, of a queue its jobs. */
function standstill({ missing }: Fleet): Duty[] {
  const ended = [...Map.groupBy(missing, ({ last }) => last)]
  return ended.map(([last, all]) => {
    const { stoppedAt, beatAt } = last
    const roles = all.map(({ role }) => role)
    const isScheduler = roles.includes('schedule')
    const how = stoppedAt === null ? 'fell silent' : 'was stopped'
    return {
      check: 'workers',
      isBroken: true,
      subject: isScheduler ? 'No scheduler runs:' : `No worker of ${roles.join(', ')} runs:`,
      message: `the last, process ${last.pid} on ${last.host}, ${how} ${printMoment(stoppedAt ?? beatAt)}; ${
        isScheduler ? 'what is due is not queued.' : 'what is queued waits.'
      }`,
      todo: isScheduler
        ? '"jobtide schedule" makes up for what was missed, once'
        : '"jobtide worker" takes it up',
    }
  })
}

/** Attempts after which the receiver counts as gone, and milliseconds after which nobody seems to be sending. */
const MANY_ATTEMPTS = 5
const LONG_WAIT = 600_000

function alerts({ waiting, at }: Watched, { missing }: Fleet): Duty[] {
  const { alerts: number, since, attempts, error, latest } = waiting
  if (error === null && missing.some(({ role }) => role === 'schedule')) return []
  if (since === null || (attempts < MANY_ATTEMPTS && at.getTime() - since.getTime() < LONG_WAIT)) return []
  return [
    {
      check: 'alerts',
      isBroken: error !== null && attempts >= MANY_ATTEMPTS,
      subject: counted(number, 'alert'),
      message: `${number === 1 ? 'waits' : 'wait'} since ${printMoment(since)}${
        error === null ? '' : `: ${error}${attempts > 0 ? ` (tried ${attempts} times)` : ''}`
      }. Latest: ${few(latest)}.`,
      todo:
        error === null
          ? '"jobtide schedule" sends them'
          : 'repair the receiver, or name another one in jobtide.yaml: "alerts: { webhook: … }"',
    },
  ]
}

function publication({ latestPublication: run }: Watched): Duty[] {
  if (run?.state !== 'failed' || run.error === null) return []
  return [
    {
      check: 'publications',
      subject: `The publication of ${shortDate(run.subject)}`,
      message: `failed ${printMoment(run.finishedAt ?? run.startedAt)}: ${sentence([run.error])} Readers keep the day before.`,
      todo: `"jobtide aggregate --as-of ${run.subject}" makes it again, "jobtide runs show ${run.runId}" says more`,
    },
  ]
}

/** Publications that wait for the same reasons are one matter. */
function heldPublications({ held }: Watched): Duty[] {
  return groupHeld(held).map(group => {
    const [{ publicationId, asOf, months, publishedAt, reasons, backfillId, readersSee }] = group
    const days = group.map(each => each.asOf).sort()
    const see =
      readersSee === null
        ? 'nothing of it'
        : readersSee === asOf
          ? 'the one before it'
          : `that of ${shortDate(readersSee)}`
    const one = group.length === 1
    return {
      check: 'held',
      subject: one
        ? `Publication ${publicationId}, ${period(months)} to ${shortDate(asOf)},`
        : `${group.length} publications of days from ${shortDate(days[0]!)} to ${shortDate(days.at(-1)!)}`,
      message: `${one ? 'is' : 'are'} held since ${printMoment(publishedAt)}: ${sentence(reasons)}${
        one ? ` Readers see ${see}.` : ' Readers keep what they saw.'
      }`,
      todo:
        backfillId !== null && !one
          ? `"jobtide publications diff --backfill ${backfillId}" says what would change, "jobtide publications release --backfill ${backfillId}" shows it`
          : `"jobtide publications diff ${publicationId}" says what would change, "jobtide publications release ${
              one ? publicationId : 'NUMBER'
            }" shows it`,
    }
  })
}

/** Held publications by what made them and why they wait, in the order of the first of each. */
export const groupHeld = (held: readonly HeldPublication[]): [HeldPublication, ...HeldPublication[]][] => [
  ...(Map.groupBy(held, ({ backfillId, reasons }) =>
    JSON.stringify([backfillId, reasons]),
  ).values() as Iterable<[HeldPublication, ...HeldPublication[]]>),
]

/** Sources that give nothing: those with the same trouble are told together. */
function sources({ sources: all }: Watched, { missing }: Fleet): Duty[] {
  const stands = missing.some(({ role }) => role === 'schedule' || role === 'crawl')
  const overdue = stands ? [] : all.filter(({ standing }) => standing === 'overdue')
  const troubled = Map.groupBy(
    all.filter(each => !overdue.includes(each)),
    troubleOf,
  )
  troubled.delete(null)
  return [
    ...(overdue.length === 0
      ? []
      : [
          {
            check: 'sources',
            subject: few(overdue.map(({ source }) => source)),
            message: `${overdue.length === 1 ? 'was' : 'were'} due twice, last ${printMoment(overdue[0]!.lastDue)}, and ${overdue.length === 1 ? 'has' : 'have'} not been crawled.`,
            todo: '"jobtide schedule list" says what is queued; is a scheduler running, and a worker?',
          },
        ]),
    ...[...troubled].map(([trouble, those]) => ({
      check: 'sources',
      subject: few(those.map(({ source }) => source)),
      message: `${lastMet(those)}: ${trouble}${askedAgain(those)}`,
      todo: `"jobtide sources check ${those[0]!.source}" asks for its first page, "jobtide runs show ${those[0]!.runId}" has the crawl`,
    })),
  ]
}

/** Why a source gives nothing; null where it does, or where all is done that can be. */
function troubleOf(source: WatchedSource): string | null {
  const { standing, state, error, killed, isBehind, isBrokenOff } = source
  if (standing === 'without-terms' || standing === 'paused' || state !== 'failed') return null
  if (isBrokenOff)
    return killed < MANY_KILLS
      ? null
      : `its process died in ${killed} crawls, so it waits until it is due again.`
  // One that asked for a while gets it.
  if (standing === 'put-off' && !isBehind) return null
  return sentence([error ?? 'it failed'])
}

function lastMet(sources: readonly WatchedSource[]): string {
  const one = sources.length === 1
  const met = sources.flatMap(({ succeededAt }) => succeededAt ?? [])
  const latest = met.toSorted((a, b) => b.getTime() - a.getTime())[0]
  if (latest === undefined) return one ? 'has never been met' : 'have never been met'
  return one ? `was last met ${printMoment(latest)}` : `were last met ${printMoment(latest)} or before`
}

function askedAgain(sources: readonly WatchedSource[]): string {
  const first = sources
    .flatMap(({ standing, deferredUntil }) => (standing === 'put-off' ? (deferredUntil ?? []) : []))
    .toSorted((a, b) => a.getTime() - b.getTime())[0]
  if (first === undefined) return ''
  return ` ${sources.length === 1 ? 'It is' : 'They are'} asked again ${sources.length === 1 ? '' : 'from '}${printMoment(first)}${sources.length === 1 ? '' : ' on'}.`
}

function backfills({ backfills: all }: Watched, { alive }: Fleet): Duty[] {
  const isWorked = alive.some(({ roles }) => roles.includes('backfill'))
  return all
    .filter(({ state, failed, atWork }) =>
      state === 'failed' ? true : state === 'running' && (failed > 0 || (atWork === 0 && !isWorked)),
    )
    .map(({ backfillId, fromMonth, toMonth, units, done, failed, error }) => ({
      check: 'backfills',
      subject: `Backfill ${backfillId} of ${shortMonth(fromMonth)} to ${shortMonth(toMonth)}`,
      message:
        failed > 0
          ? `stands at ${done} of ${counted(units, 'unit')}, and ${failed} failed: ${sentence([error ?? ''])}`
          : `stands at ${done} of ${counted(units, 'unit')}, and nobody works on it.`,
      todo:
        failed > 0
          ? `"jobtide backfill status ${backfillId}" names them; once repaired, "jobtide backfill resume ${backfillId}" tries them again`
          : `"jobtide backfill resume ${backfillId}" goes on with it, or "jobtide worker --queues backfill"`,
    }))
}

function withoutTerms({ sources: all }: Watched): Duty[] {
  const unread = all.filter(({ standing }) => standing === 'without-terms').map(({ source }) => source)
  if (unread.length === 0) return []
  return [
    {
      check: 'sources',
      subject: few(unread),
      message: `${unread.length === 1 ? 'does' : 'do'} not run: nobody has read ${unread.length === 1 ? 'its' : 'their'} terms.`,
      todo: 'read them, and add "terms: { url: …, reviewed: YYYY-MM-DD, aggregates: true or false }" in jobtide.yaml',
    },
  ]
}

/** Texts of others as one sentence with one full stop. */
const sentence = (texts: readonly string[]): string =>
  `${texts.map(text => text.trim().replace(/\.$/, '')).join('; ')}.`
