import type { Database } from '../connection.ts'
import { liveDays, sameVacancyDays } from '../loaders/vacancies.ts'
import type { QuoteUnit } from '../schema.ts'
import { membersOf } from './explain-adverts.ts'
import { type CountedScope, cellParameters, ofCell } from './explain-vacancies.ts'

/** An advert that was left out. */
export interface LeftOutExample {
  source: string
  sourceId: string
  url: string | null
  title: string
  company: string | null
  postedOn: string
}

/** Adverts or vacancies left out for one reason; `detail` is what the database knows of it beyond the reason. */
export interface LeftOutRow {
  detail: string | null
  total: number
  /** The newest. */
  examples: LeftOutExample[]
}

/** How each reason is found: an SQL query that gives `detail` and the columns of an example. */
const example = 'source, source_id, url, title, company, posted_on'
const exampleOf = (alias: string) => example.replace(/\w+/g, column => `${alias}.${column}`)

/** SQL: the ids of what counts; $8 the other terms it must have. */
const counted = `select c.vacancy_id from ${ofCell} c where c.terms @> $8::int[]`
const uncounted = `not exists (select from (${counted}) c where c.vacancy_id = v.vacancy_id)`

/** SQL: a vacancy or advert is of the days asked for; it is open until `until`. */
const inTime = (
  alias: string,
  until: string,
) => `(case when $7 then ${alias}.posted_on <= $5::date and ${until} > $5::date
  else ${alias}.posted_on > $4::date and ${alias}.posted_on <= $5::date end)`
const vacancyInTime = inTime('v', 'v.open_until')
const named = 'v.terms @> (array[$1::int] || $8::int[])'
const place = 'v.areas @> array[$2::int]'
const type = 'v.market = $3'
const uk = `(select area_id from core.areas where name = 'UK')`

const queries = {
  /** Adverts beside the one that each counted vacancy is known by. */
  duplicate: `
    select null as detail, ${exampleOf('m')} from (
      select p.*, row_number() over (partition by p.vacancy_id
        order by (p.source, p.source_id) <> (v.source, v.source_id), p.posted_on, p.source, p.source_id) as nth
      from (${membersOf(counted)}) p join ${ofCell} v on v.vacancy_id = p.vacancy_id
    ) m where nth > 1`,

  before: `
    select case when v.postings > 1 and v.posted_on + ${sameVacancyDays} > $4::date and exists (
        select from core.postings p where p.title_key = v.title_key and p.company_key = v.company_key
          and p.place_key = v.place_key and p.in_scope and p.publishable and p.posted_on > $4::date
          and p.posted_on <= least($5::date, v.posted_on + ${sameVacancyDays})
      ) then 'and again in these months' end as detail, ${exampleOf('v')}
    from core.vacancies v
    where ${named} and ${place} and ${type} and not $7 and v.posted_on <= $4::date and ${uncounted}`,

  after: `
    select null as detail, ${exampleOf('v')} from core.vacancies v
    where ${named} and ${place} and ${type} and v.posted_on > $5::date and ${uncounted}`,

  /** Only of what is open on a day: advertised in the window and open no more. */
  closed: `
    select case when p.gone_at is not null and (p.gone_at at time zone 'UTC')::date <= $5::date then p.gone_reason
        when p.closed_on < $5::date then 'its closing date had passed' else 'not seen for ${liveDays} days' end as detail,
      ${exampleOf('v')}
    from core.vacancies v left join core.postings p on p.source = v.source and p.source_id = v.source_id
    where ${named} and ${place} and ${type} and $7 and v.posted_on > $4::date and v.open_until <= $5::date and ${uncounted}`,

  type: `
    select case when p.employment_type is null then 'no type stated, so ' || v.market
        when p.employment_type = v.market then v.market
        else replace(p.employment_type, '_', ' ') || coalesce(', so ' || v.market, '') end as detail, ${exampleOf('v')}
    from core.vacancies v left join core.postings p on p.source = v.source and p.source_id = v.source_id
    where ${named} and ${place} and v.market is distinct from $3 and ${vacancyInTime} and ${uncounted}`,

  place: `
    select case when v.areas = '{}' then 'no place known' when v.areas = array[${uk}] then 'in the UK, nothing narrower stated'
        when v.areas @> array[${uk}] then 'elsewhere in the UK' else 'outside the UK' end as detail, ${exampleOf('v')}
    from core.vacancies v
    where ${named} and not (${place}) and ${type} and ${vacancyInTime} and ${uncounted}`,

  /** The advert that speaks for the vacancy lacks the term; another one of it has it. */
  spokenFor: `
    select null as detail, ${exampleOf('p')} from (
      select v.* from core.vacancies v
      where v.postings > 1 and ${place} and ${type} and ${vacancyInTime} and not (${named})
    ) v cross join lateral (
      select * from (${membersOf('select v.vacancy_id')}) p where p.terms @> (array[$1::int] || $8::int[])
      order by p.posted_on, p.source, p.source_id limit 1
    ) p where ${uncounted}`,

  scope: `
    select (select i ->> 'issue' from jsonb_array_elements(v.issues) i where i ->> 'field' = 'scope' limit 1) as detail,
      ${exampleOf('v')}
    from core.postings v
    where ${named} and ${place} and ${type} and not v.in_scope and not (v.in_scope and v.publishable) and ${advertInTime()}`,

  forbidden: `
    select null as detail, ${exampleOf('v')} from core.postings v
    where ${named} and ${place} and ${type} and v.in_scope and not v.publishable and not (v.in_scope and v.publishable)
      and ${advertInTime()}`,

  /** What has come or changed since the publication. */
  later: `
    select null as detail, ${exampleOf('v')} from core.vacancies v
    where ${named} and ${place} and ${type} and v.since > $6 and ${vacancyInTime} and ${uncounted}`,

  /** Of the term's own vacancies: those that lack the other terms. */
  withoutSkill: `
    select null as detail, ${exampleOf('v')} from ${ofCell} v where not v.terms @> $8::int[]`,
} as const

function advertInTime(): string {
  return inTime(
    'v',
    `least(coalesce(v.closed_on + 1, (v.last_seen at time zone 'UTC')::date + ${liveDays}), (v.gone_at at time zone 'UTC')::date)`,
  )
}

/** Reasons why an advert is not among what is counted. */
export type CountReason = keyof typeof queries

/** Those left out for one reason, by detail, most frequent first. */
export async function readLeftOut(
  { pool }: Database,
  reason: CountReason,
  scope: CountedScope,
  examples: number,
): Promise<LeftOutRow[]> {
  const { rows } = await pool.query(grouped(queries[reason], '$9'), [
    ...cellParameters(scope),
    scope.withTerms,
    examples,
  ])
  return rows
}

/** Reasons why a vacancy that counts has no quote in a unit. */
export type QuoteReason = 'otherUnit' | 'predicted' | 'currency' | 'period' | 'bounds' | 'unstated'

/** Why counted vacancies have no quote in a unit: by what the first of their adverts says that says anything. */
export async function readUnquoted(
  { pool }: Database,
  scope: CountedScope,
  unit: QuoteUnit,
  examples: number,
): Promise<(LeftOutRow & { reason: QuoteReason })[]> {
  const salaryIssue = `(select i ->> 'issue' from jsonb_array_elements(p.issues) i
    where i ->> 'field' = 'salary' and (i ->> 'issue' like 'outside%' or i ->> 'issue' = 'no possible figure') limit 1)`
  const found = `
    select distinct on (v.vacancy_id) ${exampleOf('p')},
      case when v.quote_unit is not null then 'otherUnit' when p.pay_quoted = false then 'predicted'
        when p.pay_currency <> 'GBP' then 'currency' when p.pay_period is not null then 'period'
        when ${salaryIssue} is not null then 'bounds' else 'unstated' end as reason,
      case when v.quote_unit is not null then v.quote_unit when p.pay_quoted = false then null
        when p.pay_currency <> 'GBP' then p.pay_currency when p.pay_period is not null then p.pay_period
        else ${salaryIssue} end as detail
    from ${ofCell} v join (${membersOf(counted)}) p on p.vacancy_id = v.vacancy_id
    where v.terms @> $8::int[] and v.quote_unit is distinct from $10
    order by v.vacancy_id, p.pay_period is null, ${salaryIssue} is null, p.posted_on, p.source, p.source_id`
  const { rows } = await pool.query(grouped(found, '$9', 'reason'), [
    ...cellParameters(scope),
    scope.withTerms,
    examples,
    unit,
  ])
  return rows
}

/** SQL: what was found, counted by detail, with its newest as examples. Not every query uses every parameter: `types` types them. */
function grouped(found: string, examples: string, by?: string): string {
  const key = by ? `${by}, detail` : 'detail'
  return `
    with types as (select $1::int, $2::int, $3::text, $4::date, $5::date, $6::bigint, $7::boolean, $8::int[])
    select ${key}, count(*)::int as total, coalesce(json_agg(json_build_object('source', source, 'sourceId', source_id,
      'url', url, 'title', title, 'company', company, 'postedOn', posted_on) order by nth) filter (where nth <= ${examples}), '[]') as examples
    from (
      select f.*, row_number() over (partition by ${key} order by posted_on desc, source, source_id) as nth from (${found}) f
    ) n group by ${key} order by total desc, detail`
}
