import type {
  Band,
  GuidePage,
  MarketGuide,
  MedianComparison,
  MedianFigure,
  PayPercentiles,
  ShareFigure,
  SkillPay,
} from '../../../pipeline/statistics/guide/guide-page.ts'
import { wilson } from '../../../pipeline/statistics/intervals.ts'
import { pay } from './sample-page.ts'

const percentilesOf = (quoted: number, figures: number[]): PayPercentiles => {
  const { medianChange: _, parent: __, ...percentiles } = pay(quoted, figures)
  return percentiles
}

export const median = (p50: number, quoted: number): MedianFigure => ({
  quoted,
  p50,
  p50Interval: quoted < 6 ? null : [p50 * 0.95, p50 * 1.05],
})

export const shareOf = (vacancies: number, of: number): ShareFigure => ({
  vacancies,
  of,
  share: of ? vacancies / of : null,
  shareInterval: wilson(vacancies, of),
})

const compare = (mine: MedianFigure, other: MedianFigure): MedianComparison => {
  const ratio = mine.p50! / other.p50!
  const difference = mine.p50! - other.p50!
  return {
    mine,
    other,
    ratio,
    ratioInterval: [ratio * 0.93, ratio * 1.07],
    difference,
    differenceInterval: [difference - 4000, difference + 4000],
  }
}

const band = (name: Band, vacancies: number, figures: number[]) => ({
  band: name,
  vacancies,
  pay: percentilesOf(Math.round(vacancies * 0.7), figures),
})

const skill = (name: string, category: string, jobs: number, p50: number): SkillPay => ({
  skill: name,
  category,
  share: shareOf(jobs, 412),
  ...median(p50, Math.round(jobs * 0.7)),
})

const skills = [
  skill('Python', 'Programming Languages', 301, 82_500),
  skill('AWS', 'Cloud Services', 260, 85_000),
  skill('Go', 'Programming Languages', 64, 97_500),
  skill('PHP', 'Programming Languages', 31, 62_500),
]

function market(type: 'permanent' | 'contract'): MarketGuide {
  const scale = type === 'permanent' ? 1 : 1 / 150
  const scaled = (figures: number[]) => figures.map(figure => Math.round(figure * scale))
  const mine = median(80_000 * scale, 288)
  return {
    type,
    unit: type === 'permanent' ? 'year' : 'day',
    vacancies: 412,
    pay: percentilesOf(288, scaled([52_500, 67_500, 80_000, 92_500, 112_500])),
    bands: [
      band('junior', 21, scaled([28_000, 32_500, 37_500, 42_500, 48_000])),
      band('mid', 120, scaled([47_500, 55_000, 62_500, 70_000, 80_000])),
      band('senior', 190, scaled([67_500, 77_500, 87_500, 97_500, 115_000])),
      band('lead', 41, scaled([82_500, 92_500, 105_000, 120_000, 140_000])),
      band('notStated', 40, scaled([45_000, 60_000, 75_000, 90_000, 110_000])),
    ],
    locations: [
      ['UK excluding London', 65_000],
      ['Manchester', 62_500],
      ['Bristol', 61_000],
      ['Cambridge', 82_500],
    ].map(([location, p50]) => ({
      location: String(location),
      comparison: compare(mine, median(Number(p50) * scale, 160)),
      byBand: [
        {
          band: 'senior' as const,
          comparison: compare(median(87_500 * scale, 120), median(75_000 * scale, 80)),
        },
      ],
    })),
    skillPremiums: (
      [
        ['Rust', 1.24, 1.1, 1.4],
        ['Go', 1.14, 1.06, 1.22],
        ['Kafka', 1.09, 1.03, 1.15],
        ['Kubernetes', 1.05, 1.01, 1.09],
        ['PostgreSQL', 1.01, 0.97, 1.05],
        ['PHP', 0.86, 0.79, 0.93],
      ] as const
    ).map(([name, ratio, low, high]) => ({
      skill: name,
      category: 'Programming Languages',
      share: shareOf(64, 412),
      raw: compare(median(80_000 * scale * (ratio + 0.05), 45), median(79_000 * scale, 243)),
      adjusted: { ratio, ratioInterval: [low, high] as const, vacancies: 45, observations: 288 },
    })),
    leastQuoted: 20,
    sectorPremiums: [
      {
        sector: 'Finance',
        share: shareOf(101, 412),
        raw: compare(median(95_000 * scale, 80), median(76_000 * scale, 208)),
        adjusted: { ratio: 1.12, ratioInterval: [1.05, 1.2], vacancies: 80, observations: 288 },
      },
    ],
    growth: {
      now: 231,
      before: 181,
      from: '2025-05-21',
      middle: '2025-08-21',
      to: '2025-11-21',
      change: 27.62,
      changeInterval: [5.1, 54.9],
      comparable: true,
      reason: null,
    },
    workplace: {
      remote: shareOf(90, 300),
      hybrid: shareOf(170, 300),
      onsite: shareOf(40, 300),
      notStated: shareOf(112, 412),
    },
    skills: {
      mostWanted: skills,
      bestPaid: skills.toSorted((a, b) => b.p50! - a.p50!),
      leastQuoted: 20,
      byCategory: [
        { category: 'Cloud Services', skills: skills.slice(1, 2) },
        { category: 'Programming Languages', skills: skills.filter(({ skill: name }) => name !== 'AWS') },
      ],
    },
  }
}

const title = (term: string, vacancies: number, p50: number) => ({
  term,
  vacancies,
  ...median(p50, Math.round(vacancies * 0.7)),
})

/** A guide of backend developers in London; its figures are invented. */
export function londonGuide(): GuidePage {
  return {
    term: 'Backend Developer',
    category: 'Job Titles',
    location: 'London',
    asOf: '2025-11-21',
    months: 6,
    publication: 12,
    markets: { permanent: market('permanent'), contract: market('contract') },
    positions: {
      total: 73,
      open: { permanent: 60, contract: 13 },
      boards: [
        { source: 'reed', open: 41 },
        { source: 'greenhouse', open: 32 },
      ],
      newest: Array.from({ length: 24 }, (_, at) => ({
        type: at % 5 === 0 ? ('contract' as const) : ('permanent' as const),
        title: `Senior Backend Developer (Team ${at + 1})`,
        company: at % 4 === 0 ? null : 'Plum & Loom Ltd',
        locations: ['Central London', 'London'],
        workplace: ['hybrid', 'remote', 'onsite', null][at % 4] ?? null,
        pay:
          at % 3 === 2
            ? null
            : at % 5 === 0
              ? { low: 500, high: 550, unit: 'day' as const }
              : { low: 70_000, high: 70_000 + (at % 2) * 15_000, unit: 'year' as const },
        source: at % 2 ? 'reed' : 'greenhouse',
        url: at === 3 ? null : `https://boards.example.com/jobs/${at}?a=1&b=2`,
        postedOn: '2025-11-20',
      })),
    },
    career: {
      role: 'Backend Developer',
      ladder: [
        { ...title('Junior Backend Developer', 21, 37_500), level: 'Junior' },
        { ...title('Backend Developer', 412, 80_000), level: null },
        { ...title('Senior Backend Developer', 190, 87_500), level: 'Senior' },
      ],
      wider: [title('Developer', 4012, 65_000)],
      specialised: [title('Java Backend Developer', 51, 82_500)],
      siblings: [title('Java Developer', 640, 75_000), title('Frontend Developer', 340, 62_500)],
    },
    hiring: {
      salary: median(80_000, 288),
      fees: [
        { rate: 0.15, amount: 12_000, amountInterval: [11_400, 12_600] },
        { rate: 0.2, amount: 16_000, amountInterval: [15_200, 16_800] },
      ],
      source: 'Guide 003',
      asOf: null,
    },
    benchmarks: [
      {
        source: 'IT Jobs Watch',
        statistic: 'median salary',
        location: 'London',
        type: 'permanent',
        band: null,
        unit: 'year',
        low: 80_000,
        high: 80_000,
        andMore: false,
        asOf: '2025-11-21',
        note: null,
        ours: median(82_500, 288),
        difference: 2500,
        differencePercent: 3.125,
      },
      {
        source: 'Guide 003',
        statistic: 'range',
        location: 'UK',
        type: 'contract',
        band: 'lead',
        unit: 'day',
        low: 700,
        high: 1000,
        andMore: true,
        asOf: '2025',
        note: null,
        ours: median(675, 41),
        difference: -25,
        differencePercent: -3.57,
      },
    ],
  }
}
