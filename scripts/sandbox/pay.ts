import type { EmploymentType, Pay, Place, Seniority } from './advert.ts'
import type { Random } from './random.ts'
import { type SkilledRole, skillShares } from './skills.ts'
import { type Area, type Cell, calibration, type RoleTable } from './tables.ts'

/** A role, or a title without one, with what its middle is paid. */
export type PaidRole = SkilledRole & Pick<RoleTable, 'median' | 'day' | 'hourly'>

/** What pay depends on. */
export interface PayFacts {
  role: PaidRole
  seniority: Seniority | null
  place: Place
  area: Area
  type: EmploymentType
  skills: Set<string>
  sector: string
  /** Which of the six half-years, oldest first. */
  half: number
}

/** Premiums multiply, up to this: an advert that names every dear skill does not pay a fortune. */
const MOST_PREMIUM = 1.45

const { skillPremium } = calibration.pay
const usualPremiums = new Map<string, number>()

/** The premium that an average advert of the role carries already in its median. */
function usualPremium(role: PaidRole): number {
  let usual = usualPremiums.get(role.title)
  if (usual === undefined) {
    usual = skillShares(role).reduce(
      (sum, [skill, share]) => sum * (1 + share * (skillPremium[skill] ?? 0)),
      1,
    )
    usualPremiums.set(role.title, usual)
  }
  return usual
}

/** The middle of the range an employer would offer, pounds a year or a day, with chance. */
export function expectPay(facts: PayFacts, random: Random): number {
  const { pay } = calibration
  const contract = facts.type === 'contract'
  let premium = 1
  for (const skill of facts.skills) premium *= 1 + (skillPremium[skill] ?? 0)
  const factor =
    (facts.seniority ? pay.seniority[facts.seniority] : 1) *
    (pay.region[facts.place.region ?? 'Remote'] ?? 1) *
    (pay.sector[facts.sector] ?? 1) *
    (Math.min(premium, MOST_PREMIUM) / usualPremium(facts.role)) *
    (pay.trend[facts.area][facts.half] ?? 1) *
    Math.exp(pay.spread * random.normal())
  return contract ? facts.role.day * factor ** pay.contractElasticity : facts.role.median * factor
}

const roundTo = (value: number, step: number): number => Math.round(value / step) * step

/** Steps in which employers quote. */
function stepOf(value: number, unit: Pay['unit']): number {
  if (unit === 'hour') return 0.5
  if (unit === 'day') return value < 250 ? 5 : 25
  return value < 32_000 ? 500 : value < 60_000 ? 1000 : 2500
}

/** The quote of an employer who offers `middle` (pounds a year or a day). */
export function quotePay(
  middle: number,
  facts: { type: EmploymentType; role: { hourly?: number } },
  random: Random,
): Pay {
  const hourly = facts.type === 'contract' && random.chance(facts.role.hourly ?? calibration.pay.hourly)
  const unit = facts.type === 'permanent' ? 'year' : hourly ? 'hour' : 'day'
  const centre = hourly ? middle / 7.5 : middle
  const width = random.pick([0, 0.06, 0.1, 0.12, 0.16, 0.2, 0.26])
  const step = stepOf(centre, unit)
  const { least, most } = calibration.pay
  const quoted = (value: number): number => Math.min(most[unit], Math.max(least[unit], roundTo(value, step)))
  const min = quoted(centre * (1 - width / 2))
  const max = quoted(centre * (1 + width / 2))
  if (random.chance(calibration.quoted.oneSided)) {
    return random.chance(0.7) ? { min: null, max, unit } : { min, max: null, unit }
  }
  return { min, max, unit }
}

/** The probabilities at which published percentiles stand. */
const knots = [0.1, 0.25, 0.5, 0.75, 0.9]

/** The quantile function through five percentiles, drawn on beyond P10 and P90. */
function quantile(percentiles: number[], share: number): number {
  const points = [
    [0, percentiles[0]! * 0.82],
    ...knots.map((knot, i) => [knot, percentiles[i]!]),
    [1, percentiles[4]! * 1.18],
  ] as [number, number][]
  const upper = Math.max(
    1,
    points.findIndex(([at]) => at >= share),
  )
  const [x0, y0] = points[upper - 1]!
  const [x1, y1] = points[upper]!
  return y0 + ((y1 - y0) * (share - x0)) / (x1 - x0)
}

/**
 * The quote at a place in the order of a cell's quotes (0 lowest, 1 highest), so that the published percentiles are
 * met: P10 and P25 are taken of the ranges' lower quarter, P50 of the middle, P75 and P90 of the upper quarter.
 */
export function quoteInCell(cell: Cell, half: number, share: number): Pay {
  const unit = cell.type === 'permanent' ? 'year' : 'day'
  const step = unit === 'year' ? 1000 : 5
  const value = quantile(cell.percentiles[half]!, share)
  const width = roundTo(value * 0.12, 2 * step)
  const middle = share < 0.4 ? value + width / 4 : share > 0.6 ? value - width / 4 : value
  return { min: roundTo(middle - width / 2, step), max: roundTo(middle + width / 2, step), unit }
}
