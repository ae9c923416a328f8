/** A share of a labelled set that is right: `value` from 0 to 1 over `of` judgements. */
export interface Figure {
  measure: string
  value: number
  of: number
}

/** One judgement that went wrong, as a person wants to see it. */
export interface Failure {
  measure: string
  /** What was read: the text, or the advert's title and id. */
  case: string
  expected: string
  found: string
  /** How wrong it is; failures of one measure are ordered by it. */
  weight: number
}

/** What a labelled set came to; failures stand worst first. */
export interface SetReport {
  cases: number
  figures: Figure[]
  failures: Failure[]
}

/** A file of labelled cases and how it is measured. */
export interface LabelledSet {
  /** Name of the file (`titles.jsonl`), by which the set is recognised. */
  file: string
  /** @throws ConfigError where a line is no case of this set */
  evaluate(path: string): SetReport
}

/** Collects judgements of one set, measure by measure, in the order in which the measures are first met. */
export interface Judgements {
  /** One judgement; `failure` is asked only where it is wrong. */
  judge(measure: string, right: boolean, failure: () => Omit<Failure, 'measure'>): void
  /**
   * What was found of what was wanted. Gives the figures `<measure> precision`, `<measure> recall` and
   * `<measure> F1`, counted over all items of the set (micro average).
   */
  match(measure: string, match: Match): void
  report(cases: number): SetReport
}

/** One case's found and wanted items, already compared. */
export interface Match {
  case: string
  /** Wanted items that were found, and that were not. */
  hit: readonly string[]
  missed: readonly string[]
  /** Found items that are acceptable, and that are not. */
  accepted: readonly string[]
  wrong: readonly string[]
}

/** A fresh collection of judgements. */
export function collectJudgements(): Judgements {
  const shares = new Map<string, { right: number; of: number }>()
  const matches = new Map<string, Match[]>()
  const failures: Failure[] = []
  return {
    judge(measure, right, failure) {
      const share = shares.get(measure) ?? { right: 0, of: 0 }
      shares.set(measure, { right: share.right + Number(right), of: share.of + 1 })
      if (!right) failures.push({ measure, ...failure() })
    },
    match(measure, match) {
      matches.set(measure, [...(matches.get(measure) ?? []), match])
      const { missed, wrong } = match
      if (missed.length + wrong.length === 0) return
      failures.push({
        measure,
        case: match.case,
        expected: missed.length > 0 ? `also ${missed.join(', ')}` : 'nothing more',
        found: wrong.length > 0 ? `wrongly ${wrong.join(', ')}` : 'nothing wrong',
        weight: missed.length + wrong.length,
      })
    },
    report(cases) {
      const figures = [...shares].map(([measure, { right, of }]) => ({ measure, value: right / of, of }))
      for (const [measure, of] of matches) figures.push(...ratios(measure, of))
      return { cases, figures, failures: failures.sort((a, b) => b.weight - a.weight) }
    },
  }
}

function ratios(measure: string, matches: readonly Match[]): Figure[] {
  const total = (part: 'hit' | 'missed' | 'accepted' | 'wrong') =>
    matches.reduce((sum, match) => sum + match[part].length, 0)
  const wanted = total('hit') + total('missed')
  const found = total('accepted') + total('wrong')
  const precision = found === 0 ? 1 : total('accepted') / found
  const recall = wanted === 0 ? 1 : total('hit') / wanted
  const both = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return [
    { measure: `${measure} precision`, value: precision, of: found },
    { measure: `${measure} recall`, value: recall, of: wanted },
    { measure: `${measure} F1`, value: both, of: wanted },
  ]
}
