import type { Database } from '../../../db/connection.ts'

/** Ids of terms and areas count up as they come; what they stand for is compared. */
const named = `
  'terms', (select array_agg(kind || ' ' || category || ' ' || name order by kind, category, name)
    from core.terms where term_id = any(x.terms)),
  'areas', (select array_agg(name order by name) from core.areas where area_id = any(x.areas))`

const queries = {
  postings: `select ((to_jsonb(x) - '{run_id,new_in_scope}'::text[]) || jsonb_build_object(${named}))::text as row
    from core.postings x order by source, source_id, record_id`,
  vacancies: `select ((to_jsonb(x) - 'since') || jsonb_build_object(${named}))::text as row
    from core.vacancies x order by vacancy_id`,
  terms: `select (to_jsonb(x) - 'publication_id')::text as row from mart.term_statistics x order by 1`,
  pay: `select (to_jsonb(x) - 'publication_id')::text as row from mart.pay_statistics x order by 1`,
}

/** What a database holds that readers and figures rest on, but for ids and for which run loaded it. */
export async function contentOf(database: Database): Promise<Record<keyof typeof queries, string[]>> {
  const found: Record<string, string[]> = {}
  for (const [name, query] of Object.entries(queries)) {
    const { rows } = await database.pool.query<{ row: string }>(query)
    found[name] = rows.map(({ row }) => row)
  }
  return found as Record<keyof typeof queries, string[]>
}
