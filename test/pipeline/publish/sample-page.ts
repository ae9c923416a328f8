import { wilson } from '../../../pipeline/statistics/intervals.ts'
import type {
  BaselineColumn,
  Interval,
  PayFigures,
  TermColumn,
  TrendPage,
} from '../../../pipeline/statistics/trend-page.ts'

/** Pay of one column: quoted, the five percentiles, the median's change, the parent's median and its change. */
export function pay(
  quoted: number,
  [p10, p25, p50, p75, p90]: (number | null)[],
  medianChange: number | null = null,
  parent: PayFigures['parent'] = null,
): PayFigures {
  return {
    quoted,
    p10: p10 ?? null,
    p25: p25 ?? null,
    p50: p50 ?? null,
    p75: p75 ?? null,
    p90: p90 ?? null,
    intervals: {
      p10: around(p10, quoted),
      p25: around(p25, quoted),
      p50: around(p50, quoted),
      p75: around(p75, quoted),
      p90: around(p90, quoted),
    },
    medianChange,
    parent,
  }
}

/** An invented interval, five per cent to both sides; none of a small sample. */
export function around(value: number | null | undefined, quoted: number): Interval {
  return value == null || quoted < 6 ? null : [value * 0.95, value * 1.05]
}

const england = (p50: number, medianChange: number | null) => ({
  location: 'England',
  quoted: 1204,
  p50,
  p50Interval: around(p50, 1204),
  medianChange,
})

const columns: [TermColumn, TermColumn, TermColumn] = [
  {
    asOf: '2025-11-21',
    rank: 336,
    rankChange: 47,
    vacancies: 50,
    shareOfAll: 50 / 13_022,
    shareOfAllInterval: wilson(50, 13_022),
    shareOfCategory: 50 / 11_825,
    shareOfCategoryInterval: wilson(50, 11_825),
    pay: { year: pay(41, [52_500, 67_500, 80_000, 90_000, 107_500], 0, england(67_500, 28.5714)) },
  },
  {
    asOf: '2024-11-21',
    rank: 383,
    rankChange: 14,
    vacancies: 58,
    shareOfAll: 58 / 17_362,
    shareOfAllInterval: wilson(58, 17_362),
    shareOfCategory: 58 / 16_458,
    shareOfCategoryInterval: wilson(58, 16_458),
    pay: { year: pay(22, [50_125, 65_000, 80_000, 99_687.5, 119_250], 6.6667, england(52_500, -27.5862)) },
  },
  {
    asOf: '2023-11-21',
    rank: 397,
    rankChange: 72,
    vacancies: 73,
    shareOfAll: 73 / 18_808,
    shareOfAllInterval: wilson(73, 18_808),
    shareOfCategory: 73 / 17_881,
    shareOfCategoryInterval: wilson(73, 17_881),
    pay: { year: pay(68, [56_700, 66_250, 75_000, 82_500, 100_000], 3.4483, england(72_500, 7.4074)) },
  },
]

const baseline: [BaselineColumn, BaselineColumn, BaselineColumn] = [
  {
    asOf: '2025-11-21',
    vacancies: 13_022,
    recognised: 11_825,
    shareRecognised: 11_825 / 13_022,
    shareRecognisedInterval: wilson(11_825, 13_022),
    pay: { year: pay(7602, [35_750, 50_000, 71_500, 95_000, 118_750], -4.6667) },
  },
  {
    asOf: '2024-11-21',
    vacancies: 17_362,
    recognised: 16_458,
    shareRecognised: 16_458 / 17_362,
    shareRecognisedInterval: wilson(16_458, 17_362),
    pay: { year: pay(10_018, [41_250, 55_000, 75_000, 95_000, 118_750], 0) },
  },
  {
    asOf: '2023-11-21',
    vacancies: 18_808,
    recognised: 17_881,
    shareRecognised: 17_881 / 18_808,
    shareRecognisedInterval: wilson(17_881, 18_808),
    pay: { year: pay(14_586, [41_250, 55_000, 75_000, 95_000, 115_000], 3.4483) },
  },
]

/** The London page of backend developers, with published headline figures and invented lists and series. */
export function londonBackend(): TrendPage {
  return structuredClone({
    term: 'Backend Developer',
    category: 'Job Titles',
    location: 'London',
    type: 'permanent',
    asOf: '2025-11-21',
    months: 6,
    publication: 12,
    columns,
    coverage: null,
    baseline,
    locations: [
      {
        name: 'Central London',
        rankChange: 44,
        vacancies: 11,
        quoted: 9,
        p50: 67_500,
        p50Interval: around(67_500, 9),
        medianChange: null,
        live: 20,
      },
      {
        name: 'Docklands',
        rankChange: null,
        vacancies: 1,
        quoted: 0,
        p50: null,
        p50Interval: null,
        medianChange: -12.5,
        live: 0,
      },
    ],
    topSkills: skillRows(),
    skillsByCategory: [
      { category: 'Programming Languages', skills: skillRows().slice(0, 9) },
      { category: 'Cloud Services', skills: skillRows().slice(3, 8) },
      { category: 'Vendors', skills: [] },
      { category: 'Database & Business Intelligence', skills: skillRows().slice(8, 14) },
      { category: 'Libraries, Frameworks & Software Standards', skills: skillRows().slice(5, 12) },
    ],
    trend: trend(),
    histogram: [1, 0, 2, 3, 5, 7, 10, 6, 3, 2, 1, 0, 1].map((vacancies, index) => ({
      from: 30_000 + index * 10_000,
      to: 40_000 + index * 10_000,
      vacancies,
    })),
  } satisfies TrendPage)
}

/** Contract columns with a daily block and, where `hourly`, an hourly one that two of the years are without. */
export function londonContract(hourly: boolean): TrendPage {
  const page = londonBackend()
  const daily = [
    pay(30, [362, 431, 525, 581, 708], 28.36, england(525, 30.52)),
    pay(23, [340, 400, 409, 523, 595], -37.08, england(402, -30.04)),
    pay(61, [425, 500, 650, 700, 825], 7.79, england(575, -0.86)),
  ]
  const none = pay(0, [])
  page.type = 'contract'
  page.columns.forEach((column, index) => {
    const day = daily[index] ?? none
    column.pay = {
      day,
      hour: hourly && index === 0 ? pay(2, [23.925, 26.8125, 32.25, 38.3125, 41.575]) : none,
    }
  })
  for (const column of page.baseline) column.pay = { day: none, hour: none }
  return page
}

function skillRows() {
  const names =
    'Python,AWS,PostgreSQL,Node.js,TypeScript,Docker,Kubernetes,CI/CD,SQL,Java,React,Microservices,C#,Go,.NET,Terraform,Kafka,REST,Redis,MongoDB,GraphQL,Agile,Django,Azure,GCP,FastAPI,Spring Boot,Git,Event-Driven,Distributed Systems,MySQL'
  let rank = 0
  return names.split(',').map((name, index) => {
    const vacancies = Math.round(45 * 0.93 ** index)
    if (index === 0 || Math.round(45 * 0.93 ** (index - 1)) !== vacancies) rank += 1
    return {
      rank,
      name,
      category: 'Programming Languages',
      vacancies,
      share: vacancies / 50,
      shareInterval: wilson(vacancies, 50),
    }
  })
}

/** Three years of months with a gap, so that charts must cope with one. */
function trend(): TrendPage['trend'] {
  return Array.from({ length: 36 }, (_, index) => {
    const month = `${2022 + Math.floor((index + 11) / 12)}-${String(((index + 11) % 12) + 1).padStart(2, '0')}`
    const wave = Math.sin(index / 5)
    if (index === 7)
      return {
        month,
        vacancies: 0,
        shareOfAll: 0,
        shareInterval: wilson(0, 15_000),
        quoted: 0,
        p50Interval: null,
        p10: null,
        p25: null,
        p50: null,
        p75: null,
        p90: null,
      }
    const p50 = 76_000 + 4_000 * wave + 150 * index
    return {
      month,
      vacancies: Math.round(60 + 15 * wave),
      shareOfAll: 0.0036 + 0.0006 * wave,
      shareInterval: [0.0028 + 0.0006 * wave, 0.0046 + 0.0006 * wave] as const,
      quoted: 40,
      p50Interval: around(p50, 40),
      p10: p50 - 24_000,
      p25: p50 - 11_000 - 1_000 * wave,
      p50,
      p75: p50 + 11_000,
      p90: p50 + 29_000 + 3_000 * wave,
    }
  })
}
