import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { MarketType, PayUnit } from '../../../pipeline/statistics/trend-page.ts'
import type { Printed } from './quotes.ts'

/** This year, last year, the year before. */
export type Three<T> = readonly [T, T, T]

/** Pay as a page prints it; what is left out is not known. */
export interface PayFacts {
  quoted: Three<number>
  percentiles?: Three<Printed>
  medianChange?: Three<number | null>
  parentMedian?: Three<number | null>
  parentChange?: Three<number | null>
}

/** What a trend page of IT Jobs Watch prints; shares as printed, in per cent. */
export interface PageFacts {
  term: string
  category: string
  location: string
  parent: string
  type: MarketType
  asOf: string
  rank: Three<number | null>
  rankChange: Three<number | null>
  vacancies: Three<number>
  shareOfAll: Three<string | null>
  shareOfCategory: Three<string | null>
  pay: Partial<Record<PayUnit, PayFacts>>
  baseline: {
    recognised: Three<number>
    share?: Three<string>
    pay?: Partial<Record<PayUnit, PayFacts>>
  }
}

/** Pages of the reference, newest window first in every list. */
export const referencePages: readonly PageFacts[] = parse(
  readFileSync(new URL('../../fixtures/reference/pages.yaml', import.meta.url), 'utf8'),
)

export function referencePage(term: string, location: string, asOf: string): PageFacts {
  const page = referencePages.find(
    facts => facts.term === term && facts.location === location && facts.asOf === asOf,
  )
  if (!page) throw new Error(`no page of ${term} in ${location} on ${asOf}`)
  return page
}

/** Rounded half away from zero to `decimals`, as text without grouping. */
export function rounded(value: number, decimals: number): string {
  const scaled = Number((Math.abs(value) * 10 ** decimals).toPrecision(12))
  return ((Math.sign(value) * Math.floor(scaled + 0.5)) / 10 ** decimals).toFixed(decimals)
}

/** A fraction as the reference prints shares: two decimals of a per cent, three below a tenth of one. */
export const sharePrinted = (fraction: number): string => rounded(fraction * 100, fraction < 0.001 ? 3 : 2)

/** Per cent of change as printed; null for none, or where a side is missing. */
export function changePrinted(now: number | null, before: number | null): string | null {
  if (now === null || !before) return null
  const text = rounded((now / before - 1) * 100, 2)
  return Number(text) === 0 ? null : text
}
