import type { Client } from '../connection.ts'

/** A day on which a source was looked at. */
export interface ObservedDay {
  source: string
  /** The configured source that was crawled; missing where only a sighting tells of the day. */
  board?: string
  /** Any moment of the day, ISO 8601; days are those of UTC. */
  at: string
  /** Whether the crawl that tells of the day did not meet the whole listing. */
  partial?: boolean
}

/**
 * Notes the days on which sources were looked at. A day of a board is partial while every crawl of it that day was; so
 * noting the same again changes nothing, and the order makes no difference.
 */
export async function markObserved(
  client: Pick<Client, 'query'>,
  seen: readonly ObservedDay[],
): Promise<void> {
  const days = new Map<string, Required<ObservedDay>>()
  for (const { source, board = '', at, partial = false } of seen) {
    const day = new Date(at).toISOString().slice(0, 10)
    const key = [source, board, day].join('\t')
    days.set(key, { source, board, at: day, partial: partial && (days.get(key)?.partial ?? true) })
  }
  if (days.size === 0) return
  const rows = [...days.values()]
  await client.query(
    `insert into core.observed_days as o (source, board, day, partial)
     select * from unnest($1::text[], $2::text[], $3::date[], $4::boolean[]) as w (source, board, day, partial)
     -- In one order, so that two who note the same days wait for each other instead of both.
     order by source, board, day
     on conflict (source, board, day) do update set partial = false where o.partial and not excluded.partial`,
    [
      rows.map(row => row.source),
      rows.map(row => row.board),
      rows.map(row => row.at),
      rows.map(row => row.partial),
    ],
  )
}
