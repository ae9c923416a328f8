import type { PayFigures, PayUnit, PercentileName, TrendPage } from '../statistics/trend-page.ts'
import {
  change,
  count,
  MISSING,
  money,
  moneyRange,
  percentiles,
  period,
  precision,
  rankChange,
  share,
  shareRange,
  shortDate,
  shortMoneyRange,
} from './format.ts'
import { capitalised, demandPhrase, PAY_WORDING, TITLE_CATEGORY, the, UNITS } from './wording.ts'

/** One figure of the three windows, newest first, as printed. */
export interface TrendRow {
  label: string
  cells: [string, string, string]
  /** How sure each figure is: its 95 % interval, and its sample size where no row above says it; empty where unknown. */
  precision: [string, string, string]
  /** The same where there is little room. */
  shortPrecision: [string, string, string]
  /** `median` is the row a reader looks for; `change` cells are signed and compare with a year earlier. */
  kind: 'figure' | 'median' | 'change'
}

export interface TrendBlock {
  /** Null for the block that follows the caption directly. */
  heading: string | null
  rows: TrendRow[]
}

export interface TrendTable {
  caption: string
  /** Each window in two lines: what it is, and when it ends. */
  columns: { period: string; end: string }[]
  blocks: TrendBlock[]
}

type Three<T> = [T, T, T]

const UNQUOTED: PayFigures = {
  quoted: 0,
  p10: null,
  p25: null,
  p50: null,
  p75: null,
  p90: null,
  intervals: { p10: null, p25: null, p50: null, p75: null, p90: null },
  medianChange: null,
  parent: null,
}

/** The table a trend page opens with. */
export function headlineTable(page: TrendPage): TrendTable {
  const type = capitalised(page.type)
  return {
    caption: `${page.term}: ${page.type} jobs in ${the(page.location)}`,
    columns: columnHeads(page),
    blocks: withoutEmpty([
      {
        heading: null,
        rows: [
          row('Rank', page.columns, column => count(column.rank)),
          row('Rank change year-on-year', page.columns, column => rankChange(column.rankChange), 'change'),
          row(`${type} jobs ${demandPhrase(page)}`, page.columns, column => count(column.vacancies)),
          row(
            `As % of all ${page.type} jobs advertised in ${the(page.location)}`,
            page.columns,
            column => share(column.shareOfAll),
            'figure',
            column => shareRange(column.shareOfAllInterval),
          ),
          row(
            `As % of the ${page.category} category`,
            page.columns,
            column => share(column.shareOfCategory),
            'figure',
            column => shareRange(column.shareOfCategoryInterval),
          ),
        ],
      },
      ...payBlocks(page, page.columns),
    ]),
  }
}

/** The same figures over every vacancy with a term of the page's category: what the term is measured against. */
export function baselineTable(page: TrendPage): TrendTable {
  const ofTitles = page.category === TITLE_CATEGORY
  const having = ofTitles ? 'with a recognised job title' : `citing a skill of ${page.category}`
  return {
    caption: ofTitles
      ? `All ${page.type} IT job vacancies in ${the(page.location)}`
      : `${page.category}: all ${page.type} jobs in ${the(page.location)}`,
    columns: columnHeads(page),
    blocks: withoutEmpty([
      {
        heading: null,
        rows: [
          row(
            `${capitalised(page.type)} vacancies in ${the(page.location)} ${having}`,
            page.baseline,
            column => count(column.recognised),
          ),
          row(
            `% of ${page.type} jobs ${having}`,
            page.baseline,
            column => share(column.shareRecognised),
            'figure',
            column => shareRange(column.shareRecognisedInterval),
          ),
        ],
      },
      ...payBlocks(page, page.baseline),
    ]),
  }
}

function columnHeads(page: TrendPage): TrendTable['columns'] {
  return page.columns.map((column, index) => ({
    period: index === 0 ? `${period(page.months)} to` : 'Same period',
    end: shortDate(column.asOf),
  }))
}

/** One block per unit of pay; a unit other than the main one is left out when nobody quotes it in any window. */
function payBlocks(page: TrendPage, columns: Three<{ pay: TrendPage['columns'][0]['pay'] }>): TrendBlock[] {
  return UNITS[page.type].flatMap((unit, index) => {
    const figures = columns.map(column => column.pay[unit] ?? UNQUOTED) as Three<PayFigures>
    if (index > 0 && figures.every(({ quoted }) => quoted === 0)) return []
    return [{ heading: PAY_WORDING[unit].heading, rows: payRows(figures, unit) }]
  })
}

function payRows(figures: Three<PayFigures>, unit: PayUnit): TrendRow[] {
  const { quotes, noun } = PAY_WORDING[unit]
  const parent = figures.find(column => column.parent)?.parent?.location
  const percentile = (label: string, name: PercentileName) =>
    row(
      label,
      figures,
      column => percentiles(column, unit)[name],
      name === 'p50' ? 'median' : 'figure',
      column => moneyRange(column.intervals[name], unit),
      column => shortMoneyRange(column.intervals[name], unit),
    )
  return [
    row(`Number of ${quotes} quoted`, figures, column => count(column.quoted)),
    percentile('10th percentile', 'p10'),
    percentile('25th percentile', 'p25'),
    percentile(`Median ${noun} (50th percentile)`, 'p50'),
    row('Median % change year-on-year', figures, column => change(column.medianChange), 'change'),
    percentile('75th percentile', 'p75'),
    percentile('90th percentile', 'p90'),
    ...(parent === undefined ? [] : parentRows(parent, figures, unit)),
  ]
}

function parentRows(parent: string, figures: Three<PayFigures>, unit: PayUnit): TrendRow[] {
  return [
    row(
      `${parent} median ${PAY_WORDING[unit].noun}`,
      figures,
      column => money(column.parent?.p50 ?? null, unit),
      'figure',
      ({ parent }) => (parent ? precision(moneyRange(parent.p50Interval, unit), parent.quoted) : ''),
      ({ parent }) => (parent ? shortMoneyRange(parent.p50Interval, unit) : ''),
    ),
    row('% change year-on-year', figures, column => change(column.parent?.medianChange ?? null), 'change'),
  ]
}

function row<T>(
  label: string,
  columns: Three<T>,
  cell: (column: T) => string,
  kind: TrendRow['kind'] = 'figure',
  precise: (column: T) => string = () => '',
  shortPrecise: (column: T) => string = precise,
): TrendRow {
  const cells = columns.map(cell) as Three<string>
  const beneath = (text: (column: T) => string) =>
    columns.map((column, index) => (cells[index] === MISSING ? '' : text(column))) as Three<string>
  return { label, cells, precision: beneath(precise), shortPrecision: beneath(shortPrecise), kind }
}

function withoutEmpty(blocks: TrendBlock[]): TrendBlock[] {
  return blocks
    .map(block => ({
      ...block,
      rows: block.rows.filter(({ cells }) => cells.some(cell => cell !== MISSING)),
    }))
    .filter(block => block.rows.length > 0)
}
