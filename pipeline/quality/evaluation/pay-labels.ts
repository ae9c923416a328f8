import { z } from 'zod'
import { PayPeriod } from '../../../extractors/posting.ts'

/** Pay as a labeller read it; a currency of null means that the text does not tell it. */
export const PayLabel = z.object({
  min: z.number().nullable(),
  max: z.number().nullable(),
  currency: z.string().nullable(),
  period: PayPeriod,
})
export type PayLabel = z.infer<typeof PayLabel>

/** Whether two statements of pay are the same to the penny; an untold currency agrees with any. */
export function samePay(label: PayLabel | null, found: PayLabel | null): boolean {
  if (label === null || found === null) return label === found
  return (
    label.min === found.min &&
    label.max === found.max &&
    label.period === found.period &&
    (label.currency === null || label.currency === found.currency)
  )
}

/**
 * Whether a typed figure is what a text writes as `read`: the text may round it ("$112.3K" for 112,284) to no fewer
 * than three digits, and the field may drop the pence (33,988 for "£33,988.50").
 */
function isWrittenAs(typed: number, read: number): boolean {
  if (typed === Math.floor(read)) return true
  const digits = Math.max(3, read.toExponential().replace(/e.*|[^\d]/g, '').length)
  return Number(typed.toPrecision(digits)) === read
}

/**
 * Whether pay agrees with a label made from typed fields, which hold what the text rounds, drop the pence, and give a
 * lone figure ("from £24,000", "up to £30,000") as both ends, because they know no open ones.
 */
export function agreesWithTyped(label: PayLabel | null, found: PayLabel | null): boolean {
  if (label === null || found === null) return label === found
  const isNear = (typed: number | null, read: number | null) =>
    typed === null || read === null ? typed === read : isWrittenAs(typed, read)
  const isLone = label.min === label.max && (found.min === null || found.max === null)
  const ends = isLone
    ? isNear(label.min, found.min ?? found.max)
    : isNear(label.min, found.min) && isNear(label.max, found.max)
  return ends && samePay({ ...label, min: 0, max: 0 }, { ...found, min: 0, max: 0 })
}

/** Pay on one line: `GBP 40000–50000 a year`, `none`. */
export function showPay(pay: PayLabel | null): string {
  if (pay === null) return 'none'
  return `${pay.currency ?? '?'} ${pay.min ?? '…'}–${pay.max ?? '…'} a ${pay.period}`
}

/** Wrong figures mislead more than pay that is missed, and pay out of nowhere more than both. */
export function payErrorWeight(label: PayLabel | null, found: PayLabel | null): number {
  if (label === null) return 3
  return found === null ? 1 : 2
}
