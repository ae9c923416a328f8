import { RAW_POSTING_TYPE } from '../../../crawlers/archives/raw-posting-type.ts'
import { parseRawPosting } from '../../../crawlers/archives/raw-postings.ts'
import { platformNamed } from '../../../crawlers/registry.ts'
import type { RawPosting } from '../../../crawlers/source.ts'
import type { Database } from '../../../db/connection.ts'
import {
  type AdvertRow,
  findWords,
  readSnapshot,
  type StoredWords,
} from '../../../db/queries/explain-adverts.ts'
import { contentHash } from '../../stages/content-hash.ts'
import { readResponse } from '../../stages/read-response.ts'

/** An advert as its stored response shows it, and all that this response shows: the listing it stands in. */
export interface Replayed {
  raw: RawPosting
  listing: readonly RawPosting[]
}

/**
 * Reads adverts again in the responses that they were extracted from, each response once and one at a time, and gives
 * each to `use`; `gone` is one whose response is past its retention.
 */
export async function replayAdverts(
  database: Database,
  adverts: readonly AdvertRow[],
  use: (advert: AdvertRow, replayed: Replayed | 'gone') => void,
): Promise<void> {
  const byRecord = Map.groupBy(adverts, ({ source, recordId }) => key(source, recordId))
  const words = await findWords(database, adverts)
  for (const [, ofSnapshot] of Map.groupBy(words, ({ snapshotHash }) => snapshotHash.toString('hex'))) {
    const snapshot = await readSnapshot(database, ofSnapshot[0]!.snapshotHash)
    const listing = snapshot ? readListing(ofSnapshot[0]!, snapshot) : []
    for (const { source, recordId } of ofSnapshot)
      for (const advert of byRecord.get(key(source, recordId)) ?? []) {
        const raw = listing.find(each => isContent(each, advert))
        if (!snapshot) use(advert, 'gone')
        else if (raw) use(advert, { raw, listing })
      }
  }
}

const key = (source: string, recordId: string) => `${source}\t${recordId}`

function isContent(raw: RawPosting, { source, recordId, contentHash: hash }: AdvertRow): boolean {
  return raw.source === source && raw.sourceId === recordId && contentHash(raw) === hash.toString('hex')
}

/** What a response shows; nothing where this version of its platform's parser cannot read it. */
function readListing(
  { platform, url, post, status, seenAt }: StoredWords,
  { contentType, body }: { contentType: string; body: Uint8Array },
): readonly RawPosting[] {
  if (contentType === RAW_POSTING_TYPE) {
    const read = parseRawPosting(new TextDecoder().decode(body))
    return 'posting' in read ? [read.posting] : []
  }
  const response = { url, status, contentType, body, seenAt: seenAt.toISOString(), ...(post && { post }) }
  return readResponse(response, platformNamed(platform).name).reading.postings
}
