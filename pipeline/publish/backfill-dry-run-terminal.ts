import type { PostingsDiff, Reason } from '../runs/backfill/diff-postings.ts'
import type { DryRun, MonthCounts } from '../runs/backfill/dry-run.ts'
import type { BackfillDraft } from '../runs/backfill/plan.ts'
import { duration, periodOf, stageNames } from './backfill-terminal.ts'
import { change, count, MISSING, money } from './format.ts'
import { type Column, columnsTable, part } from './guide-terminal/columns.ts'
import { counted } from './paint.ts'
import {
  joinParts,
  type Means,
  means,
  pageHeading,
  paragraph,
  partTitle,
  type TerminalOptions,
} from './text-table.ts'

/** Months from which on they are shown by the year. */
const byYearFrom = 25
/** Terms that are listed, and quotes on both sides from which a median is worth comparing. */
const shown = { terms: 15, pay: 10 }
const leastQuotes = 5

const reasons: Record<Reason, string> = {
  taxonomy: 'Taxonomy alone',
  code: 'Code alone',
  both: 'Code and taxonomy',
  neither: 'Neither: what stands is not what these versions read',
}

/** What a backfill would do, for those who decide on it. */
export function printDryRun(run: DryRun, draft: BackfillDraft, options: TerminalOptions): string {
  const page = means(options)
  const { platforms, stages } = draft
  return joinParts([
    pageHeading(
      `Dry run of a backfill: ${periodOf(draft)}`,
      [
        platforms.length > 0 ? platforms.join(', ') : 'all platforms',
        stages.map(stage => stageNames[stage].toLowerCase()).join(', '),
        'nothing was written',
      ].join(' · '),
      page,
    ),
    run.obstacle === null
      ? null
      : paragraph(`It could not begin now: ${run.obstacle}.`, 'red', page.width, page.paint),
    counts(run.months, page),
    cost(run, page),
    ...(run.diff ? changes(run, run.diff, page) : []),
  ])
}

const number = (head: string, width: number): Column => ({ head, width, align: 'right' })

function counts(months: readonly MonthCounts[], page: Means): string {
  const perYear = months.length >= byYearFrom
  const groups = Map.groupBy(months, ({ month }) => month.slice(0, perYear ? 4 : 7))
  const lines = [...groups].map(([name, group]) => line(name, group))
  const table = columnsTable(
    [
      { head: perYear ? 'Year' : 'Month' },
      number('Stored', 12),
      number('Records seen', 14),
      number('In archives', 12),
      number('Not stored yet', 15),
    ],
    [...lines, { ...line('All', months), strong: true }],
    page,
  )
  return `${partTitle('Responses', page)}\n${table}`
}

function line(name: string, months: readonly MonthCounts[]) {
  const sum = (key: 'stored' | 'adverts' | 'archived' | 'missing') =>
    count(months.reduce((total, month) => total + month[key], 0))
  return { cells: [name, sum('stored'), sum('adverts'), sum('archived'), sum('missing')] }
}

function cost({ months, intake, diff, publications, publishingSeconds }: DryRun, page: Means): string {
  const missing = months.reduce((sum, month) => sum + month.missing, 0)
  const lines: string[][] = []
  if (intake && intake.sampled > 0) {
    const perResponse = intake.seconds / intake.sampled
    lines.push([
      'Take archives in',
      duration(perResponse * missing),
      `some ${count(Math.round((intake.adverts / intake.sampled) * missing))} adverts and ${size(
        (intake.bytes / intake.sampled) * missing,
      )} on disk, by a sample of ${counted(intake.sampled, 'response')}`,
    ])
  }
  if (diff)
    lines.push([
      'Read again',
      duration(diff.seconds * (1 + changedOf(diff) / Math.max(diff.compared, 1))),
      `reading and extracting took ${duration(diff.seconds)} here, ${count(
        Math.round(diff.compared / Math.max(diff.seconds, 0.001)),
      )} adverts a second; loading adds to it for what changes`,
    ])
  if (publications > 0)
    lines.push([
      'Publish',
      publishingSeconds === null ? 'not measured' : duration(publishingSeconds),
      counted(publications, 'publication of month ends', 'publications of month ends'),
    ])
  const table = columnsTable(
    [{ head: '', width: 18 }, { head: 'Time', width: 13, strong: true }, { head: '' }],
    lines.map(cells => ({ cells })),
    page,
  )
  return `${partTitle('Cost, on this machine', page)}\n${table}`
}

function size(bytes: number): string {
  return bytes < 1_000_000
    ? `${count(Math.ceil(bytes / 1000))} kB`
    : `${count(Math.round(bytes / 1_000_000))} MB`
}

const changedOf = ({ changed }: PostingsDiff): number =>
  Object.values(changed).reduce((sum, each) => sum + each, 0)

function changes({ months }: DryRun, diff: PostingsDiff, page: Means): (string | null)[] {
  const missing = months.reduce((sum, month) => sum + month.missing, 0)
  const changed = changedOf(diff)
  const { inScope } = diff
  const ofAll = (adverts: number) =>
    diff.compared === 0 ? MISSING : `${((100 * adverts) / diff.compared).toFixed(1)}%`
  const head = columnsTable(
    [{ head: '' }, { ...number('Adverts', 12), strong: true }, number('Of them', 10)],
    [
      ['Compared: they stand, and are read in these responses', count(diff.compared), ''],
      ['Read as before', count(diff.same), ofAll(diff.same)],
      ['Read otherwise', count(changed), ofAll(changed)],
      ['No adverts any more', count(diff.removed), ofAll(diff.removed)],
      ['Found now in what is stored', count(diff.added), ''],
      ['In scope before', count(inScope.before), ''],
      [
        'In scope after',
        count(inScope.after),
        change(inScope.before === 0 ? null : (100 * (inScope.after - inScope.before)) / inScope.before),
      ],
    ].map(cells => ({ cells })),
    page,
  )
  const notes = [
    'Counted in adverts, each once: a record, such as a comment of a hiring thread, may hold several. Published figures count vacancies, of which several adverts may be one.',
    ...(diff.passedOver > 0
      ? [
          `${counted(diff.passedOver, 'response')} cannot be read again (past their retention, or erased): what was read of them stands.`,
        ]
      : []),
    ...(missing > 0
      ? [
          `${counted(missing, 'response')} of the archives ${missing === 1 ? 'is' : 'are'} not stored yet: their adverts come on top of this, as new data.`,
        ]
      : []),
  ]
  const why = Object.entries(diff.changed) as [Reason, number][]
  const moved = diff.terms.filter(({ before, after }) => before !== after)
  const pay = diff.pay.filter(
    ({ before, after, quotedBefore, quotedAfter }) =>
      before !== after && quotedBefore >= leastQuotes && quotedAfter >= leastQuotes,
  )
  return [
    `${partTitle('What would change', page)}\n${head}\n${notes.map(note => paragraph(note, 'dim', page.width, page.paint)).join('\n')}`,
    part(
      'Why: versions that adverts were read with, and are not today’s',
      [{ head: '' }, { ...number('Adverts', 12), strong: true }],
      why
        .filter(([, adverts]) => adverts > 0)
        .map(([reason, adverts]) => ({ cells: [reasons[reason], count(adverts)] })),
      page,
    ),
    part(
      'What of them',
      [{ head: '' }, { ...number('Adverts', 12), strong: true }],
      Object.entries(diff.parts)
        .sort(([, a], [, b]) => b - a)
        .map(([name, adverts]) => ({ cells: [name, count(adverts)] })),
      page,
    ),
    part(
      `Top movers: adverts in scope${moved.length > shown.terms ? `, the first ${shown.terms} of ${counted(moved.length, 'term')}` : ''}`,
      [
        { head: '' },
        { head: 'Category', width: 26, quiet: true },
        number('Before', 9),
        number('After', 9),
        number('More', 9),
        { ...number('Change', 11), strong: true, signed: true },
      ],
      moved.slice(0, shown.terms).map(({ term, category, before, after }) => ({
        cells: [
          term,
          category,
          count(before),
          count(after),
          `${after > before ? '+' : ''}${count(after - before)}`,
          before === 0 ? 'new' : after === 0 ? 'gone' : change((100 * (after - before)) / before),
        ],
      })),
      page,
    ),
    part(
      `Top movers: median of quoted pay${pay.length > shown.pay ? `, the first ${shown.pay} of ${count(pay.length)}` : ''}`,
      [
        { head: '' },
        { head: 'By the', width: 7 },
        { ...number('Quotes', 13), quiet: true },
        number('Before', 10),
        number('After', 10),
        { ...number('Change', 11), strong: true, signed: true },
      ],
      pay.slice(0, shown.pay).map(({ term, unit, quotedBefore, quotedAfter, before, after }) => ({
        cells: [
          term,
          unit,
          `${count(quotedBefore)} → ${count(quotedAfter)}`,
          money(before, unit as 'year'),
          money(after, unit as 'year'),
          change(100 * (after! / before! - 1)),
        ],
      })),
      page,
    ),
  ]
}
