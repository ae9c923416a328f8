import { expect, it } from 'vitest'
import { renderCoveragePage } from '../../../../pipeline/publish/pages/coverage-page.ts'
import type { Coverage, WindowCoverage } from '../../../../pipeline/statistics/coverage/coverage.ts'
import { ALL, expectSound, rowsOf, textsOf } from './sample-site.ts'

const window = (yearsBack: number, daysObserved: number): WindowCoverage => ({
  yearsBack,
  beginsOn: `${2025 - yearsBack}-05-22`,
  endsOn: `${2025 - yearsBack}-11-21`,
  days: 184,
  daysObserved,
  vacancies: daysObserved * 10,
  sources:
    daysObserved === 0
      ? []
      : [
          {
            source: 'reed',
            vacancies: daysObserved * 10,
            daysAdvertised: daysObserved,
            daysObserved,
            partialDays: 3,
            boards: 2,
            boardsKept: 1,
            firstObserved: `${2025 - yearsBack}-05-22`,
            lastObserved: `${2025 - yearsBack}-11-21`,
          },
        ],
})

const coverage: Coverage = {
  observedSince: '2024-05-22',
  windows: [window(0, 184), window(1, 60), window(2, 0), window(3, 0)],
  comparability: [
    {
      yearsBack: 0,
      comparable: false,
      reason: 'reed was observed on 60 days instead of 184',
      sharedSources: [],
      sharedNow: 0.4,
      sharedEarlier: 1,
    },
    {
      yearsBack: 1,
      comparable: true,
      reason: null,
      sharedSources: ['reed'],
      sharedNow: null,
      sharedEarlier: null,
    },
    { yearsBack: 2, comparable: true, reason: null, sharedSources: [], sharedNow: null, sharedEarlier: null },
  ],
}

it('says what each window rests on, and whether it compares', () => {
  const page = renderCoveragePage(
    [
      { months: 6, coverage },
      { months: 3, coverage: { ...coverage, windows: [], comparability: [] } },
    ],
    [
      { board: 'reed/it', from: '2025-11-19', to: '2025-11-21', days: 3, isOver: false },
      { board: 'greenhouse/acme', from: '2025-02-04', to: '2025-02-10', days: 7, isOver: true },
    ],
    ALL,
  )
  expect(rowsOf(page, 'table:first tbody tr').slice(0, 2)).toEqual([
    [
      '21 Nov 2025',
      '184 of 184',
      '1,840',
      '1',
      '40% of this, 100% of that',
      'no: reed was observed on 60 days instead of 184',
    ],
    ['21 Nov 2024', '60 of 184', '600', '1', '-', 'yes'],
  ])
  expect(rowsOf(page, '.coverage:first tbody tr')).toEqual([
    ['Reed', '1,840', '184', '184', '', '3', '2', '1', '22 May 2025 to 21 Nov 2025'],
  ])
  expect(textsOf(page, 'h2')).toEqual([
    'Windows of 6 months',
    '6 months to 21 November 2025',
    '6 months to 21 November 2024',
    'Windows of 3 months',
    'Interruptions',
    'How to read the figures',
  ])
  expect(rowsOf(page, 'section:contains(Interruptions) tbody tr')).toEqual([
    ['reed/it', 'since 19 Nov 2025', '3'],
    ['greenhouse/acme', '4 Feb 2025 to 10 Feb 2025', '7'],
  ])
  expect(textsOf(page, '.kicker')[0]).toContain('First observation: 22 May 2024.')
  expectSound(page)
})
