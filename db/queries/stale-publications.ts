import type { Database } from '../connection.ts'
import { windowIsFresh } from '../loaders/windows.ts'

/** A published day of which something has changed since. */
export interface StalePublication {
  asOf: string
  months: number
}

/**
 * The current publications whose data has changed since they were made, the latest first: a window of theirs is stale,
 * or was brought up to date for another publication. Those that other versions of code or taxonomy made are not stale
 * for that alone.
 */
export async function findStalePublications({ pool }: Database): Promise<StalePublication[]> {
  const { rows } = await pool.query<StalePublication>(
    `with w as materialized (
       select w.window_id, w.change_number, ${windowIsFresh} as fresh from mart.windows w)
     select p.as_of as "asOf", p.months from mart.publications p
     where p.current and exists (
       select from w where w.window_id = any(p.window_ids || p.trend_window_ids)
         and (not w.fresh or w.change_number > p.change_number))
     order by p.as_of desc, p.months desc`,
  )
  return rows
}
