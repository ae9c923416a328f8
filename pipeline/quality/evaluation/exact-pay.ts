import { z } from 'zod'
import { parsePay } from '../../../extractors/salary/parse-pay.ts'
import { collectJudgements, type LabelledSet } from './figures.ts'
import { agreesWithTyped, PayLabel, payErrorWeight, samePay, showPay } from './pay-labels.ts'
import { readAlone } from './read-alone.ts'
import { readCases } from './read-cases.ts'

const Case = z.object({
  text: z.string(),
  expect: PayLabel.nullable(),
  tags: z.array(z.string()).optional(),
})

/**
 * Pay texts with figures, currency and period (or no pay at all) as truth. `exact` is the reading of the text; `exact
 * in posting` the same after extraction, which drops figures that no job pays. Cases tagged `ambiguous` are counted
 * apart. Truth from typed fields knows no open end and holds what a text rounds; there, `exact but for open ends and
 * rounding` lets pass what the field cannot say and the text does not tell, and `in posting` too.
 */
export const exactPay = (file: string, truth: 'read' | 'typed' = 'read'): LabelledSet => ({
  file,
  evaluate(path, contest) {
    const cases = readCases(path, Case)
    const judgements = collectJudgements(contest)
    for (const { text, expect, tags } of cases) {
      const judge = (measure: string, found: PayLabel | null, agree = samePay) =>
        judgements.judge(measure, text, agree(expect, found), () => ({
          expected: showPay(expect),
          found: showPay(found),
          weight: payErrorWeight(expect, found),
        }))
      const read = parsePay(text)
      if (tags?.includes('ambiguous')) {
        judge('exact where ambiguous', read)
        continue
      }
      judge('exact', read)
      const agree = truth === 'typed' ? agreesWithTyped : samePay
      if (truth === 'typed') judge('exact but for open ends and rounding', read, agree)
      judge('exact in posting', readAlone({ salaryText: text }).salary, agree)
      if (expect === null) judge('no pay read where none is', read)
    }
    return judgements.report(cases.length)
  },
})
