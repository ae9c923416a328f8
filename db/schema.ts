import type { Generated } from 'kysely'

/** Days are ISO days (`2025-11-21`), counts are numbers, timestamps are Dates. */
export interface Schema {
  'core.terms': {
    term_id: Generated<number>
    kind: 'all' | 'category' | 'term'
    category: string
    name: string
  }
  'core.areas': { area_id: Generated<number>; name: string; kind: string; parent_id: number | null }
  'core.postings': PostingTable
  'core.vacancies': VacancyTable
  'core.changed_days': { day: string; advertised_change: number; live_change: number }
  'mart.windows': {
    window_id: Generated<number>
    ends_on: string
    months: number
    change_number: number
    code_version: string
    taxonomy_version: string
    vacancies: number
    computed_at: Generated<Date>
  }
  'mart.window_terms': {
    window_id: number
    area_id: number
    market: Market
    term_id: number
    vacancies: number
    live: number
    rank: number | null
  }
  'mart.window_pay': {
    window_id: number
    area_id: number
    market: Market
    term_id: number
    unit: QuoteUnit
    quoted: number
    p10: number
    p25: number
    p50: number
    p75: number
    p90: number
  }
  'mart.publications': {
    publication_id: Generated<number>
    as_of: string
    months: number
    window_ids: number[]
    code_version: string
    taxonomy_version: string
    change_number: number
    current: Generated<boolean>
    published_at: Generated<Date>
  }
  'ops.runs': {
    run_id: Generated<number>
    kind: string
    subject: string
    state: 'running' | 'done' | 'failed'
    started_at: Generated<Date>
    finished_at: Date | null
    accounting: unknown
    coverage: unknown
    error: string | null
    worker_id: string | null
    due_at: Date | null
  }
  'ops.rejections': {
    source: string
    input_hash: Buffer
    source_id: string | null
    reason: string
    input: string
    run_id: number
    rejected_at: Generated<Date>
    keep_until: string | null
    snapshot_hash: Buffer | null
    last_snapshot_hash: Buffer | null
    resolved_at: Date | null
    resolution: string | null
  }
}

export type Market = 'permanent' | 'contract'
export type QuoteUnit = 'year' | 'day' | 'hour'

export interface PostingTable {
  source: string
  source_id: string
  record_id: string
  url: string | null
  content_hash: Buffer
  content_first_seen: Date
  content_seen_at: Date
  first_seen: Date
  last_seen: Date
  run_id: number
  new_in_scope: boolean
  publishable: boolean
  gone_at: Date | null
  gone_reason: string | null
  code_version: string
  taxonomy_version: string
  title: string
  title_terms: string[]
  role: string | null
  seniority: string | null
  in_scope: boolean
  employment_type: string | null
  market: Market | null
  ir35: string | null
  pay_min: number | null
  pay_max: number | null
  pay_currency: string | null
  pay_period: string | null
  pay_quoted: boolean | null
  places: unknown
  areas: number[]
  terms: number[]
  region: string | null
  workplace: string | null
  skills: unknown
  company: string | null
  posted_on: string
  posted_stated: boolean
  closed_on: string | null
  language: string
  issues: unknown
  title_key: string
  company_key: string
  place_key: string
}

export interface VacancyTable {
  vacancy_id: string
  title_key: string
  company_key: string
  place_key: string
  posted_on: string
  open_until: string
  market: Market | null
  source: string
  source_id: string
  postings: number
  title: string
  company: string | null
  url: string | null
  seniority: string | null
  workplace: string | null
  quote_unit: QuoteUnit | null
  quote_low: number | null
  quote_high: number | null
  areas: number[]
  terms: number[]
  since: number
}
