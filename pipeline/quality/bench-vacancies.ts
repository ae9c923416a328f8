import { type Database, inTransaction } from '../../db/connection.ts'
import { copyLines } from '../../db/loaders/copy.ts'
import { jobTitles, registerVocabulary } from '../../db/loaders/terms.ts'
import { areas, areasOf } from '../../extractors/location/areas.ts'
import { everySkill } from '../../extractors/skills/find-skills.ts'

/** A vacancy whose meaning is known, for benches of what comes after extraction. */
export interface BenchVacancy {
  id: string
  postedOn: string
  openUntil: string
  market: 'permanent' | 'contract'
  title: string
  company: string
  titleTerms: string[]
  /** Names of skills; those that the taxonomy does not have are left out. */
  skills: string[]
  /** From the country down. */
  path: string[]
  seniority: string | null
  workplace: string | null
  quote: { unit: 'year' | 'day' | 'hour'; low: number; high: number } | null
}

/**
 * Writes vacancies as the making of vacancies would have left them, as one change.
 * @returns how many were written
 */
export async function writeVacancies(
  database: Database,
  vacancies: readonly BenchVacancy[],
): Promise<number> {
  const categoryOf = new Map(everySkill().map(({ name, category }) => [name, category]))
  const termsOf = (vacancy: BenchVacancy) => [
    ...vacancy.titleTerms.map(name => ({ category: jobTitles, name })),
    ...vacancy.skills.flatMap(name => {
      const category = categoryOf.get(name)
      return category ? [{ category, name }] : []
    }),
  ]
  return inTransaction(database.pool, async client => {
    const vocabulary = await registerVocabulary(client, vacancies.flatMap(termsOf), areas)
    const { rows } = await client.query<{ n: number }>(`select nextval('core.change_number') as n`)
    const change = rows[0]!.n
    const columns = [
      ...['vacancy_id', 'title_key', 'company_key', 'place_key', 'posted_on', 'open_until', 'market'],
      ...['source', 'source_id', 'postings', 'title', 'company', 'url', 'seniority', 'workplace'],
      ...['quote_unit', 'quote_low', 'quote_high', 'areas', 'terms', 'since'],
    ]
    const lines = vacancies.values().map(vacancy => {
      const terms = new Set([vocabulary.all])
      for (const { category, name } of termsOf(vacancy))
        terms.add(vocabulary.term(category, name)).add(vocabulary.category(category))
      const places = areasOf(vacancy.path).map(vocabulary.area)
      const { id, title, company, quote } = vacancy
      const uuid = id.padStart(32, '0')
      return [
        ...[uuid, `${title} ${id}`.toLowerCase(), company.toLowerCase(), vacancy.path.join(' ')],
        ...[vacancy.postedOn, vacancy.openUntil, vacancy.market, 'bench', id, 1, title, company],
        ...[`https://bench.example/jobs/${id}`, vacancy.seniority ?? '\\N', vacancy.workplace ?? '\\N'],
        ...[quote?.unit ?? '\\N', quote?.low ?? '\\N', quote?.high ?? '\\N'],
        ...[`{${places.sort((a, b) => a - b)}}`, `{${[...terms].sort((a, b) => a - b)}}`, change],
      ].join('\t')
    })
    const written = await copyLines(client, 'core.vacancies', columns, lines)
    await client.query(
      `insert into core.changed_days as c (day, advertised_change, live_change)
       select day, max(advertised), $1 from (
         select posted_on as day, $1::bigint as advertised from core.vacancies where since = $1
         union all select generate_series(min(posted_on), max(open_until), interval '1 day')::date, 0
         from core.vacancies where since = $1
       ) d group by day
       on conflict (day) do update set
         advertised_change = greatest(c.advertised_change, excluded.advertised_change), live_change = excluded.live_change`,
      [change],
    )
    return written
  })
}
