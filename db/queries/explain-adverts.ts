import { promisify } from 'node:util'
import { zstdDecompress } from 'node:zlib'
import type { Database } from '../connection.ts'
import { sameVacancyDays } from '../loaders/vacancies.ts'

const decompress = promisify(zstdDecompress)

/** An advert that belongs to a vacancy, as it is stored now. */
export interface AdvertRow {
  vacancyId: string
  source: string
  sourceId: string
  recordId: string
  contentHash: Buffer
  /** When its present content was first seen. */
  contentFirstSeen: Date
  url: string | null
  title: string
  company: string | null
  postedOn: string
  postedStated: boolean
  titleTerms: string[]
  skills: { name: string; category: string }[]
  payMin: number | null
  payMax: number | null
  payCurrency: string | null
  payPeriod: string | null
  payQuoted: boolean | null
  issues: { field: string; issue: string }[]
}

/**
 * SQL: pairs of the adverts that vacancies are made of and these vacancies' ids: those of their key, from the first day
 * on for 60 days. Key and first day are the same in every version of a vacancy. Each is looked up by itself
 * (`offset 0` keeps it so): the planner would sort all adverts there are.
 * @param vacancyIds an SQL query of one column, `vacancy_id`
 */
export const membersOf = (vacancyIds: string): string => `
  select i.vacancy_id, p.* from (${vacancyIds}) i
  cross join lateral (
    select title_key, company_key, place_key, posted_on from core.vacancies where vacancy_id = i.vacancy_id
    union all
    select title_key, company_key, place_key, posted_on from core.past_vacancies where vacancy_id = i.vacancy_id limit 1
  ) k
  cross join lateral (
    select * from core.postings p
    where p.title_key = k.title_key and p.company_key = k.company_key and p.place_key = k.place_key
      and p.posted_on between k.posted_on and k.posted_on + ${sameVacancyDays} and p.in_scope and p.publishable offset 0
  ) p`

/** Every advert of vacancies, in order of their days. */
export async function readAdverts({ pool }: Database, vacancyIds: readonly string[]): Promise<AdvertRow[]> {
  const { rows } = await pool.query(
    `select vacancy_id as "vacancyId", source, source_id as "sourceId", record_id as "recordId",
       content_hash as "contentHash", content_first_seen as "contentFirstSeen", url, title, company,
       posted_on as "postedOn", posted_stated as "postedStated", title_terms as "titleTerms", skills,
       pay_min as "payMin", pay_max as "payMax", pay_currency as "payCurrency", pay_period as "payPeriod",
       pay_quoted as "payQuoted", issues
     from (${membersOf('select unnest($1::uuid[]) as vacancy_id')}) p order by posted_on, source, source_id`,
    [vacancyIds],
  )
  return rows
}

/** Where the words of an advert stand. */
export interface StoredWords {
  source: string
  recordId: string
  snapshotHash: Buffer
  platform: string
  url: string
  post: string | null
  status: number
  seenAt: Date
}

/** The response in which each advert's present content was first seen; none where no capture is known any more. */
export async function findWords(
  { pool }: Database,
  adverts: readonly Pick<AdvertRow, 'source' | 'recordId' | 'contentHash' | 'contentFirstSeen'>[],
): Promise<StoredWords[]> {
  const { rows } = await pool.query(
    `select distinct on (a.source, a.record_id) a.source, a.record_id as "recordId", s.snapshot_hash as "snapshotHash",
       c.platform, c.url, c.post, c.status, c.seen_at as "seenAt"
     from unnest($1::text[], $2::text[], $3::bytea[], $4::timestamptz[]) as a (source, record_id, content_hash, seen_at)
     join raw.sightings s on s.source = a.source and s.source_id = a.record_id and s.seen_at >= a.seen_at
       and s.seen_at < a.seen_at + interval '1 millisecond' and s.content_hash = a.content_hash
     join raw.captures c on c.hash = s.snapshot_hash
     order by a.source, a.record_id, c.seen_at <> s.seen_at, c.seen_at, c.platform, c.url`,
    [
      adverts.map(({ source }) => source),
      adverts.map(({ recordId }) => recordId),
      adverts.map(({ contentHash }) => contentHash),
      adverts.map(({ contentFirstSeen }) => contentFirstSeen),
    ],
  )
  return rows
}

/** A stored body; null where its retention is over. */
export async function readSnapshot(
  { pool }: Database,
  hash: Buffer,
): Promise<{ contentType: string; body: Uint8Array } | null> {
  const { rows } = await pool.query<{ contentType: string; body: Buffer }>(
    `select content_type as "contentType", body from raw.snapshots
     where hash = $1 and (keep_until is null or keep_until >= current_date) order by month limit 1`,
    [hash],
  )
  const [row] = rows
  return row ? { contentType: row.contentType, body: await decompress(row.body) } : null
}
