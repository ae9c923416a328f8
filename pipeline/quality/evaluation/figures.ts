import type { Contest } from './contested.ts'

/** A share of a labelled set that is right: `value` from 0 to 1 over `of` judgements. */
export interface Figure {
  measure: string
  value: number
  of: number
  /** Judgements left out of the share because the project contests their labels. */
  contested: number
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
  /**
   * @param contest which labels the project holds to be wrong: they are counted apart
   * @throws ConfigError where a line is no case of this set
   */
  evaluate(path: string, contest: Contest): SetReport
}

/** Collects judgements of one set, measure by measure, in the order in which the measures are first met. */
export interface Judgements {
  /** One judgement of a case; `failure` is asked only where it is wrong. */
  judge(measure: string, read: string, right: boolean, failure: () => Omit<Failure, 'measure' | 'case'>): void
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

/** A fresh collection of judgements of one set. */
export function collectJudgements(contest: Contest): Judgements {
  const shares = new Map<string, { right: number; of: number; contested: number }>()
  const matches = new Map<string, { matches: Match[]; contested: number }>()
  const failures: Failure[] = []
  return {
    judge(measure, read, right, failure) {
      const share = shares.get(measure) ?? { right: 0, of: 0, contested: 0 }
      shares.set(measure, share)
      if (contest.isContested(measure, read)) {
        share.contested++
        return
      }
      share.of++
      if (right) share.right++
      else failures.push({ measure, case: read, ...failure() })
    },
    match(measure, labelled) {
      const { match, contested } = withoutContested(measure, labelled, contest)
      const collected = matches.get(measure) ?? { matches: [], contested: 0 }
      matches.set(measure, collected)
      collected.matches.push(match)
      collected.contested += contested
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
      const figures = [...shares].map(([measure, { right, of, contested }]) => ({
        measure,
        value: of === 0 ? 1 : right / of,
        of,
        contested,
      }))
      for (const [measure, collected] of matches)
        figures.push(...ratios(measure, collected.matches, collected.contested))
      return { cases, figures, failures: failures.sort((a, b) => b.weight - a.weight) }
    },
  }
}

/** A match without the items whose labels are contested, wanted ones and found ones alike. */
function withoutContested(
  measure: string,
  match: Match,
  contest: Contest,
): { match: Match; contested: number } {
  let contested = 0
  const kept = (items: readonly string[]) =>
    items.filter(item => {
      const isKept = !contest.isContested(measure, match.case, item)
      if (!isKept) contested++
      return isKept
    })
  const { hit, missed, accepted, wrong } = match
  return {
    match: { ...match, missed: kept(missed), wrong: kept(wrong), hit, accepted },
    contested,
  }
}

function ratios(measure: string, matches: readonly Match[], contested: number): Figure[] {
  const total = (part: 'hit' | 'missed' | 'accepted' | 'wrong') =>
    matches.reduce((sum, match) => sum + match[part].length, 0)
  const wanted = total('hit') + total('missed')
  const found = total('accepted') + total('wrong')
  const precision = found === 0 ? 1 : total('accepted') / found
  const recall = wanted === 0 ? 1 : total('hit') / wanted
  const both = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
  return [
    { measure: `${measure} precision`, value: precision, of: found, contested },
    { measure: `${measure} recall`, value: recall, of: wanted, contested },
    { measure: `${measure} F1`, value: both, of: wanted, contested },
  ]
}
