import type { Client } from '../connection.ts'

/** The median of what is quoted, pounds per unit, with its 95 % interval, which small samples do not have. */
export interface Median {
  quoted: number
  p50: number
  low: number | null
  high: number | null
}

/** All vacancies of one type in a place and window. */
export interface Totals {
  vacancies: number
  /** Those with a recognised title. */
  recognised: number
  /** Those that quote pay, in whatever unit. */
  quoted: number
  /** Of the type's main unit: a year for permanent jobs, a day for contracts; null where nothing is quoted in it. */
  median: Median | null
}

/** By type. */
export interface PublicationTotals {
  permanent: Totals
  contract: Totals
}

/**
 * What publications say of all vacancies in their own windows.
 * @param area name of the place
 * @returns by publication; one without vacancies has zeros
 */
export async function readPublicationTotals(
  client: Pick<Client, 'query'>,
  publicationIds: readonly number[],
  area = 'UK',
): Promise<Map<number, PublicationTotals>> {
  const { rows } = await client.query(
    `select p.publication_id as id, m.market, coalesce(a.vacancies, 0) as vacancies, coalesce(r.vacancies, 0) as recognised,
       coalesce(q.quoted, 0)::int as quoted, s.quoted as "inUnit", s.p50, s.p50_low as low, s.p50_high as high
     from mart.publications p
     cross join (values ('permanent', 'p'::"char", 'y'::"char"), ('contract', 'c', 'd')) m (market, code, unit)
     cross join (select
       (select area_id from core.areas where name = $2) as area_id,
       (select term_id from core.terms where kind = 'all') as everything,
       (select term_id from core.terms where kind = 'category' and name = 'Job Titles') as titles) k
     left join mart.window_terms a on ${ofPublication('a', 'k.everything')}
     left join mart.window_terms r on ${ofPublication('r', 'k.titles')}
     left join mart.window_pay s on ${ofPublication('s', 'k.everything')} and s.unit = m.unit
     left join lateral (select sum(q.quoted) as quoted from mart.window_pay q where ${ofPublication('q', 'k.everything')}) q on true
     where p.publication_id = any($1::bigint[])`,
    [publicationIds, area],
  )
  const totals = new Map<number, PublicationTotals>()
  for (const { id, market, vacancies, recognised, quoted, inUnit, p50, low, high } of rows) {
    const median = p50 === null ? null : { quoted: inUnit, p50, low, high }
    totals.set(id, { ...totals.get(id)!, [market]: { vacancies, recognised, quoted, median } })
  }
  return totals
}

/** A cell of the publication's own window, as it stood when the publication was made. */
const ofPublication = (alias: string, termId: string) =>
  `${alias}.window_id = p.window_ids[1]::integer and ${alias}.area_id = k.area_id and ${alias}.market = m.code
    and ${alias}.term_id = ${termId} and ${alias}.since <= p.change_number and ${alias}.until > p.change_number`
