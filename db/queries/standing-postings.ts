import type { Client } from '../connection.ts'

/** What stands of an advert, with what it was extracted with. */
export interface StandingPosting {
  source: string
  sourceId: string
  recordId: string
  code: string
  taxonomy: string
  inScope: boolean
  titleTerms: string[]
  skills: { name: string; category: string }[]
  market: string | null
  seniority: string | null
  workplace: string | null
  company: string | null
  places: { name: string; path: string[] }[]
  payMin: number | null
  payMax: number | null
  payCurrency: string | null
  payPeriod: string | null
  payQuoted: boolean | null
  /** Null where the advert does not state it. */
  postedOn: string | null
  closedOn: string | null
}

/** The postings that were read in a stored body as it was seen at a moment. */
export async function findPostingsIn(
  client: Pick<Client, 'query'>,
  { hash, seenAt }: { hash: Buffer; seenAt: string },
): Promise<StandingPosting[]> {
  const { rows } = await client.query(
    `select p.source, p.source_id as "sourceId", p.record_id as "recordId",
       p.code_version as code, p.taxonomy_version as taxonomy, p.in_scope as "inScope", p.title_terms as "titleTerms",
       p.skills, p.market, p.seniority, p.workplace, p.company, p.places, p.pay_min as "payMin", p.pay_max as "payMax",
       p.pay_currency as "payCurrency", p.pay_period as "payPeriod", p.pay_quoted as "payQuoted",
       case when p.posted_stated then p.posted_on end as "postedOn", p.closed_on as "closedOn"
     from raw.sightings s
     join core.postings p on p.source = s.source and p.record_id = s.source_id and p.content_hash = s.content_hash
       and p.content_first_seen = date_trunc('milliseconds', s.seen_at)
     where s.snapshot_hash = $1 and p.content_first_seen = $2`,
    [hash, seenAt],
  )
  return rows
}
