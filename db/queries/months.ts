import type { Database } from '../connection.ts'

/** A period of whole months, as their first days, both included. */
export interface Period {
  from: string
  to: string
}

/** How many postings are of each month, the months as their first days. */
export async function countPostings({ pool }: Database, { from, to }: Period): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ month: string; postings: number }>(
    `select date_trunc('month', posted_on)::date as month, count(*) as postings from core.postings
     where posted_on >= $1::date and posted_on < $2::date + interval '1 month' group by 1`,
    [from, to],
  )
  return new Map(rows.map(({ month, postings }) => [month, postings]))
}

/** The month that today is in, as its first day. */
export async function presentMonth({ pool }: Database): Promise<string> {
  const { rows } = await pool.query<{ month: string }>(
    `select date_trunc('month', now() at time zone 'UTC')::date as month`,
  )
  return rows[0]!.month
}
