import { describe, expect, it } from 'vitest'
import { compareWindows } from '../../../../pipeline/statistics/coverage/compare-windows.ts'
import type { SourceCoverage, WindowCoverage } from '../../../../pipeline/statistics/coverage/coverage.ts'
import { noCoverage } from '../../../../pipeline/statistics/coverage/no-coverage.ts'

type Sketch = Partial<Omit<SourceCoverage, 'source'>>

/** Half a year to 21 November, with these sources. */
function halfYear(yearsBack: number, sources: Record<string, Sketch>): WindowCoverage {
  const listed = Object.entries(sources).map(([source, sketch]) => ({ ...noCoverage(source), ...sketch }))
  return {
    yearsBack,
    beginsOn: `${2025 - yearsBack}-05-22`,
    endsOn: `${2025 - yearsBack}-11-21`,
    days: 184,
    daysObserved: Math.max(0, ...listed.map(({ daysObserved }) => daysObserved)),
    vacancies: listed.reduce((total, { vacancies }) => total + vacancies, 0),
    sources: listed,
  }
}

const judge = (now: Record<string, Sketch>, earlier: Record<string, Sketch>, since = '2020-01-01') =>
  compareWindows({ now: halfYear(0, now), earlier: halfYear(1, earlier) }, since)

const daily = { vacancies: 1000, daysObserved: 184 }

describe('windows are compared', () => {
  it('where their sources were observed alike', () => {
    expect(
      judge({ reed: daily, adzuna: daily }, { reed: daily, adzuna: { ...daily, vacancies: 700 } }),
    ).toEqual({
      yearsBack: 0,
      comparable: true,
      reason: null,
      sharedSources: ['adzuna', 'reed'],
      sharedNow: 1,
      sharedEarlier: 1,
    })
  })

  it.each([
    ['a new source of a tenth is let pass', 111, true],
    ['one of more than a tenth is not', 112, false],
  ])('%s', (_, vacancies, comparable) => {
    const now = { reed: daily, adzuna: { vacancies, daysObserved: 184 } }
    expect(judge(now, { reed: daily })).toMatchObject({
      comparable,
      sharedSources: ['reed'],
      sharedEarlier: 1,
    })
    expect(judge({ reed: daily }, now)).toMatchObject({ comparable, sharedSources: ['reed'], sharedNow: 1 })
  })

  it('by what a reader is told where they differ', () => {
    const earlier = { reed: daily, adzuna: { vacancies: 3000, daysObserved: 90 } }
    expect(judge({ reed: daily }, earlier)).toEqual({
      yearsBack: 0,
      comparable: false,
      reason:
        'adzuna (0 % of the vacancies, a year earlier 75 %) was observed on 0 days, a year earlier on 90',
      sharedSources: ['reed'],
      sharedNow: 1,
      sharedEarlier: 0.25,
    })
  })

  it('with the two sources that matter most named, and the others counted', () => {
    const seen = (vacancies: number) => ({ vacancies, daysObserved: 10 })
    expect(judge({ reed: daily }, { a: seen(40), b: seen(30), c: seen(20), d: seen(10) }).reason).toBe(
      'reed (100 % of the vacancies, a year earlier 0 %) was observed on 184 days, a year earlier on 0; ' +
        'a (0 % of the vacancies, a year earlier 40 %) was observed on 0 days, a year earlier on 10; 3 more sources differ',
    )
  })

  it('not where one of them is empty, or begins before the history', () => {
    expect(judge({ reed: daily }, {}, '2025-05-22')).toMatchObject({
      comparable: false,
      reason: 'no vacancies in the window to 2024-11-21; observation began on 2025-05-22',
      sharedNow: 0,
      sharedEarlier: null,
    })
    const lateStart = { reed: { ...daily, daysObserved: 92, firstObserved: '2024-08-22' } }
    expect(judge({ reed: daily }, lateStart, '2024-08-22').reason).toBe(
      'reed (100 % of the vacancies, a year earlier 100 %) was observed on 184 days, a year earlier on 92; observation began on 2024-08-22',
    )
  })
})

describe('a source is observed alike', () => {
  it.each<[string, Sketch, Sketch, string | null]>([
    ['with a monthly thread slipping over a border', { daysObserved: 6 }, { daysObserved: 5 }, null],
    [
      'not with a month unobserved in a quarter',
      { daysObserved: 61 },
      { daysObserved: 92 },
      'was observed on 61 days, a year earlier on 92',
    ],
    [
      'not when found later only',
      { daysObserved: 0 },
      { daysObserved: 0 },
      'was found later only, observed in neither window',
    ],
    ['with four boards of five kept', { boards: 4, boardsKept: 4 }, { boards: 5 }, null],
    [
      'not with boards added',
      { boards: 12, boardsKept: 3 },
      { boards: 3 },
      'was read from 12 boards, a year earlier from 3, 3 of them the same',
    ],
    [
      'not with as many other boards',
      { boards: 3, boardsKept: 1 },
      { boards: 3 },
      'was read from 3 boards, a year earlier from 3, 1 of them the same',
    ],
    ['with boards against an archive, which does not tell its own', { boards: 2 }, {}, null],
    ['with listings always in part', { partialDays: 184 }, { partialDays: 180 }, null],
    [
      'not with listings in part for a quarter',
      { partialDays: 46 },
      {},
      'was met in part only on 46 of 184 days, a year earlier on 0 of 184',
    ],
    ['with thrice as many vacancies', { vacancies: 3000 }, {}, null],
    ['not with more', { vacancies: 3001 }, {}, 'gave 3001 vacancies, a year earlier 1000'],
    ['with more of a few', { vacancies: 29 }, { vacancies: 2 }, null],
    ['not with fewer', { vacancies: 1 }, { vacancies: 30 }, 'gave 1 vacancy, a year earlier 30'],
  ])('%s', (_, now, earlier, difference) => {
    const judged = judge({ reed: { ...daily, ...now } }, { reed: { ...daily, ...earlier } })
    expect(judged.sharedSources).toEqual(difference === null ? ['reed'] : [])
    expect(judged.reason).toBe(
      difference === null ? null : `reed (100 % of the vacancies, a year earlier 100 %) ${difference}`,
    )
  })
})

describe('a part of the windows', () => {
  const whole = {
    now: halfYear(0, { reed: daily }),
    earlier: halfYear(1, { reed: daily, adzuna: { vacancies: 3000, daysObserved: 90 } }),
  }
  const part = (now: number, reed: number, adzuna: number) =>
    compareWindows(
      {
        now: halfYear(0, { reed: { vacancies: now } }),
        earlier: halfYear(1, { reed: { vacancies: reed }, adzuna: { vacancies: adzuna } }),
      },
      null,
      whole,
    )

  it('is judged by the sources its own vacancies are from', () => {
    expect(part(4, 36, 4)).toMatchObject({ comparable: true, sharedEarlier: 0.9 })
    expect(part(4, 35, 4)).toMatchObject({ comparable: false, sharedEarlier: 35 / 39 })
  })

  it('without vacancies is judged as the whole', () => {
    expect(part(0, 36, 4)).toMatchObject({ comparable: true, sharedNow: 1 })
    expect(part(4, 0, 0)).toMatchObject({
      comparable: false,
      sharedEarlier: 0.25,
      reason:
        'adzuna (0 % of the vacancies, a year earlier 75 %) was observed on 0 days, a year earlier on 90',
    })
  })
})

it('flags 30 November 2017 in the real archives, where a year earlier one more board was collected', () => {
  // Half-years of the hiring threads of Hacker News and of an archive of Adzuna's adverts, as imported.
  const windows = [
    halfYear(0, { 'hn-hiring': { vacancies: 656, daysObserved: 7 } }),
    halfYear(1, {
      adzuna: { vacancies: 2491, daysObserved: 103 },
      'hn-hiring': { vacancies: 550, daysObserved: 7 },
    }),
    halfYear(2, { 'hn-hiring': { vacancies: 453, daysObserved: 7 }, adzuna: { vacancies: 6 } }),
    halfYear(3, { 'hn-hiring': { vacancies: 287, daysObserved: 7 }, adzuna: { vacancies: 1 } }),
  ]
  const judged = windows
    .slice(0, -1)
    .map((now, at) => compareWindows({ now, earlier: windows[at + 1]! }, '2012-01-31'))
  expect(judged.map(({ comparable }) => comparable)).toEqual([false, false, true])
  expect(judged[0]!.reason).toBe(
    'adzuna (0 % of the vacancies, a year earlier 82 %) was observed on 0 days, a year earlier on 103',
  )
})
