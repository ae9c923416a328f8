import type { Client } from '../connection.ts'

/**
 * How many records that a run loaded for the first time, and that are in scope, belong wholly to vacancies which an
 * earlier advert had opened: duplicates of other adverts. Valid once the vacancies are rebuilt.
 */
export async function countDuplicates(client: Client, runId: number): Promise<number> {
  const { rows } = await client.query<{ duplicates: number }>(
    `select count(*)::int as duplicates from (
       select p.source, p.record_id
       from core.postings p
       where p.run_id = $1 and p.in_scope and p.new_in_scope
       group by p.source, p.record_id
       having bool_and(exists (
         select from core.postings e
         where e.in_scope and (e.title_key, e.company_key, e.place_key) = (p.title_key, p.company_key, p.place_key)
           and (e.posted_on, e.source, e.source_id) < (p.posted_on, p.source, p.source_id)
           and e.posted_on >= (
             select max(v.posted_on) from core.vacancies v
             where (v.title_key, v.company_key, v.place_key) = (p.title_key, p.company_key, p.place_key)
               and v.posted_on <= p.posted_on)))
     ) r`,
    [runId],
  )
  return rows[0]!.duplicates
}
