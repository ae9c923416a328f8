import { createHash } from 'node:crypto'
import { type Database, inTransaction } from '../../db/connection.ts'
import { loadPostings, type PostingRow } from '../../db/loaders/postings.ts'
import { type NamedArea, registerVocabulary } from '../../db/loaders/terms.ts'
import { rebuildVacancies } from '../../db/loaders/vacancies.ts'

/** What a test says of a posting; the rest is ordinary. Terms and areas by name. */
export interface PostingSketch {
  id: string
  title?: string
  company?: string
  place?: string
  postedOn: string
  closedOn?: string | null
  seenAt?: string
  market?: 'permanent' | 'contract' | null
  pay?: [min: number, max: number, period: 'year' | 'day' | 'hour'] | null
  terms?: { category: string; name: string }[]
  areas?: string[]
  inScope?: boolean
}

const testAreas = ['UK', 'England', 'London', 'Scotland'].map(name => ({ name, kind: 'test', parent: null }))

/** Loads postings in the given order, `batch` in a transaction, and makes the vacancies. */
export async function loadSketches(
  database: Database,
  sketches: readonly PostingSketch[],
  batch = 1,
  areas: readonly NamedArea[] = testAreas,
): Promise<void> {
  for (let at = 0; at < sketches.length; at += batch)
    await inTransaction(database.pool, async client => {
      const part = sketches.slice(at, at + batch)
      const vocabulary = await registerVocabulary(client, part.flatMap(termsOf), areas)
      await loadPostings(
        client,
        part.map(sketch => toRow(sketch, vocabulary)),
      )
    })
  await inTransaction(database.pool, rebuildVacancies)
}

const termsOf = (sketch: PostingSketch) =>
  sketch.terms ?? [{ category: 'Job Titles', name: sketch.title ?? 'Developer' }]

function toRow(
  sketch: PostingSketch,
  vocabulary: Awaited<ReturnType<typeof registerVocabulary>>,
): PostingRow {
  const {
    id,
    title = 'Developer',
    company = 'Acme',
    place = 'London',
    postedOn,
    market = 'permanent',
    pay = null,
  } = sketch
  const seenAt = sketch.seenAt ?? `${postedOn}T12:00:00Z`
  const terms = termsOf(sketch)
  return {
    source: 'test',
    source_id: id,
    record_id: id,
    url: null,
    content_hash: createHash('sha256').update(JSON.stringify(sketch)).digest().subarray(0, 16),
    content_first_seen: seenAt,
    content_seen_at: seenAt,
    first_seen: seenAt,
    last_seen: seenAt,
    run_id: 1,
    publishable: true,
    new_in_scope: sketch.inScope ?? true,
    code_version: 'test',
    taxonomy_version: 'test',
    title,
    title_terms: [],
    role: null,
    seniority: null,
    in_scope: sketch.inScope ?? true,
    employment_type: market,
    market,
    ir35: null,
    pay_min: pay?.[0] ?? null,
    pay_max: pay?.[1] ?? null,
    pay_currency: pay && 'GBP',
    pay_period: pay?.[2] ?? null,
    pay_quoted: pay && true,
    places: '[]',
    areas: (sketch.areas ?? ['UK']).map(vocabulary.area),
    terms: [
      vocabulary.all,
      ...terms.map(({ category, name }) => vocabulary.term(category, name)),
      ...new Set(terms.map(({ category }) => vocabulary.category(category))),
    ].sort((a, b) => a - b),
    region: null,
    workplace: null,
    skills: '[]',
    company,
    posted_on: postedOn,
    posted_stated: true,
    closed_on: sketch.closedOn ?? null,
    language: 'en',
    issues: '[]',
    title_key: title.toLowerCase(),
    company_key: company.toLowerCase(),
    place_key: place.toLowerCase(),
  }
}
