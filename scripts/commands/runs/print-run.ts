import type { WholeRun } from '../../../db/queries/runs.ts'
import { counted, type Paint, painter, plain } from '../../../pipeline/publish/paint.ts'
import { mandatory } from '../../../pipeline/quality/source-expectations.ts'
import { printAccounting } from '../../accounting-table.ts'
import { columns } from '../../columns.ts'
import { number } from '../../terminal.ts'
import { accountOf, coverageOf, duration, outcomeLine, second } from './describe-run.ts'

/** Everything of one run: what is wrong with it first, then what it did, then where to look next. */
export function printRun(run: WholeRun, { colour, now }: { colour: boolean; now: Date }): string {
  const paint = painter(colour)
  const parts = [
    heading(run, paint, now),
    wrong(run, paint),
    coveragePart(run, paint),
    accountPart(run, paint),
    verdictPart(run, paint),
    rejectionPart(run, paint),
    nextPart(run, paint),
  ]
  return `${parts.filter(part => part !== null).join('\n\n')}\n`
}

function heading(run: WholeRun, paint: Paint, now: Date): string {
  const { worker } = run
  const place =
    worker === null
      ? 'a person'
      : `worker ${worker.host === null ? worker.id : `${plain(worker.host)}, process ${worker.pid}`}`
  const ended =
    run.finishedAt === null
      ? run.state === 'running'
        ? `at work for ${duration(run, now)}`
        : 'not finished, and no process works on it'
      : `to ${second(run.finishedAt)}, ${duration(run, now)}`
  const isBad = run.state === 'failed' || run.state === 'interrupted'
  const state = paint(isBad ? 'red' : run.state === 'running' ? 'cyan' : 'green', run.state)
  return [
    `${paint('bold', `Run ${run.runId}: ${run.kind} ${plain(run.subject)}`)}  ${state}`,
    `from ${second(run.startedAt)} UTC ${ended}; run by ${place}`,
  ].join('\n')
}

/** The error, and what holds or warns. */
function wrong(run: WholeRun, paint: Paint): string | null {
  const lines = [
    ...(run.error === null ? [] : [paint('red', `error  ${plain(run.error)}`)]),
    ...run.verdicts
      .filter(({ outcome }) => outcome !== 'pass')
      .map(({ outcome, message }) =>
        paint(
          outcome === 'hold' ? 'red' : 'yellow',
          `${outcome === 'hold' ? 'HELD ' : 'warn '}  ${plain(message)}`,
        ),
      ),
  ]
  return lines.length === 0 ? null : lines.join('\n')
}

function coveragePart(run: WholeRun, paint: Paint): string | null {
  const coverage = coverageOf(run)
  if (!coverage) return null
  const { state, reasons, listed, total, met, filled, keys } = coverage
  const whole = {
    complete: 'the whole listing',
    partial: 'a part of the listing',
    latest: 'the newest adverts',
  }
  const of = total === null ? '' : ` of ${number(total)} that the board says it has`
  const fields = Object.entries(filled.fields)
    .filter(([field]) => !mandatory.includes(field))
    .map(([field, count]) => `${field} ${Math.floor((100 * (count ?? 0)) / Math.max(filled.postings, 1))} %`)
  const unused = Object.keys(keys.ignored).length
  return [
    paint('bold', 'Coverage'),
    ...columns([
      [
        'met',
        `${whole[state]}: ${counted(listed, 'advert')}${of}${met === null ? '' : `, ${number(met)} of them met`}`,
      ],
      ...reasons.filter(reason => reason !== run.error).map(reason => ['partial', plain(reason)]),
      [
        'changes',
        `${number(coverage.new)} new, ${number(coverage.changed)} changed, ${number(coverage.unchanged)} unchanged, ${number(coverage.closed)} closed, ${number(coverage.relisted)} listed again`,
      ],
      ...(filled.postings > 0
        ? [['read', `${counted(filled.postings, 'posting')}: ${fields.join(', ')}`]]
        : [['read', 'no posting']]),
      ...(unused > 0 ? [['keys', `${counted(unused, 'key')} that no field uses`]] : []),
      ...run.failedPages.map(({ reason, pages }) => ['pages', `${number(pages)} × ${plain(reason)}`]),
    ]),
  ].join('\n')
}

function accountPart(run: WholeRun, paint: Paint): string | null {
  const account = accountOf(run)
  if (!account) return run.accounting === null ? null : outcomeLine(run)
  if (account.records === 0) return `${paint('bold', 'Account')}\n  no record`
  const table = printAccounting(account, process.stdout)
  return [paint('bold', 'Account'), ...table.split('\n').map(line => `  ${line}`)].join('\n')
}

function verdictPart({ verdicts }: WholeRun, paint: Paint): string | null {
  if (verdicts.length === 0) return null
  const style = { hold: 'red', warn: 'yellow', pass: 'green' } as const
  const rows = verdicts.map(({ outcome, expectation, message, expected }) => [
    paint(style[outcome], outcome),
    plain(expectation),
    plain(outcome === 'pass' ? message : (expected ?? '')),
  ])
  return [paint('bold', 'Judged'), ...columns(rows)].join('\n')
}

function rejectionPart({ rejections }: WholeRun, paint: Paint): string | null {
  if (rejections.length === 0) return null
  const rows = rejections.map(({ open, resolved, reason }) => [
    `${number(open)} open`,
    resolved > 0 ? `${number(resolved)} resolved` : '',
    plain(reason),
  ])
  return [paint('bold', 'Records that it was the first to reject'), ...columns(rows)].join('\n')
}

/** What a person may want to do now. */
function nextPart(run: WholeRun, paint: Paint): string | null {
  const next = [
    ...(run.kind === 'crawl' && run.verdicts.some(({ outcome }) => outcome !== 'pass')
      ? [`jobtide sources drift ${run.subject}`]
      : []),
    ...(run.kind === 'crawl' && run.state === 'failed' ? [`jobtide sources check ${run.subject}`] : []),
    ...(run.kind === 'backfill' ? [`jobtide backfill status ${run.subject.split(' ')[0]}`] : []),
    ...(run.rejections.some(({ open }) => open > 0) ? [`jobtide rejections show --run ${run.runId}`] : []),
  ]
  return next.length === 0 ? null : paint('dim', `Look on with: ${next.map(plain).join('   ')}`)
}
