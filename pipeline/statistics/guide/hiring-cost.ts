import { z } from 'zod'
import type { HiringCost, MedianFigure } from './guide-page.ts'
import { Moment, readData } from './read-data.ts'

const HiringFile = z.strictObject({
  agencyFee: z.strictObject({
    rates: z.array(z.number().positive().max(1)).min(1),
    source: z.string().min(1),
    asOf: Moment.nullable(),
  }),
})
const { agencyFee } = readData('hiring.yaml', HiringFile)

/** An agency's fee on a salary, by rate from the lowest up. */
export function hiringCost(salary: MedianFigure): HiringCost {
  const { p50, p50Interval } = salary
  return {
    salary,
    fees: agencyFee.rates
      .toSorted((a, b) => a - b)
      .map(rate => ({
        rate,
        amount: p50 === null ? null : p50 * rate,
        amountInterval: p50Interval && [p50Interval[0] * rate, p50Interval[1] * rate],
      })),
    source: agencyFee.source,
    asOf: agencyFee.asOf,
  }
}
