import { createHash } from 'node:crypto'
import { zstdDecompressSync } from 'node:zlib'
import { SourceChanged } from '../../crawlers/errors.ts'
import type { AskedPage, Frontier, Outcome } from '../../crawlers/http/crawl.ts'
import { emptyReading, type Reading, type StoredResponse } from '../../crawlers/source.ts'
import type { Database } from '../../db/connection.ts'
import { inTransaction } from '../../db/connection.ts'
import { erasedAddresses } from '../../db/loaders/erase.ts'
import { findByPage, findFresh, keepListed } from '../../db/loaders/listed.ts'
import {
  addPages,
  listedHashes,
  markPages,
  noteDecline,
  type WaitingPage,
  waitingPages,
} from '../../db/queries/frontier.ts'
import { findSnapshot } from '../../db/queries/validators.ts'
import { redact } from '../personal-data/redact.ts'
import type { Source } from '../sources.ts'
import type { crawlBatch } from './crawl-batch.ts'
import type { CrawlResult } from './crawl-result.ts'
import { pageHash, stubHash } from './page-hash.ts'
import { publicAddress, publicMessage } from './public-address.ts'

const DAY = 86_400_000

/** A page as the tables hold it, kept beside the page as the crawl knows it. */
const knownOf = new WeakMap<AskedPage, WaitingPage['known']>()

/** A source's frontier in the database: hands pages out in the order they were found, and takes what became of them. */
export async function crawlFrontier(
  database: Database,
  source: Source,
  result: CrawlResult,
  batch: ReturnType<typeof crawlBatch>,
  clock: () => Date,
): Promise<Frontier> {
  const { runId } = result
  const { platform } = source
  let adding = Promise.resolve()
  // The listing first: the longer its reading takes, the more of it moves meanwhile.
  const listing = { adverts: false, waiting: [] as WaitingPage[], position: 0 }
  const adverts = { adverts: true, waiting: [] as WaitingPage[], position: 0 }
  /** Whether pages of the listing were found that the lane has not looked for yet. */
  let hasFound = true
  const seenLists = new Set(await listedHashes(database, runId))
  const erased = new Set(await erasedAddresses(database.pool))

  async function next(): Promise<AskedPage | null> {
    if (hasFound && listing.waiting.length === 0) {
      hasFound = false
      await fill(listing)
    }
    if (listing.waiting.length === 0 && adverts.waiting.length === 0) await fill(adverts)
    const lane = listing.waiting.length > 0 ? listing : adverts
    const found = lane.waiting.shift()
    if (!found) return null
    lane.position = found.position
    // There may be more of the listing than one filling takes.
    if (lane === listing && lane.waiting.length === 0) hasFound = true
    return asked(found)
  }

  async function fill(lane: typeof listing): Promise<void> {
    lane.waiting = await waitingPages(database, runId, lane.adverts, lane.position, 100)
  }

  function asked({ known, position: _, ...page }: WaitingPage): AskedPage {
    const asked: AskedPage = {
      ...page,
      ...(known ? { validators: { etag: known.etag, lastModified: known.lastModified } } : {}),
    }
    knownOf.set(asked, known)
    return asked
  }

  async function done({ request, response, validators, unchanged, failure }: Outcome): Promise<void> {
    if (failure) {
      if (failure.kind !== 'deferred') await fail(request, `${failure.kind}: ${failure.message}`, failure)
      return
    }
    const stored = response ? storedAs(response) : await standing(request, unchanged!)
    const reading = readPage(stored, request)
    const part = request.advert ? undefined : partOf(reading, request, seenLists)
    const { wanted, unchangedPages } = await sift(reading, request)
    // One after the other: a page's position must not become visible before a lower one's.
    adding = adding.then(() => addPages(database.pool, runId, source.name, wanted))
    await adding
    hasFound ||= wanted.some(page => !page.advert)
    const answered = { request, validators, listing: part, unchangedPages }
    await batch.take({ ...answered, delivery: { platform: platform.name, response: stored, reading } })
  }

  /** The response under the address that answered, without credentials and personal data: crawl and replay read the same. */
  function storedAs(response: StoredResponse): StoredResponse {
    const body = source.redact ? redact(response.body, response.contentType) : response.body
    return { ...response, url: publicAddress(response.url), body }
  }

  /** What the server says is still the one: the snapshot, as if it had been sent again. */
  async function standing(
    request: AskedPage,
    { url, seenAt }: NonNullable<Outcome['unchanged']>,
  ): Promise<StoredResponse> {
    const known = knownOf.get(request)!
    const body = await findSnapshot(database, known!.hash)
    if (!body) throw new Error(`the snapshot of ${request.url} went while it was asked for`)
    return {
      url: publicAddress(url),
      status: 304,
      contentType: known!.contentType,
      body: zstdDecompressSync(body),
      seenAt,
      ...(request.post === undefined ? {} : { post: request.post }),
    }
  }

  /** An advert's page of another shape is one record that cannot be read; a listing's is a source that changed. */
  function readPage(response: StoredResponse, request: AskedPage): Reading {
    try {
      return platform.read(response, source.options)
    } catch (error) {
      if (!(error instanceof SourceChanged) || !request.advert) throw error
      const rejected = {
        sourceId: request.advert.sourceId,
        reason: shapeOf(error.message, response.url),
        input: response.url,
      }
      return { ...emptyReading(), rejected: [rejected] }
    }
  }

  /** What of a page's links is to be asked for, and the pages of adverts of which the listing says nothing new. */
  async function sift(reading: Reading, request: AskedPage) {
    const pages = reading.follow.map(page => ({
      ...page,
      // A reading counts links from its page; the frontier counts them from the seeds.
      depth: request.depth + page.depth,
      ...(page.advert
        ? { advert: { ...page.advert, stub: page.advert.stub === null ? null : stubHash(page.advert.stub) } }
        : {}),
    }))
    const stubbed = pages.flatMap(page =>
      page.advert?.stub ? { pageHash: pageHash(page), stub: page.advert.stub } : [],
    )
    const since = new Date(clock().getTime() - source.recheck * DAY)
    const fresh = await findFresh(database, source.name, stubbed, since)
    return {
      wanted: pages.filter(page => !fresh.has(pageHash(page)) && !erased.has(page.url)),
      unchangedPages: [...fresh],
    }
  }

  async function fail(
    request: AskedPage,
    message: string,
    failure: NonNullable<Outcome['failure']>,
  ): Promise<void> {
    result.failures[failure.kind] = (result.failures[failure.kind] ?? 0) + 1
    const reason = publicMessage(message)
    // A page at which the source declined stays waiting, and the next crawl begins with it. Where it declines there again
    // the crawl after that goes on behind it: it may be this page alone that is refused, for good.
    if (failure.kind === 'unavailable' && (await noteDecline(database.pool, runId, request, reason))) return
    const enterAccount = await inTransaction(database.pool, async client => {
      await markPages(client, runId, [{ url: request.url, post: request.post, reason }])
      if (!request.advert) return () => {}
      const page = pageHash(request)
      if (failure.kind !== 'not-found') {
        await keepListed(client, source.name, runId, [page])
        return () => {}
      }
      const known = await findByPage(client, source.name, [page])
      const gone = { closedAt: clock().toISOString(), reason: `its page is gone (${failure.status})` }
      const closures = known.map(({ source, sourceId }) => ({ source, sourceId, ...gone }))
      return batch.close(client, closures, failure.status === 410)
    })
    enterAccount()
  }

  return { next, done }
}

/** What a page of the listing says of the whole, and whether the listing comes to an end there. */
function partOf(reading: Reading, request: AskedPage, seenLists: Set<string>) {
  const named = [
    ...reading.postings.map(({ sourceId }) => sourceId),
    ...reading.dropped.map(({ sourceId }) => sourceId ?? ''),
    ...reading.rejected.map(({ sourceId }) => sourceId ?? ''),
    ...reading.follow.flatMap(({ advert, url }) => (advert ? (advert.sourceId ?? url) : [])),
  ]
  const { total = null, partial: said = null } = reading.listing ?? {}
  let partial = said
  const hash = createHash('sha256').update(named.toSorted().join('\n')).digest()
  if (named.length > 0 && seenLists.has(hash.toString('hex'))) {
    partial ??= 'a page of the listing came twice'
    // What follows such a page would come twice as well, for ever.
    reading.follow = reading.follow.filter(page => page.advert)
  }
  if (named.length > 0) seenLists.add(hash.toString('hex'))
  if (request.total !== undefined && total !== null && total !== request.total)
    partial ??= 'the total changed while the listing was read'
  if (reading.rejected.some(({ sourceId }) => sourceId === null)) partial ??= 'a record without a readable id'
  return { listed: named.length, hash: named.length > 0 ? hash : null, total, partial }
}

/** A reason that names no address, so that one fault counts as one. */
const shapeOf = (message: string, url: string): string => message.replaceAll(url, 'the page').slice(0, 300)
