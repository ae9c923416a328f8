import type { Database } from '../connection.ts'
import type { Market } from '../schema.ts'

/** Terms that share a rank. */
export interface RankStep {
  rank: number
  vacancies: number
  terms: number
  /** The first of them by name, at most five. */
  names: string[]
}

/** The ranks from `reach` above to `reach` below one, and how many terms are ranked at all. */
export async function readRankSteps(
  { pool }: Database,
  at: { windowId: number; changeNumber: number; areaId: number; market: Market },
  rank: number,
  reach: number,
): Promise<{ steps: RankStep[]; ranked: number }> {
  const { rows } = await pool.query(
    `with ranked as (
       select c.rank, c.vacancies, n.name, row_number() over (partition by c.rank order by lower(n.name) collate "C", n.name) as nth
       from mart.window_terms c join core.terms n on n.term_id = c.term_id and n.kind = 'term'
       where c.window_id = $1 and c.area_id = $2 and c.market = $3::"char" and c.rank is not null
         and c.since <= $4 and c.until > $4
     )
     select rank, max(vacancies)::int as vacancies, count(*)::int as terms,
       array_agg(name order by nth) filter (where nth <= 5) as names, (select count(*)::int from ranked) as ranked
     from ranked where rank between $5::int - $6::int and $5::int + $6::int group by rank order by rank`,
    [at.windowId, at.areaId, at.market === 'permanent' ? 'p' : 'c', at.changeNumber, rank, reach],
  )
  return {
    ranked: rows[0]?.ranked ?? 0,
    steps: rows.map(({ rank: step, vacancies, terms, names }) => ({ rank: step, vacancies, terms, names })),
  }
}
