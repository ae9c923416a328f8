import { describe, expect, it } from 'vitest'
import type { SourceCoverage } from '../../../db/queries/coverage.ts'
import type { Totals } from '../../../db/queries/publication-totals.ts'
import { PublicationSettings } from '../../../pipeline/configuration-file.ts'
import { judgeAgainst, type PublicationFacts } from '../../../pipeline/quality/publication-expectations.ts'

const bounds = PublicationSettings.parse({}).expect

const source = (over: Partial<SourceCoverage> = {}): SourceCoverage => ({
  source: 'boards',
  vacancies: 1000,
  daysAdvertised: 180,
  daysObserved: 180,
  partialDays: 0,
  boards: 10,
  boardsKept: 10,
  firstObserved: '2025-05-22',
  lastObserved: '2025-11-20',
  ...over,
})

const totals = (over: Partial<Totals> = {}): Totals => ({
  vacancies: 800,
  recognised: 720,
  quoted: 480,
  median: { quoted: 480, p50: 60_000, low: 59_000, high: 61_000 },
  ...over,
})

/** Figures of a day at which nothing is wrong. */
const facts = (
  permanent: Partial<Totals> = {},
  over: Partial<PublicationFacts> = {},
  contract: Partial<Totals> = {},
): PublicationFacts => ({
  asOf: '2025-11-21',
  days: 184,
  daysObserved: 184,
  observedSince: '2020-01-01',
  beginsOn: '2025-05-22',
  totals: {
    permanent: totals(permanent),
    contract: totals({
      vacancies: 200,
      recognised: 180,
      quoted: 120,
      median: { quoted: 120, p50: 500, low: 490, high: 510 },
      ...contract,
    }),
  },
  sources: [source()],
  ...over,
})

const dayBefore = facts({}, { asOf: '2025-11-20' })

/** What is not as it was to be, by expectation. */
const outcomes = (now: PublicationFacts, before = dayBefore) =>
  Object.fromEntries(
    judgeAgainst({ now, before }, bounds)
      .filter(({ outcome }) => outcome !== 'pass')
      .map(({ expectation, outcome }) => [expectation, outcome]),
  )

describe('a publication is judged against the one before', () => {
  it('passes where nothing moved, with a finding for each figure', () => {
    const findings = judgeAgainst({ now: facts(), before: dayBefore }, bounds)
    expect(findings.map(({ expectation }) => expectation)).toEqual([
      ...['vacancies', 'vacancies:permanent', 'vacancies:contract', 'recognised', 'quoted'],
      ...['median:permanent', 'median:contract'],
    ])
    expect(outcomes(facts())).toEqual({})
  })

  it.each<[string, PublicationFacts, Record<string, string>]>([
    [
      'vacancies by a fifth',
      facts({ vacancies: 600, recognised: 540, quoted: 360 }),
      {
        vacancies: 'warn',
        'vacancies:permanent': 'warn',
      },
    ],
    [
      'vacancies by more than half',
      facts({ vacancies: 300, recognised: 270, quoted: 180 }),
      {
        vacancies: 'hold',
        'vacancies:permanent': 'hold',
      },
    ],
    [
      'twice as many without a new source',
      facts({ vacancies: 1600, recognised: 1440, quoted: 960 }),
      {
        vacancies: 'hold',
        'vacancies:permanent': 'hold',
      },
    ],
    [
      'contracts that are gone',
      facts({}, {}, { vacancies: 0, recognised: 0, quoted: 0, median: null }),
      {
        vacancies: 'warn',
        'vacancies:contract': 'hold',
        'median:contract': 'hold',
      },
    ],
    ['titles by 8 points', facts({ recognised: 640 }), { recognised: 'warn' }],
    ['titles by 24 points', facts({ recognised: 480 }), { recognised: 'hold' }],
    ['pay by 24 points', facts({ quoted: 240 }), { quoted: 'hold' }],
    [
      'the median by a tenth',
      facts({ median: { quoted: 480, p50: 66_000, low: 65_000, high: 67_000 } }),
      { 'median:permanent': 'warn' },
    ],
    [
      'the median by a third',
      facts({ median: { quoted: 480, p50: 40_000, low: 39_000, high: 41_000 } }),
      { 'median:permanent': 'hold' },
    ],
    [
      'the median by a third within its interval',
      facts({ median: { quoted: 480, p50: 40_000, low: 30_000, high: 70_000 } }),
      { 'median:permanent': 'warn' },
    ],
  ])('%s', (_what, now, expected) => {
    expect(outcomes(now)).toEqual(expected)
  })

  it('holds nothing for few vacancies, whatever they do', () => {
    const few = (vacancies: number) =>
      facts(
        { vacancies, recognised: vacancies, quoted: 0, median: null },
        { asOf: '2025-11-20' },
        {
          ...{ vacancies: 0, recognised: 0, quoted: 0, median: null },
        },
      )
    expect(Object.values(outcomes(few(2), few(25)))).not.toContain('hold')
    expect(outcomes(few(20), few(90))).toMatchObject({ vacancies: 'hold' })
  })

  it('does not hold what a new source explains, and holds what it does not', () => {
    const joined = { sources: [source(), source({ source: 'more boards', vacancies: 800 })] }
    const noPay = { vacancies: 1600, recognised: 1440, quoted: 480 }
    expect(Object.values(outcomes(facts(noPay, joined)))).not.toContain('hold')
    const less = { vacancies: 300, recognised: 270, quoted: 180 }
    expect(outcomes(facts(less, joined))).toMatchObject({ vacancies: 'hold' })
  })

  it('lets a young history grow, and does not let it shrink', () => {
    const young = facts({}, { asOf: '2025-11-20', observedSince: '2025-11-01' })
    const more = facts({ vacancies: 1600, recognised: 1440, quoted: 960 })
    expect(outcomes(more, young)).toMatchObject({ vacancies: 'warn' })
    expect(outcomes(facts({ vacancies: 300, recognised: 270, quoted: 180 }), young)).toMatchObject({
      vacancies: 'hold',
    })
  })

  it('allows more the further apart the days are', () => {
    const half = { vacancies: 400, recognised: 360, quoted: 240 }
    const monthBefore = facts({}, { asOf: '2025-10-21' })
    expect(outcomes(facts(half, {}, { vacancies: 100, recognised: 90, quoted: 60 }))).toMatchObject({
      vacancies: 'hold',
    })
    expect(
      outcomes(facts(half, {}, { vacancies: 100, recognised: 90, quoted: 60 }), monthBefore),
    ).toMatchObject({ vacancies: 'warn' })
  })
})

describe('a source that is not looked at any more', () => {
  const later = (lastObserved: string, asOf = '2025-11-28', over: Partial<SourceCoverage> = {}) =>
    facts({}, { asOf, sources: [source({ lastObserved, ...over })] })

  it('is not missed for a week', () => {
    expect(outcomes(later('2025-11-21'))).toEqual({})
  })

  it('holds what rests on it after more than a week', () => {
    expect(outcomes(later('2025-11-20'))).toEqual({ outage: 'hold' })
  })

  it('warns where it gave little', () => {
    const others = source({ source: 'others', vacancies: 9000, lastObserved: '2025-11-28' })
    const now = later('2025-11-20')
    const before = facts({}, { asOf: '2025-11-20', sources: [source(), others] })
    expect(outcomes({ ...now, sources: [...now.sources, others] }, before)).toEqual({ outage: 'warn' })
  })

  it('is missed later where it was looked at once a fortnight', () => {
    const rare = { daysObserved: 14, firstObserved: '2025-05-22' }
    const before = facts({}, { asOf: '2025-11-20', sources: [source(rare)] })
    expect(outcomes(later('2025-11-20', '2025-12-20', rare), before)).toEqual({})
    expect(outcomes(later('2025-11-20', '2026-01-10', rare), before)).toEqual({ outage: 'hold' })
  })

  it('is not missed where it is an archive, or was missing before', () => {
    const archive = { boards: 0 }
    const before = facts({}, { asOf: '2025-11-20', sources: [source(archive)] })
    expect(outcomes(later('2025-11-20', '2025-11-28', archive), before)).toEqual({})
    const missing = facts({}, { asOf: '2025-11-27', sources: [source({ lastObserved: '2025-11-10' })] })
    expect(outcomes(later('2025-11-10'), missing)).toEqual({})
  })
})
