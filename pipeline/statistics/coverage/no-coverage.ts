import type { SourceCoverage } from './coverage.ts'

/** The coverage of a source that a window tells nothing of. */
export const noCoverage = (source: string): SourceCoverage => ({
  source,
  vacancies: 0,
  daysAdvertised: 0,
  daysObserved: 0,
  partialDays: 0,
  boards: 0,
  boardsKept: 0,
  firstObserved: null,
  lastObserved: null,
})
