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
 * apart. Where truth comes from typed fields, `exact but for rounding` lets pass what the text cannot tell.
 */
export const exactPay = (file: string, truth: 'read' | 'typed' = 'read'): LabelledSet => ({
  file,
  evaluate(path) {
    const cases = readCases(path, Case)
    const judgements = collectJudgements()
    for (const { text, expect, tags } of cases) {
      const judge = (measure: string, found: PayLabel | null, agree = samePay) =>
        judgements.judge(measure, agree(expect, found), () => ({
          case: text,
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
      if (truth === 'typed') judge('exact but for rounding', read, agreesWithTyped)
      judge('exact in posting', readAlone({ salaryText: text }).salary)
      if (expect === null) judge('no pay read where none is', read)
    }
    return judgements.report(cases.length)
  },
})
