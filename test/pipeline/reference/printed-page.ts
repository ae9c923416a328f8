import { baselineTable, headlineTable } from '../../../pipeline/publish/trend-table.ts'
import type { MarketType, PayUnit, TrendPage } from '../../../pipeline/statistics/trend-page.ts'
import { type PageFacts, type PayFacts, rounded } from './page-facts.ts'

/** What stands in the three columns of a row. */
export type Cells = readonly [string, string, string]

/** Rows of the two tables by what they are: `rank`, `day p50`, `baseline year quoted`. */
export type PrintedRows = Record<string, Cells>

export const units: Record<MarketType, readonly PayUnit[]> = {
  permanent: ['year'],
  contract: ['day', 'hour'],
}

const headings: Record<PayUnit, string> = { year: 'Salaries', day: 'Daily rates', hour: 'Hourly rates' }

const headlineLabels = {
  rank: /^Rank$/,
  rankChange: /^Rank change year-on-year$/,
  vacancies: /^(Permanent|Contract) jobs (requiring an?|citing) /,
  shareOfAll: /^As % of all (permanent|contract) jobs advertised in /,
  shareOfCategory: /^As % of the .* category$/,
}
const baselineLabels = {
  recognised: /^(Permanent|Contract) vacancies in .* (with a recognised job title|citing a skill of .*)$/,
  shareRecognised: /^% of (permanent|contract) jobs (with a recognised job title|citing a skill of .*)$/,
}
const payLabels = {
  quoted: /^Number of .* quoted$/,
  p10: /^10th percentile$/,
  p25: /^25th percentile$/,
  p50: /^Median .* \(50th percentile\)$/,
  medianChange: /^Median % change year-on-year$/,
  p75: /^75th percentile$/,
  p90: /^90th percentile$/,
  parentMedian: /^(?!Median).* median (annual salary|daily rate|hourly rate)$/,
  parentChange: /^% change year-on-year$/,
}

const dashes: Cells = ['-', '-', '-']

/** Every row that our page prints, dashes for one that it leaves out; none of a block that it leaves out. */
export function printedPage(page: TrendPage): PrintedRows {
  const rows: PrintedRows = {}
  const tables = [
    { prefix: '', table: headlineTable(page), labels: headlineLabels },
    { prefix: 'baseline ', table: baselineTable(page), labels: baselineLabels },
  ]
  for (const { prefix, table, labels } of tables) {
    const addBlock = (heading: string | null, before: string, labelled: Record<string, RegExp>) => {
      const block = table.blocks.find(candidate => candidate.heading === heading)
      if (!block) return
      for (const [name, label] of Object.entries(labelled))
        rows[before + name] = block.rows.find(row => label.test(row.label))?.cells ?? dashes
    }
    addBlock(null, '', labels)
    for (const unit of units[page.type]) addBlock(headings[unit], `${prefix}${unit} `, payLabels)
  }
  return rows
}

const grouped = (text: string) => text.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
const whole = (value: number) => grouped(String(value))
const signed = (value: number) => `${value > 0 ? '+' : ''}${value}`
const changed = (value: number) => `${value > 0 ? '+' : ''}${value.toFixed(2)}%`
const percent = (value: string) => `${value}%`
const pounds = (unit: PayUnit) => (value: number) =>
  unit === 'hour' ? `£${rounded(value, 2)}` : `£${whole(value)}`

function cellsOf<T>(values: readonly (T | null)[], print: (value: T) => string): Cells {
  const [now, last, before] = values.map(value => (value === null ? '-' : print(value)))
  return [now!, last!, before!]
}

/** What a page of the reference prints, as ours would; rows that are not known are left out. */
export function printedFacts(facts: PageFacts): PrintedRows {
  const { baseline } = facts
  return {
    rank: cellsOf(facts.rank, whole),
    rankChange: cellsOf(facts.rankChange, signed),
    vacancies: cellsOf(facts.vacancies, whole),
    shareOfAll: cellsOf(facts.shareOfAll, percent),
    shareOfCategory: cellsOf(facts.shareOfCategory, percent),
    ...payRows('', facts.pay),
    recognised: cellsOf(baseline.recognised, whole),
    ...(baseline.share && { shareRecognised: cellsOf(baseline.share, percent) }),
    ...payRows('baseline ', baseline.pay ?? {}),
  }
}

function payRows(prefix: string, pay: Partial<Record<PayUnit, PayFacts>>): PrintedRows {
  const rows: PrintedRows = {}
  for (const [unit, facts] of Object.entries(pay) as [PayUnit, PayFacts][]) {
    const row = (name: string, cells: Cells) => {
      rows[`${prefix}${unit} ${name}`] = cells
    }
    const { quoted, percentiles, medianChange, parentMedian, parentChange } = facts
    row('quoted', cellsOf(quoted, whole))
    for (const [which, name] of ['p10', 'p25', 'p50', 'p75', 'p90'].entries()) {
      const values = percentiles?.map(year => year[which] ?? null)
      if (values) row(name, cellsOf(values, pounds(unit)))
    }
    if (medianChange) row('medianChange', cellsOf(medianChange, changed))
    if (parentMedian) row('parentMedian', cellsOf(parentMedian, pounds(unit)))
    if (parentChange) row('parentChange', cellsOf(parentChange, changed))
  }
  return rows
}
