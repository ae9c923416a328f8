import { html } from 'hono/html'
import { fleetAt } from '../../operations/fleet.ts'
import type { Operations, WatchedSource } from '../../operations/read-operations.ts'
import { groupHeld, wantsAPerson } from '../../operations/wants-a-person.ts'
import type { Accounting } from '../../quality/accounting.ts'
import { count, period, shortDate, shortMonth } from '../format.ts'
import { printAge, printMoment, printSpan } from '../moment.ts'
import { counted } from '../paint.ts'
import { OPERATIONS_PATH } from '../paths.ts'
import { sourceTitle } from '../source-titles.ts'
import { dayStrip, daysOf, isDueOn, monthScale, namedStretches, stretchesOf } from './day-calendar.ts'
import { type Markup, renderFrame } from './layout.ts'
import type { Site } from './site.ts'
import { dataTable, figureCell } from './tables.ts'

/** What those on duty look at: what wants a person, sources, observed days, runs, rejections, publications. */
export function renderOperationsPage(operations: Operations, site: Site): string {
  const { at } = operations
  return renderFrame({
    path: OPERATIONS_PATH,
    title: 'Operations',
    description: 'What is going on: sources, runs, observed days, rejected records and publications.',
    trail: [{ label: 'Operations', path: null }],
    site,
    main: html`<h1>Operations</h1>
<p class="kicker">${printMoment(at)}, as all times here in UTC. ${readersSee(operations)}</p>
${duty(operations)}
${sources(operations)}
${calendar(operations)}
${publications(operations)}
${runs(operations)}
${rejections(operations)}
${backfills(operations)}
${fleet(operations)}
${alerts(operations)}`,
  })
}

/** What the world sees meanwhile, whatever is wrong here. */
function readersSee({ published }: Operations): string {
  const newest = [...Map.groupBy(published, ({ months }) => months).values()].map(([first]) => first!)
  if (newest.length === 0) return 'Readers see nothing yet.'
  return `Readers see the ${newest.map(({ months, asOf }) => `${period(months)} to ${shortDate(asOf)}`).join(' and the ')}.`
}

/** First what somebody must do, if anybody must do anything. */
function duty(operations: Operations): Markup {
  const wanted = wantsAPerson(operations)
  if (wanted.length === 0)
    return html`<section><h2>Nothing wants a person</h2><p class="hint">No publication is held, every source that is due has been crawled, no work is without a process, and no alert waits.</p></section>`
  return html`<section><h2>${counted(wanted.length, 'thing wants', 'things want')} a person</h2><ul class="duties">${wanted.map(
    ({ isBroken, subject, message, todo }) =>
      html`<li${isBroken ? html` class="broken"` : ''}><b>${subject}</b> ${message} <small>${commandsIn(todo)}</small></li>`,
  )}</ul></section>`
}

/** A text in which what stands in quotes is to be typed. */
const commandsIn = (todo: string): Markup =>
  html`${todo.split(/"([^"]+)"/).map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : part))}`

/** A source's name may break behind the name of its platform. */
const breakable = (name: string): Markup => {
  const [platform, ...rest] = name.split('/')
  return rest.length === 0 ? html`${name}` : html`${platform}/<wbr>${rest.join('/')}`
}

function sources({ sources: all, heldSources, at }: Operations): Markup | string {
  if (all.length === 0) return ''
  const states = all.map(source => ({
    source,
    state: stateOf(source, heldSources.find(held => held.source === source.source)?.messages, at),
  }))
  // What is well needs no eyes.
  const sorted = states.toSorted((a, b) => a.state.rank - b.state.rank)
  return html`<section><h2>Sources</h2>${dataTable(
    'Configured sources and how their latest crawl ended, the worst first',
    [
      { head: 'Source', text: true },
      { head: 'State', text: true },
      { head: 'Latest crawl', text: true },
      { head: 'Last met', text: true },
      { head: 'Next', text: true },
    ],
    sorted.map(({ source, state }) => {
      const { source: name, platform, succeededAt, next } = source
      return html`<tr><th scope="row">${breakable(name)}<small>${sourceTitle(platform)}</small></th><td class="text words">${
        state.rank === WELL ? state.word : because(state.word, state.reason ?? null)
      }</td><td class="text">${latestCrawl(source, at)}</td><td class="text">${
        succeededAt === null ? 'never' : printAge(succeededAt, at)
      }</td><td class="text">${next === null ? '-' : dayAndTime(next)}</td></tr>
`
    }),
  )}</section>`
}

/** A moment in two lines, so that the column is narrow. */
const dayAndTime = (moment: Date): Markup => {
  const [time, ...day] = printMoment(moment).split(' ').reverse()
  return html`${day.reverse().join(' ')}<small>${time}</small>`
}

/** What may be said of a source in a word or two, and why; the lower its rank, the worse. */
interface State {
  rank: number
  word: string
  reason?: string | null
}

const WELL = 9

function stateOf(source: WatchedSource, held: readonly string[] | undefined, at: Date): State {
  const { standing, pausedAt, pausedReason, deferredUntil, deferredReason, state, error, met } = source
  const { remarks, isBehind, isBrokenOff } = source
  if (standing === 'without-terms')
    return { rank: 4, word: 'does not run', reason: 'nobody has read its terms' }
  if (pausedAt !== null)
    return {
      rank: 5,
      word: 'paused',
      reason: `since ${printMoment(pausedAt)}${pausedReason ? `: ${pausedReason}` : ''}`,
    }
  if (held !== undefined) return { rank: 0, word: 'held', reason: held.join('; ') }
  if (deferredUntil !== null && deferredUntil > at)
    return {
      rank: isBehind ? 0 : 3,
      word: `put off until ${printMoment(deferredUntil)}`,
      reason: deferredReason,
    }
  if (standing === 'overdue')
    return { rank: 1, word: 'overdue', reason: `it was due ${printMoment(source.lastDue)}` }
  if (isBrokenOff) return { rank: 2, word: 'broken off', reason: 'its process ended; the next crawl goes on' }
  if (state === null) return { rank: 7, word: 'not crawled yet' }
  if (state === 'running') return { rank: 8, word: 'being crawled' }
  if (state === 'failed') return { rank: 0, word: 'failed', reason: error }
  if (met === 'partial') return { rank: 6, word: 'met in part', reason: remarks.join('; ') }
  return remarks.length > 0
    ? { rank: 6, word: 'met, not as expected', reason: remarks.join('; ') }
    : { rank: WELL, word: 'well' }
}

const because = (state: string, reason: string | null): Markup =>
  html`<b>${state}</b>${reason === null || reason === '' ? '' : html`<small>${reason}</small>`}`

const latestCrawl = ({ startedAt, finishedAt, runId }: WatchedSource, at: Date): Markup | string =>
  startedAt === null
    ? '-'
    : html`${printAge(finishedAt ?? startedAt, at)}<small>run ${runId}${
        finishedAt === null ? '' : `, ${printSpan(finishedAt.getTime() - startedAt.getTime())}`
      }</small>`

function calendar({ boards, sources: all, from, to, at }: Operations): Markup | string {
  if (boards.length === 0) return ''
  const schedules = new Map(all.map(({ source, schedule }) => [source, schedule]))
  return html`<section><h2>Observed days</h2>
<p class="hint"><i class="key days whole"></i> met whole or as far as it shows, <i class="key days part"></i> in part, <i class="key days none"></i> not at all though it was due.</p>
${dataTable(
  `Days on which each source was crawled, ${shortDate(from)} to ${shortDate(to)}`,
  [
    { head: 'Source', text: true },
    { head: '' },
    { head: 'Observed' },
    { head: 'In part' },
    { head: 'Not observed', text: true },
  ],
  [
    html`<tr class="scale"><td></td><td class="strip">${monthScale(from, to)}</td><td></td><td></td><td></td></tr>`,
    ...boards.map(({ board, days }) => {
      const schedule = schedules.get(board)
      // One that is configured no more is not missed.
      const stretches = stretchesOf(
        days,
        schedule === undefined ? (days.at(-1)?.day ?? to) : to,
        schedule === undefined ? undefined : day => isDueOn(schedule, day, at),
      )
      const all = stretches.reduce((sum, stretch) => sum + stretch.days, 0)
      const missed = daysOf(stretches, 'none')
      return html`<tr><th scope="row">${breakable(board)}</th><td class="strip">${dayStrip(stretches, from, to)}</td>${figureCell(
        `${count(all - missed)} of ${count(all)}`,
      )}${figureCell(count(daysOf(stretches, 'part')))}<td class="text words">${
        missed === 0 ? '-' : namedStretches(stretches, 'none')
      }</td></tr>
`
    }),
  ],
  { class: 'calendar' },
)}</section>`
}

function publications({ published, held }: Operations): Markup {
  const stale = published.filter(day => day.stale)
  const days = stale.map(({ asOf }) => asOf).sort()
  const standing = counted(published.length, 'publication stands', 'publications stand')
  const restating =
    days.length === 0
      ? 'Each stands as its data does.'
      : html`Of ${days.length === 1 ? 'one' : count(days.length)}, the oldest for ${shortDate(days[0]!)}, adverts have come, gone or changed since: the schedule makes them again as <code>publications.restate</code> says, <code>jobtide aggregate --stale</code> at once.`
  return html`<section><h2>Publications</h2><p class="hint">${standing}, ${held.length || 'none'} held. ${restating}</p>${
    held.length === 0
      ? ''
      : dataTable(
          'Publications that are held',
          [
            { head: 'Held', text: true },
            { head: 'Days', text: true },
            { head: 'Made', text: true },
            { head: 'Why', text: true },
          ],
          groupHeld(held).map(group => {
            const numbers = group.map(({ publicationId }) => publicationId).sort((a, b) => a - b)
            const ends = [...new Set(group.map(({ asOf }) => asOf))].sort()
            const [first, last] = [ends[0]!, ends.at(-1)!]
            return html`<tr><th scope="row">${numbers.length === 1 ? `Publication ${numbers[0]}` : `${numbers.length} publications`}<small>${
              numbers.length === 1 ? period(group[0].months) : `${numbers[0]} to ${numbers.at(-1)}`
            }</small></th><td class="text">${shortDate(first)}${first === last ? '' : html`<small>to ${shortDate(last)}</small>`}</td><td class="text">${dayAndTime(group[0].publishedAt)}</td><td class="text words">${group[0].reasons.join(' ')}</td></tr>
`
          }),
        )
  }</section>`
}

function runs({ runs, at }: Operations): Markup | string {
  if (runs.length === 0) return ''
  return html`<section><h2>Latest runs</h2><p class="hint">Units of backfills are left out; <code>jobtide runs list --kind backfill</code> has them.</p>${dataTable(
    'The latest runs of the ledger',
    [
      { head: 'Run' },
      { head: 'Work', text: true },
      { head: 'Begun', text: true },
      { head: 'State', text: true },
      { head: 'Records' },
      { head: 'Loaded' },
      { head: 'Changed' },
      { head: 'Rejected' },
    ],
    runs.map(({ runId, kind, subject, startedAt, state, error, accounting }) => {
      const account = accounting as Partial<Accounting> | null
      const cell = (value: number | undefined) => figureCell(count(value ?? null))
      return html`<tr><td>${runId}</td><th scope="row">${kind}<small>${subject}</small></th><td class="text">${printAge(startedAt, at)}</td><td class="text words">${
        error === null ? state : because(state, error)
      }</td>${cell(account?.records)}${cell(account?.loaded)}${cell(account?.changed)}${cell(account?.rejected)}</tr>
`
    }),
  )}</section>`
}

function rejections({ rejections: open, at }: Operations): Markup {
  if (open.length === 0)
    return html`<section><h2>Rejected records</h2><p class="hint">None is open.</p></section>`
  return html`<section><h2>Rejected records</h2><p class="hint">Kept with their reason; after a fix <code>jobtide rejections replay</code> reads them again.</p>${dataTable(
    'Records that could not be read, by source and reason',
    [
      { head: 'Reason', text: true },
      { head: 'Source', text: true },
      { head: 'Records' },
      { head: 'Latest', text: true },
    ],
    open.map(
      ({ source, reason, open: records, newestAt }) =>
        html`<tr><th scope="row">${reason}</th><td class="text">${sourceTitle(source)}</td>${figureCell(count(records))}<td class="text">${printAge(newestAt, at)}</td></tr>
`,
    ),
  )}</section>`
}

function backfills({ backfills: latest, at }: Operations): Markup | string {
  if (latest.length === 0) return ''
  return html`<section><h2>Backfills</h2>${dataTable(
    'The latest backfills',
    [
      { head: 'Period', text: true },
      { head: 'State', text: true },
      { head: 'Units done' },
      { head: 'Failed' },
      { head: 'Begun', text: true },
    ],
    latest.map(
      ({ backfillId, fromMonth, toMonth, state, units, done, failed, atWork, createdAt }) =>
        html`<tr><th scope="row">${shortMonth(fromMonth)} to ${shortMonth(toMonth)}<small>backfill ${backfillId}</small></th><td class="text">${
          state === 'running' ? (atWork > 0 ? `${atWork} at work` : html`<b>nobody at work</b>`) : state
        }</td>${figureCell(
          `${count(done)} of ${count(units)}`,
        )}${figureCell(count(failed))}<td class="text">${printAge(createdAt, at)}</td></tr>
`,
    ),
  )}</section>`
}

function fleet({ fleet: all, at }: Operations): Markup | string {
  const { alive, silent, missing } = fleetAt(all, at)
  const processes = [...new Set([...missing.map(({ last }) => last), ...silent, ...alive])]
  if (processes.length === 0) return ''
  return html`<section><h2>Processes</h2>${dataTable(
    'Schedulers and workers',
    [
      { head: 'Work', text: true },
      { head: 'State', text: true },
      { head: 'Sign of life', text: true },
      { head: 'Started', text: true },
      { head: 'Version', text: true },
    ],
    processes.map(process => {
      const { host, pid, roles, codeVersion, startedAt, beatAt, stoppedAt } = process
      const state = alive.includes(process)
        ? 'alive'
        : html`<b>${stoppedAt === null ? 'silent' : 'stopped'}</b>`
      return html`<tr><th scope="row">${roles.join(', ')}<small>process ${pid} on ${host}</small></th><td class="text">${state}</td><td class="text">${printAge(beatAt, at)}</td><td class="text">${dayAndTime(startedAt)}</td><td class="text">${codeVersion}</td></tr>
`
    }),
  )}</section>`
}

function alerts({ alerts: latest, at }: Operations): Markup | string {
  if (latest.length === 0) return ''
  return html`<section><h2>Alerts</h2>${dataTable(
    'The latest alerts',
    [
      { head: 'Event', text: true },
      { head: 'What happened', text: true },
      { head: 'Raised', text: true },
      { head: 'Sent', text: true },
    ],
    latest.map(
      ({ event, subject, message, raisedAt, sentAt }) =>
        html`<tr><th scope="row">${event}<small>${subject}</small></th><td class="text words">${message}</td><td class="text">${printAge(raisedAt, at)}</td><td class="text">${
          sentAt === null ? 'not yet' : printAge(sentAt, at)
        }</td></tr>
`,
    ),
  )}</section>`
}
