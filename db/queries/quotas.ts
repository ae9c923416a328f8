import { type Database, inTransaction } from '../connection.ts'

/** So many requests in so many seconds. */
export interface Allowance {
  requests: number
  seconds: number
}

/**
 * Enters a request of an account at `now`, unless one of its allowances is used up.
 * @returns null where it may be made, else when the next one may
 */
export async function spendRequest(
  { pool }: Database,
  account: string,
  allowances: readonly Allowance[],
  now: Date,
): Promise<Date | null> {
  return inTransaction(pool, async client => {
    await client.query(`select pg_advisory_xact_lock(hashtextextended('quota ' || $1, 0))`, [account])
    const { rows } = await client.query<{ free_at: Date | null }>(
      `with spent as (
         select seconds, allowed, spent_at,
           sum(s.requests) over (partition by seconds order by spent_at desc) as since
         from unnest($2::int[], $3::int[]) as a (allowed, seconds)
         join ops.spent_requests s on s.account = $1
           and s.spent_at > $4::timestamptz - seconds * interval '1 second'
       )
       select max(free_at) as free_at from (
         select max(spent_at) + seconds * interval '1 second' as free_at
         from spent where since >= allowed group by seconds
       ) full_ones`,
      [account, allowances.map(each => each.requests), allowances.map(each => each.seconds), now],
    )
    const freeAt = rows[0]?.free_at ?? null
    if (freeAt) return freeAt
    await client.query(
      `insert into ops.spent_requests as s (account, spent_at, requests) values ($1, $2, 1)
       on conflict (account, spent_at) do update set requests = s.requests + 1`,
      [account, now],
    )
    await client.query(
      `delete from ops.spent_requests where account = $1 and spent_at < $2::timestamptz - interval '40 days'`,
      [account, now],
    )
    return null
  })
}
