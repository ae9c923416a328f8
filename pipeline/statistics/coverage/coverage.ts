import type { ObservedWindows, StoredComparability } from '../../../db/queries/coverage.ts'

export type { SourceCoverage, WindowCoverage } from '../../../db/queries/coverage.ts'

/** Whether a window's figures may be set beside those of the window one year earlier. */
export type Comparability = StoredComparability

/**
 * What figures rest on: the window of a publication and the three before it, newest first, and three comparisons between
 * neighbours: `comparability[n]` is that of `windows[n]` with `windows[n + 1]`.
 */
export interface Coverage extends ObservedWindows {
  comparability: Comparability[]
}
