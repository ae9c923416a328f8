import type { Run } from '../../../db/queries/runs.ts'
import { painter, plain } from '../../../pipeline/publish/paint.ts'
import { columns } from '../../columns.ts'
import { duration, outcomeLine, second } from './describe-run.ts'

/**
 * The runs as a table, one line each.
 * @param width columns of the terminal, which no line is to exceed; null where it is none: nothing is cut then
 */
export function printRuns(
  runs: readonly Run[],
  { colour, width, now }: { colour: boolean; width: number | null; now: Date },
): string {
  const paint = painter(colour)
  if (runs.length === 0) return 'No such run.\n'
  const rows = runs.map(run => [
    String(run.runId),
    second(run.startedAt),
    duration(run, now),
    run.kind,
    stateOf(run),
    plain(run.subject),
  ])
  const head = ['run', 'started (UTC)', 'took', 'kind', 'state', 'subject']
  const [first, ...lines] = columns([head, ...rows])
  const widest = Math.max(first!.length, ...lines.map(line => line.length))
  const body = lines.map((line, at) => {
    const run = runs[at]!
    const room = width === null ? Number.POSITIVE_INFINITY : Math.max(20, width - widest - 2)
    const outcome = outcomeLine(run)
    const said = outcome.length > room ? `${outcome.slice(0, room - 1)}…` : outcome
    const isBad = run.state === 'failed' || run.state === 'interrupted' || run.held > 0
    const style = isBad ? 'red' : run.warned > 0 ? 'yellow' : run.state === 'running' ? 'cyan' : null
    const told = said === '' ? line : `${line.padEnd(widest)}  ${said}`
    return style ? paint(style, told) : told
  })
  return `${[paint('dim', first!), ...body].join('\n')}\n`
}

/** Held and warned of stand beside the state: a run may be done and its source held. */
const stateOf = ({ state, held, warned }: Run): string =>
  held > 0 ? `${state}, HELD` : warned > 0 ? `${state}, warned` : state
