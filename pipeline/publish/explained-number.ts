import type { Basis, Explanation, Figure, Portion } from '../statistics/explain/explanation.ts'
import type { PayUnit } from '../statistics/trend-page.ts'
import { count, longDate, MISSING, money, moneyRange, percentiles, share, shareRange } from './format.ts'
import { article, PAY_WORDING, TITLE_CATEGORY } from './wording.ts'

/** A number exactly as its page prints it. */
export function printedNumber({ figure, value, unit, basis }: Explanation): string {
  if (figure === 'share') return share(value)
  if (value === null) return MISSING
  if (basis.kind === 'percentile')
    return percentiles(basis.percentiles, unit!)[figure as keyof typeof basis.percentiles]
  return count(value)
}

const PERCENTILE_NAMES: Partial<Record<Figure, string>> = {
  p10: '10th percentile',
  p25: '25th percentile',
  p50: 'Median',
  p75: '75th percentile',
  p90: '90th percentile',
}

/** What the number is of: `Median annual salary`, `Vacancies citing Python`. */
export function numberName({ figure, type, unit, skill, term, category, location }: Explanation): string {
  const wording = unit && PAY_WORDING[unit]
  const having = category === TITLE_CATEGORY ? `requiring ${article(term)} ${term}` : `citing ${term}`
  switch (figure) {
    case 'vacancies':
      return `${type} jobs ${having}`
    case 'live':
      return `${type} jobs ${having}, open on the day`
    case 'share':
      return `of all ${type} jobs advertised in ${location}`
    case 'rank':
      return `rank among ${type} titles and skills in ${location}`
    case 'skill':
      return `of these jobs citing ${skill}`
    case 'quoted':
      return `${wording!.quotes} quoted`
    default:
      return `${PERCENTILE_NAMES[figure]!.toLowerCase()} ${wording!.noun}`
  }
}

/** How the number is computed, a sentence or two. */
export function howComputed(explanation: Explanation): string {
  const { basis, figure, begins, endsOn, unit, skill, total } = explanation
  const days = `first advertised after ${longDate(begins)}, up to ${longDate(endsOn)}`
  switch (basis.kind) {
    case 'none':
      return figure === 'rank' ? 'It has no rank where nothing counts.' : 'Nobody quotes pay in this unit.'
    case 'count':
      if (figure === 'live')
        return `Unique vacancies first advertised by ${longDate(endsOn)} and still open then: not closed, and seen within the last 30 days.`
      if (figure === 'quoted')
        return `Of ${count(basis.of)} unique vacancies ${days}, those where an employer states pounds ${PAY_WORDING[unit!].per}.`
      if (figure === 'skill')
        return `Of ${count(basis.of)} unique vacancies ${days}, those that also cite ${skill}: ${share(basis.of ? total / basis.of : null)}.`
      return `Unique vacancies ${days}; the same job advertised again within 60 days counts once.`
    case 'share':
      return `${portionText(basis.ofAll)} vacancies ${days}; ${portionText(basis.ofCategory)} of its category, ${share(basis.ofCategory.value)}.`
    case 'rank':
      return `Dense rank by vacancies, of ${count(basis.ranked)} titles and skills: equal counts share a rank. It has ${count(basis.vacancies)}.`
    case 'percentile':
      return percentileText(basis, explanation)
  }
}

const portionText = ({ part, whole }: Portion) => `${count(part)} of ${count(whole)}`

const POINT_NAMES = { lower: 'lower-quarter points', middle: 'mid-points', upper: 'upper-quarter points' }
const POINT_RULES = {
  lower: '(3 × low + high) ÷ 4',
  middle: '(low + high) ÷ 2',
  upper: '(low + 3 × high) ÷ 4',
}

function percentileText(basis: Extract<Basis, { kind: 'percentile' }>, explanation: Explanation): string {
  const { sample, point, below, above, fraction } = basis
  const unit = explanation.unit!
  const points = `of ${count(sample)} ${POINT_NAMES[point]} ${POINT_RULES[point]}`
  const place = above
    ? `${wayBetween(fraction)} the ${ordinal(below.rank)} and ${ordinal(above.rank)} ${points}, ${exact(below.pounds, unit)} and ${exact(above.pounds, unit)}.`
    : `The ${ordinal(below.rank)} ${points}, ${exact(below.pounds, unit)}.`
  const isHidden = printedNumber(explanation) === MISSING
  return isHidden
    ? `${place} The page prints a dash: ${exact(explanation.value!, unit)} equals the next percentile towards the middle.`
    : place
}

const wayBetween = (fraction: number): string =>
  Math.abs(fraction - 0.5) < 1e-9 ? 'Halfway between' : `${count(fraction * 100)} % of the way between`

/** Pounds with pence where there are any. */
export const exact = (pounds: number, unit: PayUnit): string =>
  Number.isInteger(pounds) ? money(pounds, unit) : money(pounds, 'hour')

/** `21st`, `112th`. */
export function ordinal(n: number): string {
  const suffix = n % 100 >= 11 && n % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')
  return `${count(n)}${suffix}`
}

/** The 95 % interval in words; null where the figure has none. */
export function intervalText({ interval, basis, unit, figure, total }: Explanation): string | null {
  if (basis.kind === 'percentile') {
    if (interval === null) return `95 % interval: none, ${count(basis.sample)} quotes are too few.`
    const { lower, upper } = basis.ranks!
    return `95 % interval: £${moneyRange(interval, unit!)}, the ${ordinal(lower)} and ${ordinal(upper)} of these points.`
  }
  if (figure === 'share' && interval) return `95 % interval: ${shareRange(interval)}, by Wilson's score.`
  return basis.kind === 'count' && total > 0 ? 'A count of all that was seen: it has no interval.' : null
}
