import type { PostingRow } from '../../db/loaders/postings.ts'
import type { Vocabulary } from '../../db/loaders/terms.ts'
import { jobTitles, type NamedTerm } from '../../db/loaders/terms.ts'
import { marketOf } from '../../extractors/employment.ts'
import { identify } from '../../extractors/identity.ts'
import { areasOf } from '../../extractors/location/areas.ts'
import type { Posting } from '../../extractors/posting.ts'
import { versions } from '../versions.ts'
import { indexKey } from './index-key.ts'

/** Where a posting comes from. */
export interface Origin {
  recordId: string
  url: string | null
  contentHash: Buffer
  seenAt: string
  /** Whether the source states the day it was posted. */
  postedStated: boolean
  runId: number
  /** Whether the terms it was had under allow published aggregates. */
  publishable: boolean
}

/** The terms a posting counts for: its title's, and its skills. */
export const termsOf = (posting: Posting): NamedTerm[] => [
  ...posting.titleTerms.map(name => ({ category: jobTitles, name })),
  ...posting.skills,
]

/** A posting as the database keeps it. */
export function postingRow(posting: Posting, origin: Origin, vocabulary: Vocabulary): PostingRow {
  const { titleKey, companyKey, placeKey } = identify(posting)
  const terms = termsOf(posting)
  const termIds = new Set([vocabulary.all])
  for (const { category, name } of terms) {
    termIds.add(vocabulary.term(category, name))
    termIds.add(vocabulary.category(category))
  }
  const areas = new Set(posting.locations.flatMap(place => areasOf(place.path)))
  return {
    source: posting.source,
    source_id: posting.sourceId,
    record_id: origin.recordId,
    url: origin.url,
    content_hash: origin.contentHash,
    content_first_seen: origin.seenAt,
    content_seen_at: origin.seenAt,
    first_seen: origin.seenAt,
    last_seen: origin.seenAt,
    run_id: origin.runId,
    publishable: origin.publishable,
    new_in_scope: posting.inScope,
    code_version: versions.code,
    taxonomy_version: versions.taxonomy,
    title: posting.title,
    title_terms: posting.titleTerms,
    role: posting.role,
    seniority: posting.seniority,
    in_scope: posting.inScope,
    employment_type: posting.employmentType,
    market: marketOf(posting),
    ir35: posting.ir35,
    pay_min: posting.salary?.min ?? null,
    pay_max: posting.salary?.max ?? null,
    pay_currency: posting.salary?.currency ?? null,
    pay_period: posting.salary?.period ?? null,
    pay_quoted: posting.salary?.quoted ?? null,
    places: JSON.stringify(posting.locations),
    areas: [...areas].map(vocabulary.area).sort((a, b) => a - b),
    terms: [...termIds].sort((a, b) => a - b),
    region: posting.region,
    workplace: posting.workplace,
    skills: JSON.stringify(posting.skills),
    company: posting.company,
    posted_on: posting.postedOn,
    posted_stated: origin.postedStated,
    closed_on: posting.closedOn,
    language: posting.language,
    issues: JSON.stringify(posting.issues),
    title_key: indexKey(titleKey),
    // Two adverts of unnamed employers are never taken for one job.
    company_key: indexKey(companyKey ?? `@${posting.source}/${origin.recordId}`),
    place_key: indexKey(placeKey),
  }
}
