import type { Place } from './byte-reader.ts'
import { type Half, pairRequests } from './pair-requests.ts'
import { SeenBodies } from './seen-bodies.ts'
import {
  exchangeOf,
  findOriginal,
  isWanted,
  namesOf,
  postOf,
  readRecord,
  recordAt,
  type StoredOutcome,
  typeOf,
} from './stored-record.ts'
import { warcRecords } from './warc-records.ts'

/** Where a response stands, and where the body that it repeats; null of what is no response. */
export interface ResponsePlace {
  path: string
  place: Place
  original: { path: string; place: Place } | null
}

/** One record of an archive; `bytes` is how much of the file was read up to its end, for a progress display. */
export type WarcItem = StoredOutcome & { bytes: number; where: ResponsePlace | null }

/**
 * The stored responses of a WARC 1.0 or 1.1 file, plain or gzipped, in their order and a few at a time: memory does not
 * grow with the file. A response carries what its request posted; a revisit record is a response with the body that was
 * seen again, status 304 where the server said so. A record without a readable 2xx response is rejected with its
 * reason; one that is no page, or a revisit of something outside of the file, is dropped. Records before a damaged
 * place were yielded already when it is met; {@link verifyArchive} finds damage beforehand.
 *
 * @throws ArchiveError where the file cannot be read, is no WARC or is truncated
 */
export async function* readWarc(path: string): AsyncGenerator<WarcItem> {
  yield* pairRequests(halves(path))
}

async function* halves(path: string): AsyncGenerator<Half<WarcItem>> {
  const seen = new SeenBodies()
  for await (const record of warcRecords(path, isWanted)) {
    const type = typeOf(record.headers)
    const exchange = exchangeOf(record)
    if (type === 'request') {
      yield { exchange, request: { post: await postOf(record) } }
      continue
    }
    const bytes = record.position
    const refersTo = type === 'revisit' || type === 'conversion' ? findOriginal(record, seen) : undefined
    if (type === 'conversion' && refersTo) {
      const dropped = {
        sourceId: exchange.url,
        reason: 'conversion record: its original stands in this file',
      }
      yield { exchange: null, item: { dropped, bytes, where: null } }
      continue
    }
    const outcome = await readRecord(record, refersTo ? await recordAt(path, refersTo) : null)
    if (outcome === null) continue
    const original = refersTo ? { path, place: refersTo } : null
    const where = 'response' in outcome ? { path, place: record.place, original } : null
    if ('response' in outcome) {
      if (!refersTo) seen.remember(namesOf(record), record.place)
      seen.rememberLatest(exchange.url, refersTo ?? record.place)
    }
    yield {
      exchange: type === 'response' || type === 'revisit' ? exchange : null,
      item: { ...outcome, bytes, where },
    }
  }
}
