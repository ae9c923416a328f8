import { z } from 'zod'
import { Seniority } from '../../../extractors/posting.ts'
import { collectJudgements, type LabelledSet } from './figures.ts'
import { matchNames } from './match-names.ts'
import { readAlone } from './read-alone.ts'
import { readCases } from './read-cases.ts'

const Case = z.object({
  title: z.string(),
  terms: z.array(z.string()),
  seniority: Seniority.nullable(),
  it: z.boolean(),
})

/** Titles with their terms, seniority and whether the job is one of IT, read from the title alone. */
export const titles: LabelledSet = {
  file: 'titles.jsonl',
  evaluate(path, contest) {
    const cases = readCases(path, Case)
    const judgements = collectJudgements(contest)
    for (const { title, terms, seniority, it } of cases) {
      const posting = readAlone({ title })
      judgements.judge('seniority', title, posting.seniority === seniority, () => ({
        expected: seniority ?? 'none',
        found: posting.seniority ?? 'none',
        weight: seniority === null ? 2 : 1,
      }))
      judgements.judge('IT or not', title, posting.inScope === it, () => ({
        expected: it ? 'IT' : 'not IT',
        found: posting.inScope ? 'IT' : (posting.issues[0]?.issue ?? 'not IT'),
        weight: it ? 1 : 2,
      }))
      judgements.match('terms', { case: title, ...matchNames(terms, posting.titleTerms) })
    }
    return judgements.report(cases.length)
  },
}
