import type { Database } from '../../../db/connection.ts'
import { observeWindows } from '../../../db/queries/coverage.ts'
import type { Publication } from '../../../db/queries/publications.ts'
import { compareWindows } from '../coverage/compare-windows.ts'
import type { Growth } from './guide-page.ts'
import { monthsBefore } from './window-of.ts'

/**
 * Whether the last three months may be set beside the three before: both were observed alike. `comparable` is null where
 * nothing is known of either.
 */
export async function judgeGrowth(
  { pool }: Database,
  { asOf }: Publication,
): Promise<Pick<Growth, 'comparable' | 'reason'>> {
  const { observedSince, windows } = await observeWindows(pool, 3, [asOf, monthsBefore(asOf, 3)])
  const [now, earlier] = windows
  if (!now || !earlier || (now.vacancies === 0 && earlier.vacancies === 0))
    return { comparable: null, reason: null }
  const { comparable, reason } = compareWindows({ now, earlier }, observedSince)
  // Windows are compared a year apart everywhere else.
  return { comparable, reason: reason?.replaceAll('a year earlier', 'in the three months before') ?? null }
}
