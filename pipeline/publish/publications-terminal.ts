import type { Verdict } from '../../db/loaders/verdicts.ts'
import type { StoredCoverage } from '../../db/queries/coverage.ts'
import type { PastPublication, PublicationState } from '../../db/queries/publication-history.ts'
import type { PublicationTotals } from '../../db/queries/publication-totals.ts'
import { totalsPart } from './diff-terminal/totals.ts'
import { count, longDate, period, shortDate } from './format.ts'
import { type Column, part } from './guide-terminal/columns.ts'
import { counted, type Paint, plain, type Style } from './paint.ts'
import { joinParts, means, pageHeading, paragraph, type TerminalOptions } from './text-table.ts'

/** A publication as a list has it. */
export type ListedPublication = PastPublication & { totals: PublicationTotals }

const styles: Record<PublicationState, Style> = {
  current: 'green',
  held: 'yellow',
  withdrawn: 'red',
  superseded: 'dim',
}

const number = (head: string, width: number): Column => ({ head, width, align: 'right' })

/** Publications as a table; below it why each held one waits. */
export function printPublications(listed: readonly ListedPublication[], options: TerminalOptions): string {
  const page = means(options)
  if (listed.length === 0) return 'No publications.\n'
  const held = listed.filter(({ state }) => state === 'held')
  const table = part(
    'Publications',
    [
      number('Number', 7),
      { head: 'As of', width: 10 },
      number('Months', 6),
      { head: ' State', width: 11 },
      number('Vacancies', 10),
      { head: 'Made (UTC)', width: 16, quiet: true },
      number('Backfill', 8),
      { head: 'Taxonomy', width: 9, quiet: true },
      { head: 'Code' },
    ],
    listed.map(each => ({
      cells: [
        String(each.publicationId),
        each.asOf,
        String(each.months),
        ` ${each.state}`,
        count(all(each.totals)),
        minute(each.publishedAt),
        each.backfillId === null ? '' : String(each.backfillId),
        each.taxonomy.slice(0, 8),
        each.code,
      ],
      strong: each.state === 'held',
    })),
    page,
  )
  return joinParts([
    colourStates(table!, page.paint),
    ...[...Map.groupBy(held, each => JSON.stringify([each.backfillId, each.held])).values()].map(group =>
      whyHeld(group, page.width, page.paint),
    ),
    held.length === 0 ? null : paragraph(waiting(held), 'dim', page.width, page.paint),
  ])
}

/** The column of states is the one whose words carry a colour. */
const colourStates = (table: string, paint: Paint): string =>
  table.replace(
    / (current|held|withdrawn|superseded)(?= )/g,
    (_whole, state: PublicationState) => ` ${paint(styles[state], state)}`,
  )

function waiting(held: readonly PastPublication[]): string {
  const backfills = [...new Set(held.flatMap(({ backfillId }) => backfillId ?? []))]
  const waits = counted(held.length, 'publication waits', 'publications wait')
  const one =
    '"jobtide publications diff NUMBER" says what would change, "jobtide publications release NUMBER" shows it to readers'
  const whole = backfills.map(id => `"--backfill ${id}"`).join(' or ')
  return `${waits} for a person: ${one}${whole && `; with ${whole} in place of NUMBER, all of the backfill`}.`
}

/** @param group publications that wait for the same reasons */
function whyHeld(group: readonly PastPublication[], width: number, paint: Paint): string {
  const [{ publicationId, asOf, months, held, backfillId }] = group as [PastPublication]
  const days = group.map(each => each.asOf).sort()
  const head = paragraph(
    group.length === 1
      ? `${publicationId}, ${period(months)} to ${longDate(asOf)}, is held:`
      : `${counted(group.length, 'publication')}${backfillId === null ? '' : ` of backfill ${backfillId}`}, ${longDate(days[0]!)} to ${longDate(days.at(-1)!)}, are held:`,
    'yellow',
    width,
    paint,
  )
  return [head, ...(held ?? []).map(reason => bullet(reason, width, paint))].join('\n')
}

const bullet = (text: string, width: number, paint: Paint): string =>
  paragraph(plain(text), 'reset', width - 2, paint)
    .split('\n')
    .map((line, at) => `${at === 0 ? '- ' : '  '}${line}`)
    .join('\n')

/** All that is known of one publication. */
export interface ShownPublication extends ListedPublication {
  coverage: StoredCoverage | null
  verdicts: Verdict[]
  /** The one that it replaced, or would replace. */
  replaced: ListedPublication | null
}

/** One publication: what it is made of, what was judged of it, what it changed. */
export function printPublication(shown: ShownPublication, options: TerminalOptions): string {
  const page = means(options)
  const { width, paint } = page
  const { publicationId, asOf, months, state, replaced } = shown
  const line = (name: string, text: string) => `${paint('dim', name.padEnd(10))} ${plain(text)}`
  const facts = [
    `${paint('dim', 'State'.padEnd(10))} ${paint(styles[state], state)}${plain(historyOf(shown))}`,
    line(
      'Made',
      `${minute(shown.publishedAt)} UTC, ${shown.kind === 'calendar' ? 'by the calendar' : 'asked for'}`,
    ),
    line('Taxonomy', shown.taxonomy),
    line('Code', shown.code),
    line('Data', `change ${shown.changeNumber}`),
    shown.backfillId === null ? '' : line('Backfill', String(shown.backfillId)),
  ].filter(text => text !== '')
  const windows = part(
    'Windows',
    [
      { head: 'Up to' },
      number('Window', 8),
      number('Vacancies', 10),
      number('Days', 6),
      number('Observed', 9),
      { head: ' Compares', width: 40, quiet: true },
    ],
    (shown.coverage?.windows ?? []).map((window, at) => {
      const judged = shown.coverage!.comparability.find(({ yearsBack }) => yearsBack === at)
      return {
        cells: [
          longDate(window.endsOn),
          String(shown.windowIds[at] ?? ''),
          count(window.vacancies),
          String(window.days),
          String(window.daysObserved),
          judged ? ` ${judged.comparable ? 'with the year before' : (judged.reason ?? 'not')}` : '',
        ],
      }
    }),
    page,
  )
  const sources = part(
    'Sources of its own window',
    [
      { head: '' },
      number('Vacancies', 10),
      number('Boards', 7),
      number('Days looked at', 15),
      number('In part', 8),
      { head: '  Last', width: 14 },
    ],
    (shown.coverage?.windows[0]?.sources ?? []).map(source => ({
      cells: [
        source.source,
        count(source.vacancies),
        source.boards === 0 ? '' : String(source.boards),
        String(source.daysObserved),
        source.partialDays === 0 ? '' : String(source.partialDays),
        source.lastObserved ? `  ${shortDate(source.lastObserved)}` : '  never',
      ],
    })),
    page,
  )
  return joinParts([
    pageHeading(`Publication ${publicationId}`, `${period(months)} to ${longDate(asOf)}`, page),
    facts.join('\n'),
    replaced
      ? totalsPart(
          `Against publication ${replaced.publicationId}${replaced.asOf === asOf ? '' : ` of ${longDate(replaced.asOf)}`}`,
          { from: replaced.totals, to: shown.totals, types: ['permanent', 'contract'] },
          page,
        )
      : null,
    verdictsPart(shown.verdicts, width, paint),
    windows,
    sources,
  ])
}

/** What was judged, what is wrong first; what passed in one line. */
function verdictsPart(verdicts: readonly Verdict[], width: number, paint: Paint): string | null {
  if (verdicts.length === 0) return null
  const words = { hold: paint('red', 'hold'), warn: paint('yellow', 'warn'), pass: paint('green', 'pass') }
  const of = (outcome: Verdict['outcome']) => verdicts.filter(each => each.outcome === outcome)
  const lines = [...of('hold'), ...of('warn'), ...of('pass')].map(({ outcome, message }) =>
    paragraph(plain(message), 'reset', width - 6, paint)
      .split('\n')
      .map((line, at) => `${at === 0 ? words[outcome] : '    '}  ${line}`)
      .join('\n'),
  )
  return [paint('bold', 'Judged'), paint('dim', '─'.repeat(width)), ...lines].join('\n')
}

function historyOf({ releasedAt, withdrawnAt, held }: PastPublication): string {
  if (withdrawnAt) return `, on ${minute(withdrawnAt)} UTC`
  if (releasedAt && held) return `, was held and released on ${minute(releasedAt)} UTC`
  return releasedAt ? `, released on ${minute(releasedAt)} UTC` : ''
}

const minute = (moment: string): string => moment.slice(0, 16).replace('T', ' ')
const all = ({ permanent, contract }: PublicationTotals): number => permanent.vacancies + contract.vacancies
