import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError } from '../../configuration.ts'
import { adverts } from './adverts.ts'
import { annualPay } from './annual-pay.ts'
import { type ContestedLabels, contestOf, MOST_CONTESTED, readContested } from './contested.ts'
import { exactPay } from './exact-pay.ts'
import type { Failure, Figure, LabelledSet } from './figures.ts'
import { type Floor, readFloors } from './floors.ts'
import { regions } from './regions.ts'
import { titles } from './titles.ts'

/** Every labelled set that is known, in the order of the report. */
export const labelledSets: readonly LabelledSet[] = [
  exactPay('salary-cases.jsonl'),
  exactPay('salary-nhs.jsonl', 'typed'),
  exactPay('salary-ashby.jsonl', 'typed'),
  annualPay,
  regions,
  titles,
  adverts,
]

/** A figure with the set it is of and its floor, null where it has none. */
export interface Row extends Figure {
  set: string
  cases: number
  floor: number | null
}

/** What the sets of a folder came to. */
export interface Evaluation {
  rows: Row[]
  /** Worst first within a measure. */
  failures: (Failure & { set: string })[]
  /** Files of sets that the folder does not have. */
  missing: string[]
  /** Floors that are not reached, or whose measure the set does not have. */
  missed: Floor[]
  /** Measures of which more labels are contested than may be. */
  overcontested: { set: string; measure: string; contested: number; of: number }[]
}

/**
 * Measures extraction on every labelled set of a folder; the sets are recognised by file name, others are left alone.
 * @throws ConfigError where the folder holds no set at all, or a line of one cannot be read
 */
export function evaluate(
  folder: string,
  floors: readonly Floor[] = readFloors(),
  contested: ContestedLabels = readContested(),
): Evaluation {
  const isThere = (set: LabelledSet) => existsSync(join(folder, set.file))
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new ConfigError(`no folder ${folder}`)
  const present = labelledSets.filter(isThere)
  if (present.length === 0)
    throw new ConfigError(`${folder} holds none of ${labelledSets.map(({ file }) => file).join(', ')}`)
  const evaluation: Evaluation = {
    rows: [],
    failures: [],
    missing: labelledSets.filter(set => !isThere(set)).map(({ file }) => file),
    missed: [],
    overcontested: [],
  }
  for (const { file, evaluate: measure } of present) {
    const { cases, figures, failures } = measure(join(folder, file), contestOf(file, contested))
    const own = floors.filter(({ set }) => set === file)
    for (const figure of figures) {
      const floor = own.find(row => row.measure === figure.measure)?.floor ?? null
      evaluation.rows.push({ set: file, cases, ...figure, floor })
    }
    evaluation.failures.push(...failures.map(failure => ({ set: file, ...failure })))
    evaluation.overcontested.push(
      ...figures.filter(isOvercontested).map(figure => ({ set: file, ...figure })),
    )
    evaluation.missed.push(...own.filter(row => !reaches(figures, row)))
  }
  return evaluation
}

const reaches = (figures: readonly Figure[], { measure, floor }: Floor): boolean =>
  figures.some(figure => figure.measure === measure && figure.value >= floor)

const isOvercontested = ({ contested, of }: Figure): boolean => contested > MOST_CONTESTED * (of + contested)

/** The `most` worst failures of every measure of every set. */
export function worstFailures({ rows, failures }: Evaluation, most: number): Evaluation['failures'] {
  const groups = Map.groupBy(failures, ({ set, measure }) => `${set}\t${measure}`)
  const measures = new Set([...rows.map(({ set, measure }) => `${set}\t${measure}`), ...groups.keys()])
  return [...measures].flatMap(measure => (groups.get(measure) ?? []).slice(0, most))
}
