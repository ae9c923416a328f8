import { styleText } from 'node:util'
import Table from 'cli-table3'
import type { Evaluation } from '../../pipeline/quality/evaluation/evaluate.ts'
import { number } from '../terminal.ts'

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

/** One row for each figure; sets and their numbers of cases stand once. */
export function printTable(rows: Evaluation['rows']): string {
  const table = new Table({
    head: ['set', 'cases', 'measure', 'figure', 'of', 'contested', 'floor'],
    colAligns: ['left', 'right', 'left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  })
  let set = ''
  for (const row of rows) {
    const first = row.set !== set
    set = row.set
    const figure = percent(row.value)
    const isBelow = row.floor !== null && row.value < row.floor
    table.push([
      first ? row.set : '',
      first ? number(row.cases) : '',
      row.measure,
      isBelow ? styleText('red', figure) : figure,
      number(row.of),
      row.contested === 0 ? '' : number(row.contested),
      row.floor === null ? '' : percent(row.floor),
    ])
  }
  return table.toString()
}

/** The failures below a heading for each measure. */
export function printFailures(failures: Evaluation['failures']): string[] {
  let heading = ''
  return failures.flatMap(({ set, measure, case: read, expected, found }) => {
    const own = `${set}, ${measure}`
    const lines = own === heading ? [] : ['', styleText('bold', own)]
    heading = own
    return [
      ...lines,
      `  ${read.replace(/\s+/g, ' ').slice(0, 160)}`,
      `    expected ${expected}; found ${found}`,
    ]
  })
}

/** One line for each measure with too many contested labels. */
export const printOvercontested = (rows: Evaluation['overcontested']): string[] =>
  rows.map(({ set, measure, contested, of }) =>
    styleText('red', `too many labels contested: ${set}, ${measure} (${contested} of ${of + contested})`),
  )

/** One line for each floor that is missed. */
export const printMissed = (missed: Evaluation['missed']): string[] =>
  missed.map(({ set, measure, floor }) =>
    styleText('red', `below its floor: ${set}, ${measure} (at least ${percent(floor)})`),
  )
