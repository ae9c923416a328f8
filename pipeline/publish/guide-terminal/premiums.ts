import type { MarketGuide, SectorPremium, SkillPay, SkillPremium } from '../../statistics/guide/guide-page.ts'
import { count, money, moneyDifference, moneyRange, premium, premiumRange, share } from '../format.ts'
import type { Means } from '../text-table.ts'
import { PAY_WORDING } from '../wording.ts'
import { type Column, part } from './columns.ts'

/** So many rows of a list. */
const LISTED = 15

const number = (head: string, width: number): Column => ({ head, width, align: 'right' })
const interval: Column = { head: '95 % interval', width: 18, align: 'right', quiet: true }

/** The page's place against others. */
export function placesPart(
  { type, unit, locations }: MarketGuide,
  location: string,
  means: Means,
): string | null {
  return part(
    `${location} against other places: ${type}, ${PAY_WORDING[unit].per}`,
    [
      { head: '' },
      number('Quotes', 7),
      number('Median', 9),
      { ...number(`More or less`, 13), signed: true },
      { ...number('In pounds', 10), signed: true },
      { ...interval, width: 20 },
    ],
    locations.slice(0, LISTED).map(({ location: other, comparison }) => ({
      cells: [
        other,
        count(comparison.other.quoted),
        money(comparison.other.p50, unit),
        premium(comparison.ratio),
        moneyDifference(comparison.difference, unit),
        premiumRange(comparison.ratioInterval),
      ],
    })),
    means,
  )
}

/** What skills and sectors go with. */
export function premiumsPart(market: MarketGuide, means: Means): (string | null)[] {
  const { type, skillPremiums, sectorPremiums } = market
  const table = (title: string, rows: readonly { name: string; row: SkillPremium | SectorPremium }[]) =>
    part(
      title,
      [
        { head: '' },
        number('With', 6),
        number('Without', 8),
        { ...number('Raw', 8), signed: true },
        { ...number('Adjusted', 9), signed: true },
        { ...interval, width: 20 },
      ],
      rows.slice(0, LISTED).map(({ name, row: { raw, adjusted } }) => ({
        cells: [
          name,
          count(raw.mine.quoted),
          count(raw.other.quoted),
          premium(raw.ratio),
          premium(adjusted?.ratio ?? null),
          premiumRange(adjusted ? adjusted.ratioInterval : raw.ratioInterval),
        ],
      })),
      means,
    )
  return [
    table(
      `Skills that go with more pay, all else equal: ${type}`,
      skillPremiums.map(row => ({ name: row.skill, row })),
    ),
    table(
      `Sectors, against jobs that name none: ${type}`,
      sectorPremiums.map(row => ({ name: row.sector, row })),
    ),
  ]
}

/** The skills most wanted and best paid. */
export function skillsPart({ type, unit, skills }: MarketGuide, means: Means): (string | null)[] {
  const table = (title: string, rows: readonly SkillPay[]) =>
    part(
      title,
      [
        { head: '' },
        number('Jobs', 7),
        number('Share', 8),
        number('Quotes', 7),
        { ...number('Median', 9), strong: true },
        interval,
      ],
      rows.slice(0, LISTED).map(row => ({
        cells: [
          row.skill,
          count(row.share.vacancies),
          share(row.share.share),
          count(row.quoted),
          money(row.p50, unit),
          moneyRange(row.p50Interval, unit),
        ],
      })),
      means,
    )
  return [
    table(`Skills most wanted: ${type}`, skills.mostWanted),
    table(`Skills best paid, of at least ${skills.leastQuoted} quotes: ${type}`, skills.bestPaid),
  ]
}
