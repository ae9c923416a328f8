import { z } from 'zod'
import type { PayPeriod } from '../../../extractors/posting.ts'
import { parsePay } from '../../../extractors/salary/parse-pay.ts'
import { collectJudgements, type LabelledSet } from './figures.ts'
import { showPay } from './pay-labels.ts'
import { readCases } from './read-cases.ts'

const Case = z.object({ text: z.string(), annualGbpMidpoint: z.number().positive() })

/** Units to a year by which Adzuna's labels of 2012–13 annualise. */
const UNITS: Record<PayPeriod, number> = { year: 1, month: 12, week: 48, day: 240, hour: 1920 }

const TOLERANCE = 0.01

/** Pay texts whose truth is the middle of the range as a yearly figure, right within 1 %; currencies are not told. */
export const annualPay: LabelledSet = {
  file: 'salary-adzuna.jsonl',
  evaluate(path, contest) {
    const cases = readCases(path, Case)
    const judgements = collectJudgements(contest)
    for (const { text, annualGbpMidpoint: wanted } of cases) {
      const pay = parsePay(text)
      const middle = pay === null ? 0 : middleOf(pay) * UNITS[pay.period]
      const off = Math.abs(middle / wanted - 1)
      judgements.judge('within 1 %', text, off <= TOLERANCE, () => ({
        expected: `${wanted} a year`,
        found: pay === null ? 'none' : `${Math.round(middle)} a year (${showPay(pay)})`,
        weight: pay === null ? 1 : Math.abs(Math.log(middle / wanted)),
      }))
    }
    return judgements.report(cases.length)
  },
}

function middleOf({ min, max }: { min: number | null; max: number | null }): number {
  return ((min ?? max ?? 0) + (max ?? min ?? 0)) / 2
}
