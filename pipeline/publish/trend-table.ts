import type { PayFigures, PayUnit, TrendPage } from '../statistics/trend-page.ts'
import { change, count, MISSING, money, percentiles, period, rankChange, share, shortDate } from './format.ts'
import { capitalised, demandPhrase, PAY_WORDING, TITLE_CATEGORY, UNITS } from './wording.ts'

/** One figure of the three windows, newest first, as printed. */
export interface TrendRow {
  label: string
  cells: [string, string, string]
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
  medianChange: null,
  parent: null,
}

/** The table a trend page opens with. */
export function headlineTable(page: TrendPage): TrendTable {
  const type = capitalised(page.type)
  return {
    caption: `${page.term}: ${page.type} jobs in ${page.location}`,
    columns: columnHeads(page),
    blocks: withoutEmpty([
      {
        heading: null,
        rows: [
          row('Rank', page.columns, column => count(column.rank)),
          row('Rank change year-on-year', page.columns, column => rankChange(column.rankChange), 'change'),
          row(`${type} jobs ${demandPhrase(page)}`, page.columns, column => count(column.vacancies)),
          row(`As % of all ${page.type} jobs advertised in ${page.location}`, page.columns, column =>
            share(column.shareOfAll),
          ),
          row(`As % of the ${page.category} category`, page.columns, column => share(column.shareOfCategory)),
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
      ? `All ${page.type} IT job vacancies in ${page.location}`
      : `${page.category}: all ${page.type} jobs in ${page.location}`,
    columns: columnHeads(page),
    blocks: withoutEmpty([
      {
        heading: null,
        rows: [
          row(`${capitalised(page.type)} vacancies in ${page.location} ${having}`, page.baseline, column =>
            count(column.recognised),
          ),
          row(`% of ${page.type} jobs ${having}`, page.baseline, column => share(column.shareRecognised)),
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
  return [
    row(`Number of ${quotes} quoted`, figures, column => count(column.quoted)),
    row('10th percentile', figures, column => percentiles(column, unit).p10),
    row('25th percentile', figures, column => percentiles(column, unit).p25),
    row(`Median ${noun} (50th percentile)`, figures, column => percentiles(column, unit).p50, 'median'),
    row('Median % change year-on-year', figures, column => change(column.medianChange), 'change'),
    row('75th percentile', figures, column => percentiles(column, unit).p75),
    row('90th percentile', figures, column => percentiles(column, unit).p90),
    ...(parent === undefined ? [] : parentRows(parent, figures, unit)),
  ]
}

function parentRows(parent: string, figures: Three<PayFigures>, unit: PayUnit): TrendRow[] {
  return [
    row(`${parent} median ${PAY_WORDING[unit].noun}`, figures, column =>
      money(column.parent?.p50 ?? null, unit),
    ),
    row('% change year-on-year', figures, column => change(column.parent?.medianChange ?? null), 'change'),
  ]
}

function row<T>(
  label: string,
  columns: Three<T>,
  cell: (column: T) => string,
  kind: TrendRow['kind'] = 'figure',
): TrendRow {
  return { label, cells: columns.map(cell) as Three<string>, kind }
}

function withoutEmpty(blocks: TrendBlock[]): TrendBlock[] {
  return blocks
    .map(block => ({
      ...block,
      rows: block.rows.filter(({ cells }) => cells.some(cell => cell !== MISSING)),
    }))
    .filter(block => block.rows.length > 0)
}
