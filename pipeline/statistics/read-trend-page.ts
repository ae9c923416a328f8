import type { Database } from '../../db/connection.ts'
import { readCoverage } from '../../db/queries/coverage.ts'
import type { Publication } from '../../db/queries/publications.ts'
import { type Area, findAreas, findTotals, type Term } from '../../db/queries/terms.ts'
import { type Counts, type PayRow, readCounts, readPay } from '../../db/queries/window-figures.ts'
import { childrenOf } from '../../extractors/location/areas.ts'
import { vacanciesOfCell } from './cell-vacancies.ts'
import { readPageCoverage } from './coverage/read-page-coverage.ts'
import { wilson } from './intervals.ts'
import { readListsOf } from './read-lists.ts'
import { readTrend } from './read-trend.ts'
import type {
  BaselineColumn,
  Interval,
  LocationRow,
  MarketType,
  Pay,
  PayUnit,
  SkillRow,
  TermColumn,
  TrendPage,
} from './trend-page.ts'

/** Units that pages of a type show; the first is the one of charts and of location medians. */
export const payUnits: Record<MarketType, [PayUnit, ...PayUnit[]]> = {
  permanent: ['year'],
  contract: ['day', 'hour'],
}

/**
 * Up to so many vacancies in its four windows a page is judged by the sources of its own; a larger one has about those of
 * the whole publication, and reading them would take too long.
 */
const ownSourcesUpTo = 4000

/** Categories that the top 30 leave out (statistics.md, "top 30 co-occurring skills"). */
const notInTop = new Set(['General', 'Miscellaneous'])

/** Everything the trend page of a term, area and type shows, from one publication. */
export async function readTrendPage(
  database: Database,
  publication: Publication,
  term: Term,
  area: Area,
  type: MarketType,
): Promise<TrendPage> {
  const totals = await findTotals(database, term.category)
  const children = await findAreas(database, childrenOf(area.name))
  const selection = {
    areaIds: [
      area.areaId,
      ...(area.parent ? [area.parent.areaId] : []),
      ...children.map(child => child.areaId),
    ],
    termIds: [term.termId, totals.category, totals.all],
    market: type,
  }
  const [unit] = payUnits[type]
  const mine = vacanciesOfCell(database, publication, {
    termId: term.termId,
    areaId: area.areaId,
    market: type,
  })
  const [counts, pay, trend] = await Promise.all([
    readCounts(database, publication, selection),
    readPay(database, publication, selection),
    readTrend(database, publication, mine, totals.all, unit),
  ])
  // After the trend, whose vacancies it shares.
  const lists = await readListsOf(database, publication, mine, unit)
  const figures = lookUp(publication, counts, pay)
  const counted = publication.windowIds.map(
    (_, year) => figures.count(year, area.areaId, term.termId)?.vacancies ?? 0,
  )
  const isSmall = counted.reduce((sum, count) => sum + count, 0) <= ownSourcesUpTo
  const coverage = isSmall
    ? await readPageCoverage(database, publication, mine.cell)
    : await readCoverage(database, publication.publicationId)
  const vacancies = figures.count(0, area.areaId, term.termId)?.vacancies ?? 0
  return {
    term: term.name,
    category: term.category,
    location: area.name,
    type,
    asOf: publication.asOf,
    months: publication.months,
    publication: publication.publicationId,
    coverage,
    columns: threeYears(year => termColumn(figures, publication, year, term, area, totals, type)),
    baseline: threeYears(year => baselineColumn(figures, publication, year, area, totals, type)),
    locations: locationRows(figures, children, term, unit),
    topSkills: ranked(
      lists.skills.filter(skill => !notInTop.has(skill.category)),
      vacancies,
    ).slice(0, 30),
    skillsByCategory: byCategory(lists.skills, vacancies),
    trend,
    histogram: lists.bins.map((bin, index) => ({
      from: lists.binFrom + index * lists.binWidth,
      to: lists.binFrom + (index + 1) * lists.binWidth,
      vacancies: bin,
    })),
  }
}

/** Figures by year (0: the window of the as-of day), area and term. */
interface Figures {
  count(year: number, areaId: number, termId: number): Counts | undefined
  pay(year: number, areaId: number, termId: number, unit: PayUnit): PayRow | undefined
}

function lookUp(publication: Publication, counts: Counts[], pay: PayRow[]): Figures {
  const key = (...parts: (number | string)[]) => parts.join(' ')
  const countOf = new Map(counts.map(row => [key(row.windowId, row.areaId, row.termId), row]))
  const payOf = new Map(pay.map(row => [key(row.windowId, row.areaId, row.termId, row.unit), row]))
  const window = (year: number) => publication.windowIds[year] ?? -1
  return {
    count: (year, areaId, termId) => countOf.get(key(window(year), areaId, termId)),
    pay: (year, areaId, termId, unit) => payOf.get(key(window(year), areaId, termId, unit)),
  }
}

const threeYears = <T>(column: (year: number) => T): [T, T, T] => [column(0), column(1), column(2)]

const share = (part: number, whole: number): number | null => (whole ? part / whole : null)

const bounds = (low: number | null | undefined, high: number | null | undefined): Interval =>
  low != null && high != null ? [low, high] : null

/** Per cent, on unrounded figures; null where either is missing. */
export const percentChange = (
  now: number | null | undefined,
  before: number | null | undefined,
): number | null => (now === null || now === undefined || !before ? null : (now / before - 1) * 100)

function termColumn(
  figures: Figures,
  publication: Publication,
  year: number,
  term: Term,
  area: Area,
  totals: { category: number; all: number },
  type: MarketType,
): TermColumn {
  const mine = figures.count(year, area.areaId, term.termId)
  const before = figures.count(year + 1, area.areaId, term.termId)
  const all = figures.count(year, area.areaId, totals.all)?.vacancies ?? 0
  const category = figures.count(year, area.areaId, totals.category)?.vacancies ?? 0
  const vacancies = mine?.vacancies ?? 0
  return {
    asOf: publication.endsOn[year]!,
    rank: mine?.rank ?? null,
    rankChange: mine?.rank && before?.rank ? before.rank - mine.rank : null,
    vacancies,
    shareOfAll: share(vacancies, all),
    shareOfAllInterval: wilson(vacancies, all),
    shareOfCategory: share(vacancies, category),
    shareOfCategoryInterval: wilson(vacancies, category),
    pay: payFigures(figures, year, area, term.termId, type),
  }
}

function baselineColumn(
  figures: Figures,
  publication: Publication,
  year: number,
  area: Area,
  totals: { category: number; all: number },
  type: MarketType,
): BaselineColumn {
  const all = figures.count(year, area.areaId, totals.all)?.vacancies ?? 0
  const recognised = figures.count(year, area.areaId, totals.category)?.vacancies ?? 0
  return {
    asOf: publication.endsOn[year]!,
    vacancies: all,
    recognised,
    shareRecognised: share(recognised, all),
    shareRecognisedInterval: wilson(recognised, all),
    pay: payFigures(figures, year, area, totals.category, type),
  }
}

function payFigures(figures: Figures, year: number, area: Area, termId: number, type: MarketType): Pay {
  const pay: Pay = {}
  for (const unit of payUnits[type]) {
    const row = figures.pay(year, area.areaId, termId, unit)
    const { parent } = area
    const ofParent = parent ? figures.pay(year, parent.areaId, termId, unit) : undefined
    pay[unit] = {
      quoted: row?.quoted ?? 0,
      p10: row?.p10 ?? null,
      p25: row?.p25 ?? null,
      p50: row?.p50 ?? null,
      p75: row?.p75 ?? null,
      p90: row?.p90 ?? null,
      intervals: {
        p10: bounds(row?.p10Low, row?.p10High),
        p25: bounds(row?.p25Low, row?.p25High),
        p50: bounds(row?.p50Low, row?.p50High),
        p75: bounds(row?.p75Low, row?.p75High),
        p90: bounds(row?.p90Low, row?.p90High),
      },
      medianChange: percentChange(row?.p50, figures.pay(year + 1, area.areaId, termId, unit)?.p50),
      parent: parent && {
        location: parent.name,
        quoted: ofParent?.quoted ?? 0,
        p50: ofParent?.p50 ?? null,
        p50Interval: bounds(ofParent?.p50Low, ofParent?.p50High),
        medianChange: percentChange(ofParent?.p50, figures.pay(year + 1, parent.areaId, termId, unit)?.p50),
      },
    }
  }
  return pay
}

function locationRows(figures: Figures, children: Area[], term: Term, unit: PayUnit): LocationRow[] {
  return children
    .map(child => {
      const now = figures.count(0, child.areaId, term.termId)
      const before = figures.count(1, child.areaId, term.termId)
      const pay = figures.pay(0, child.areaId, term.termId, unit)
      const p50 = pay?.p50 ?? null
      return {
        name: child.name,
        rankChange: now?.rank && before?.rank ? before.rank - now.rank : null,
        vacancies: now?.vacancies ?? 0,
        quoted: pay?.quoted ?? 0,
        p50,
        p50Interval: bounds(pay?.p50Low, pay?.p50High),
        medianChange: percentChange(p50, figures.pay(1, child.areaId, term.termId, unit)?.p50),
        live: now?.live ?? 0,
      }
    })
    .filter(row => row.vacancies > 0 || row.live > 0)
    .sort((a, b) => b.vacancies - a.vacancies || (a.name < b.name ? -1 : 1))
}

/** Dense ranks over rows that come most frequent first. */
function ranked(skills: { name: string; category: string; vacancies: number }[], whole: number): SkillRow[] {
  let rank = 0
  let previous = -1
  return skills.map(skill => {
    if (skill.vacancies !== previous) rank++
    previous = skill.vacancies
    return {
      rank,
      ...skill,
      share: skill.vacancies / whole,
      shareInterval: wilson(skill.vacancies, whole),
    }
  })
}

function byCategory(
  skills: { name: string; category: string; vacancies: number }[],
  whole: number,
): TrendPage['skillsByCategory'] {
  const categories = Map.groupBy(skills, skill => skill.category)
  return [...categories]
    .sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
    .map(([category, rows]) => ({
      category,
      skills: ranked(rows, whole)
        .slice(0, 20)
        .map(({ category: _, ...row }) => row),
    }))
}
