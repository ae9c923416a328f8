import type { Client, Database } from '../connection.ts'

/** A term or area as the database knows it. */
export interface Term {
  termId: number
  category: string
  name: string
}
export interface Area {
  areaId: number
  name: string
  parent: { areaId: number; name: string } | null
}

/** Terms of this name, whatever the case: the title term first, then skills. */
export async function findTerms({ pool }: Database, name: string): Promise<Term[]> {
  const { rows } = await pool.query(
    `select term_id as "termId", category, name from core.terms
     where kind = 'term' and lower(name) = lower($1)
     order by category <> 'Job Titles', name <> $1, category`,
    [name],
  )
  return rows
}

/** The row of a category, and the row that stands for all vacancies. */
export async function findTotals(
  { pool }: { pool: Pick<Client, 'query'> },
  category: string,
): Promise<{ category: number; all: number }> {
  const { rows } = await pool.query(
    `select max(term_id) filter (where kind = 'category' and name = $1) as category,
       max(term_id) filter (where kind = 'all') as "all" from core.terms where kind <> 'term'`,
    [category],
  )
  return rows[0]
}

/** The areas of these names, whatever the case, in the order of the names; those that are not known are left out. */
export async function findAreas({ pool }: Database, names: readonly string[]): Promise<Area[]> {
  const { rows } = await pool.query(
    `select a.area_id, a.name, p.area_id as parent_id, p.name as parent_name
     from unnest($1::text[]) with ordinality as w (name, n)
     join core.areas a on lower(a.name) = lower(w.name)
     left join core.areas p on p.area_id = a.parent_id order by w.n`,
    [names],
  )
  return rows.map(row => ({
    areaId: row.area_id,
    name: row.name,
    parent: row.parent_id ? { areaId: row.parent_id, name: row.parent_name } : null,
  }))
}

/** Names of terms or areas, the most used first, to suggest one for a name that is not known. */
export async function listNames({ pool }: Database, of: 'terms' | 'areas'): Promise<string[]> {
  const { rows } = await pool.query(
    of === 'areas'
      ? 'select name from core.areas order by area_id'
      : `select name from core.terms where kind = 'term' order by term_id limit 50000`,
  )
  return rows.map(row => row.name)
}

/** What terms are, by id; `order` is that of their names, whatever the case. */
export interface TermEntry {
  termId: number
  kind: 'all' | 'category' | 'term'
  category: string
  order: number
}

/** Every term, category and the row that stands for all. */
export async function listTermEntries(client: Pick<Database['pool'], 'query'>): Promise<TermEntry[]> {
  const { rows } = await client.query(
    `select term_id as "termId", kind, category,
       row_number() over (order by lower(name) collate "C", name collate "C", category collate "C")::int as "order"
     from core.terms`,
  )
  return rows
}

/** The skills among terms, by name whatever the case. */
export async function listSkills({ pool }: Database, termIds: readonly number[]): Promise<Term[]> {
  const { rows } = await pool.query(
    `select term_id as "termId", category, name from core.terms
     where term_id = any($1) and kind = 'term' and category <> 'Job Titles'
     order by lower(name) collate "C", name collate "C", category collate "C"`,
    [termIds],
  )
  return rows
}
