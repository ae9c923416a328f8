import type { KeptRejection, RejectionCount } from '../../../db/queries/rejections.ts'
import { counted, painter, plain } from '../../../pipeline/publish/paint.ts'
import type { Retried } from '../../../pipeline/stages/retry-rejections.ts'
import { columns } from '../../columns.ts'
import { number } from '../../terminal.ts'
import { second } from '../runs/describe-run.ts'

/** A record is known by so many digits of its hash. */
const DIGITS = 12

/** Rejected records by platform and reason, each with its newest example. */
export function printCounts(counts: readonly RejectionCount[], { colour }: { colour: boolean }): string {
  const paint = painter(colour)
  if (counts.length === 0) return 'No record is rejected.\n'
  const lines = counts.map(({ source, reason, open, resolved, newestAt, newest }) =>
    [
      columns([
        [
          paint(open > 0 ? 'yellow' : 'dim', `${number(open)} open`),
          paint('dim', `${number(resolved)} resolved`),
          paint('bold', plain(source)),
          plain(reason),
        ],
      ])[0],
      paint(
        'dim',
        `    newest ${second(newestAt)}  ${newest.hash.slice(0, DIGITS)}  ${plain(newest.sourceId ?? '')}  ${short(newest.input, 80)}`,
      ),
    ].join('\n'),
  )
  return `${lines.join('\n')}\n`
}

/** Rejected records with their inputs. */
export function printRejections(
  rejections: readonly KeptRejection[],
  { colour, whole }: { colour: boolean; whole: boolean },
): string {
  const paint = painter(colour)
  if (rejections.length === 0) return 'No such record is rejected.\n'
  const parts = rejections.map(each =>
    [
      `${paint('bold', `${plain(each.source)} ${each.hash.slice(0, DIGITS)}`)}  ${paint(each.resolvedAt ? 'green' : 'yellow', each.resolvedAt ? `resolved ${second(each.resolvedAt)}: ${each.resolution}` : 'open')}`,
      ...columns([
        ['reason', plain(each.reason)],
        ['id', plain(each.sourceId ?? '(none could be read)')],
        [
          'met',
          `${second(each.rejectedAt)} UTC in run ${each.runId} (${plain(`${each.kind ?? ''} ${each.subject ?? ''}`.trim())})`,
        ],
        [
          'response',
          each.snapshots.length > 0
            ? each.snapshots.map(hash => hash.slice(0, DIGITS)).join(', ')
            : 'none is stored',
        ],
      ]),
      whole ? inputOf(each.input) : `  ${short(each.input, 300)}`,
    ].join('\n'),
  )
  return `${parts.join('\n\n')}\n`
}

/** What a replay came to. */
export function printRetried(retried: Retried): string {
  const { resolved, open, responses, gone, impossible } = retried
  const done = Object.values(resolved).reduce((sum, count) => sum + count, 0)
  const how = Object.entries(resolved).flatMap(([what, count]) =>
    count > 0 ? `${number(count)} ${what}` : [],
  )
  return [
    `${counted(done, 'record')} resolved${how.length > 0 ? ` (${how.join(', ')})` : ''}, ${number(open)} still open; ${counted(responses, 'response')} read again, ${number(gone)} stored no more. Run ${retried.runId}.`,
    ...Object.entries(impossible).map(([why, count]) => `  ${number(count)} could not be read again: ${why}`),
  ].join('\n')
}

/** JSON on lines of its own, anything else as it is. */
function inputOf(input: string): string {
  let text = input
  try {
    text = JSON.stringify(JSON.parse(input), null, 2)
  } catch {
    // Not JSON, or cut.
  }
  return text
    .split('\n')
    .map(line => `    ${plain(line)}`)
    .join('\n')
}

const short = (text: string, width: number): string => {
  const line = plain(text.slice(0, 4 * width)).replace(/\s+/g, ' ')
  return line.length > width ? `${line.slice(0, width - 1)}…` : line
}
