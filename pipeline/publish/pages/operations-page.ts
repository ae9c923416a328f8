import { html } from 'hono/html'
import type { Operations, WatchedSource } from '../../operations/read-operations.ts'
import { wantsAPerson } from '../../operations/wants-a-person.ts'
import type { Accounting } from '../../quality/accounting.ts'
import { count, period, shortDate, shortMonth } from '../format.ts'
import { printAge, printMoment, printSpan } from '../moment.ts'
import { counted } from '../paint.ts'
import { OPERATIONS_PATH } from '../paths.ts'
import { sourceTitle } from '../source-titles.ts'
import { dayStrip, daysOf, monthScale, namedStretches, stretchesOf } from './day-calendar.ts'
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
<p class="kicker">As of ${printMoment(at)} UTC. All times are in UTC.</p>
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

/** First what somebody must do, if anybody must do anything. */
function duty(operations: Operations): Markup {
  const wanted = wantsAPerson(operations)
  if (wanted.length === 0)
    return html`<section><h2>Nothing wants a person</h2><p class="hint">No publication is held, every source that is due has been crawled, and no alert waits.</p></section>`
  return html`<section><h2>${counted(wanted.length, 'thing wants', 'things want')} a person</h2><ul class="duties">${wanted.map(
    ({ subject, message, command }) =>
      html`<li><b>${subject}</b> ${message}${command === null ? '' : html` <code>${command}</code>`}</li>`,
  )}</ul></section>`
}

function sources({ sources, at }: Operations): Markup | string {
  if (sources.length === 0) return ''
  return html`<section><h2>Sources</h2>${dataTable(
    'Configured sources and how their latest crawl ended',
    [
      { head: 'Source', text: true },
      { head: 'State', text: true },
      { head: 'Latest crawl', text: true },
      { head: 'Met whole', text: true },
      { head: 'Due next', text: true },
    ],
    sources.map(source => {
      const { source: name, platform, completeAt, nextDue } = source
      return html`<tr><th scope="row">${name}<small>${sourceTitle(platform)}</small></th><td class="text words">${stateOf(
        source,
        at,
      )}</td><td class="text">${latestCrawl(source, at)}</td><td class="text">${
        completeAt === null ? '-' : printAge(completeAt, at)
      }</td><td class="text">${source.standing !== 'without-terms' && source.standing !== 'paused' ? printMoment(nextDue) : '-'}</td></tr>
`
    }),
  )}</section>`
}

/** What may be said of a source in a word or two, and why. */
function stateOf(source: WatchedSource, at: Date): Markup | string {
  const { standing, pausedAt, pausedReason, deferredUntil, deferredReason, state, error, met } = source
  if (standing === 'without-terms') return because('does not run', 'nobody has read its terms')
  if (pausedAt !== null) return because('paused', pausedReason ?? `since ${printMoment(pausedAt)}`)
  if (deferredUntil !== null && deferredUntil > at)
    return because(`put off until ${printMoment(deferredUntil)}`, deferredReason)
  if (standing === 'overdue') return because('overdue', `it was due ${printMoment(source.lastDue)}`)
  if (state === null) return 'not crawled yet'
  if (state === 'running') return 'being crawled'
  if (state === 'failed') return because('failed', error)
  if (met === 'partial') return because('met in part', source.remarks.join('; '))
  return source.remarks.length > 0 ? because('as crawled, unexpected', source.remarks.join('; ')) : 'well'
}

const because = (state: string, reason: string | null): Markup =>
  html`<b>${state}</b>${reason === null || reason === '' ? '' : html`<small>${reason}</small>`}`

const latestCrawl = ({ startedAt, finishedAt, runId }: WatchedSource, at: Date): Markup | string =>
  startedAt === null
    ? '-'
    : html`${printAge(finishedAt ?? startedAt, at)}<small>run ${runId}${
        finishedAt === null ? '' : `, ${printSpan(finishedAt.getTime() - startedAt.getTime())}`
      }</small>`

function calendar({ boards, from, to }: Operations): Markup | string {
  if (boards.length === 0) return ''
  return html`<section><h2>Observed days</h2>
<p class="hint"><i class="key days whole"></i> met whole or as far as it shows, <i class="key days part"></i> in part, <i class="key days none"></i> not at all since its first day.</p>
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
      const stretches = stretchesOf(days, to)
      const all = stretches.reduce((sum, stretch) => sum + stretch.days, 0)
      const missed = daysOf(stretches, 'none')
      return html`<tr><th scope="row">${board}</th><td class="strip">${dayStrip(stretches, from, to)}</td>${figureCell(
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
  const newest = published[0] ? `, the newest for ${shortDate(published[0].asOf)}` : ''
  const standing = counted(published.length, 'publication stands', 'publications stand')
  return html`<section><h2>Publications</h2><p class="hint">${standing}${newest}; ${held.length || 'none'} held, ${
    stale.length || 'none'
  } stale: since then adverts of theirs have come, gone or changed.</p>${
    held.length + stale.length === 0
      ? ''
      : dataTable(
          'Publications that are held, and published days that are stale',
          [
            { head: 'Day', text: true },
            { head: 'Window', text: true },
            { head: 'Made', text: true },
            { head: 'State', text: true },
          ],
          [
            ...held.map(
              ({ publicationId, asOf, months, publishedAt, reasons }) =>
                html`<tr><th scope="row">${shortDate(asOf)}</th><td class="text">${period(months)}</td><td class="text">${printMoment(publishedAt)}</td><td class="text words">${because(`held (${publicationId})`, reasons.join('; '))}</td></tr>
`,
            ),
            ...stale.map(
              ({ asOf, months, publishedAt }) =>
                html`<tr><th scope="row">${shortDate(asOf)}</th><td class="text">${period(months)}</td><td class="text">${printMoment(publishedAt)}</td><td class="text words">stale</td></tr>
`,
            ),
          ],
        )
  }</section>`
}

function runs({ runs, at }: Operations): Markup | string {
  if (runs.length === 0) return ''
  return html`<section><h2>Latest runs</h2>${dataTable(
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
      ({ backfillId, fromMonth, toMonth, state, units, done, failed, createdAt }) =>
        html`<tr><th scope="row">${shortMonth(fromMonth)} to ${shortMonth(toMonth)}<small>backfill ${backfillId}</small></th><td class="text">${state}</td>${figureCell(
          `${count(done)} of ${count(units)}`,
        )}${figureCell(count(failed))}<td class="text">${printAge(createdAt, at)}</td></tr>
`,
    ),
  )}</section>`
}

function fleet({ fleet: processes, at }: Operations): Markup | string {
  if (processes.length === 0) return ''
  return html`<section><h2>Processes</h2>${dataTable(
    'Schedulers and workers that have not stopped',
    [
      { head: 'Process', text: true },
      { head: 'Work', text: true },
      { head: 'Version', text: true },
      { head: 'Since', text: true },
      { head: 'Sign of life', text: true },
    ],
    processes.map(
      ({ host, pid, roles, codeVersion, startedAt, beatAt }) =>
        html`<tr><th scope="row">${host} ${pid}</th><td class="text">${roles.join(', ')}</td><td class="text">${codeVersion}</td><td class="text">${printMoment(startedAt)}</td><td class="text">${printAge(beatAt, at)}</td></tr>
`,
    ),
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
