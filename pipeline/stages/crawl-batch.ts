import { createHash } from 'node:crypto'
import type { AskedPage, Validators } from '../../crawlers/http/crawl.ts'
import type { RawPosting, Reading } from '../../crawlers/source.ts'
import { type Client, type Database, inTransaction } from '../../db/connection.ts'
import { type Closure, storeClosures } from '../../db/loaders/closures.ts'
import { findByPage, keepListed, type Met, seeAgain, storeMet } from '../../db/loaders/listed.ts'
import { markObserved } from '../../db/loaders/observed-days.ts'
import { markPages, type PageEnd } from '../../db/queries/frontier.ts'
import { holdRun, noteProgress } from '../../db/queries/runs.ts'
import { keepValidators } from '../../db/queries/validators.ts'
import { type Accounting, add, enter } from '../quality/accounting.ts'
import type { Source } from '../sources.ts'
import type { Coverage, CrawlResult } from './crawl-result.ts'
import type { Delivery } from './listing.ts'
import { load } from './load.ts'
import { pageHash } from './page-hash.ts'

/** Bounds of one transaction: enough to make COPY worth it, few enough to hold little and to lose little in a kill. */
const most = { postings: 500, answers: 100, bytes: 24_000_000, milliseconds: 2_000 }

/** A page that was answered, with what it said. */
export interface Answered {
  request: AskedPage
  delivery: Delivery & { response: NonNullable<Delivery['response']> }
  validators: Validators | null
  listing: PageEnd['listing'] | undefined
  /** Pages of adverts that the listing says nothing new of, so that they are not asked for. */
  unchangedPages: string[]
}

/**
 * Collects answers and stores them by the batch: bodies, what they say, which adverts they list, and that their pages
 * are done, all in one transaction.
 */
export function crawlBatch(database: Database, source: Source, result: CrawlResult) {
  let answers: Answered[] = []
  let size = { postings: 0, bytes: 0 }
  let since = 0
  /** One flush after the other. */
  let storing = Promise.resolve()
  let hasMet = false
  /** Adverts whose pages are without them, while every page so far is: that is a wall before the site, or its markup lost. */
  const doubtful: Closure[] = []

  /** Adds to the account what a transaction did, and notes it there, so that both stand or fall together. */
  async function account(
    client: Client,
    more: { accounting?: Accounting; coverage: Partial<Counts> },
  ): Promise<() => void> {
    const counted = (): Pick<CrawlResult, 'accounting' | 'coverage'> => {
      const { accounting, coverage } = structuredClone({
        accounting: result.accounting,
        coverage: result.coverage,
      })
      if (more.accounting) add(accounting, more.accounting)
      coverage.new += more.coverage.new ?? 0
      coverage.closed += more.coverage.closed ?? 0
      if (more.coverage.filled) addFilled(coverage.filled, more.coverage.filled)
      if (more.coverage.keys) addKeys(coverage.keys, more.coverage.keys)
      return { accounting, coverage }
    }
    await holdRun(client, result.runId)
    await noteProgress(client, result.runId, counted())
    // What others did meanwhile is in the result by then.
    return () => Object.assign(result, counted())
  }

  async function store(taken: readonly Answered[]): Promise<void> {
    const { runId } = result
    let enterAccount = () => {}
    const { written } = await load(
      database,
      runId,
      taken.map(({ delivery }) => delivery),
      async (client, loaded) => {
        const met = taken.flatMap(metIn)
        await storeMet(client, source.name, runId, met, taken.flatMap(pageReadWhole))
        await keepListed(client, source.name, runId, taken.flatMap(pageReadInPart))
        const closures = taken.flatMap(closuresIn)
        const emptied = await findByPage(client, source.name, taken.flatMap(pageThatNamesNoAdvert))
        for (const { sourceId, pageHash: page } of emptied) {
          const { delivery } = taken.find(({ request }) => pageHash(request) === page)!
          const said = delivery.reading.closed[0]?.reason
          const closed = { source: source.platform.name, sourceId, closedAt: delivery.response.seenAt }
          if (said === undefined) doubtful.push({ ...closed, reason: 'its page holds no advert any more' })
          else closures.push({ ...closed, reason: said })
        }
        const accounting = structuredClone(loaded.account)
        for (const { delivery, unchangedPages } of taken) {
          const seen = await seeAgain(client, source.name, runId, unchangedPages, delivery.response.seenAt)
          hasMet ||= seen > 0
          if (seen > 0)
            await markObserved(client, [{ source: source.platform.name, at: delivery.response.seenAt }])
          for (let each = 0; each < seen; each++) enter(accounting, 'unchanged')
        }
        hasMet ||= met.length > 0
        if (hasMet) closures.push(...doubtful.splice(0))
        const closed = await storeClosures(client, source.name, closures)
        await keepValidators(client, source.name, taken.flatMap(validatorsIn))
        await markPages(
          client,
          runId,
          taken.map(({ request: { url, post }, listing }) => ({
            url,
            post,
            reason: null,
            ...(listing ? { listing } : {}),
          })),
        )
        const filled = filledIn(taken.flatMap(({ delivery }) => delivery.reading.postings))
        const keys = keysIn(taken.map(({ delivery }) => delivery.reading))
        enterAccount = await account(client, {
          accounting,
          coverage: { new: loaded.fresh, closed, filled, keys },
        })
      },
      { publishable: source.terms?.aggregates ?? false, retention: source.retention },
    )
    enterAccount()
    result.written += written
    result.pages += taken.length
  }

  /** Closes adverts whose pages are gone, once the crawl has met one that is not: an interface that has moved answers 404 to all. */
  async function close(
    client: Client,
    closures: readonly Closure[],
    isCertain: boolean,
  ): Promise<() => void> {
    if (!isCertain && !hasMet) {
      doubtful.push(...closures)
      return () => {}
    }
    return account(client, { coverage: { closed: await storeClosures(client, source.name, closures) } })
  }

  /** Ends the doubt: a single advert that is gone is no sign of a fault; of several without one that stands, nothing is believed. */
  async function settleDoubt(): Promise<void> {
    if (doubtful.length !== 1) return
    const enterAccount = await inTransaction(database.pool, client => close(client, doubtful.splice(0), true))
    enterAccount()
  }

  async function flush(): Promise<void> {
    const taken = answers
    answers = []
    size = { postings: 0, bytes: 0 }
    storing = storing.then(() => (taken.length === 0 ? undefined : store(taken)))
    await storing
  }

  return {
    async take(answered: Answered): Promise<void> {
      if (answers.length === 0) since = performance.now()
      answers.push(answered)
      size.postings += answered.delivery.reading.postings.length
      size.bytes += answered.delivery.response.body.byteLength
      const isFull =
        size.postings >= most.postings ||
        answers.length >= most.answers ||
        size.bytes >= most.bytes ||
        performance.now() - since >= most.milliseconds
      if (isFull) await flush()
    },
    flush,
    close,
    settleDoubt,
  }

  /** Adverts that an answer shows; a rejected one stands there too, and its page is to be read again. */
  function metIn({ request, delivery: { reading, response } }: Answered): Met[] {
    const page = request.advert ? pageHash(request) : null
    const met = (sourceId: string, stub: string | null): Met => ({
      source: source.platform.name,
      sourceId,
      pageHash: page,
      stub,
      metAt: response.seenAt,
    })
    return [
      ...reading.postings.map(({ sourceId }) => met(sourceId, request.advert?.stub ?? null)),
      ...reading.rejected.flatMap(({ sourceId }) => (sourceId === null ? [] : met(sourceId, null))),
    ]
  }

  function closuresIn({ delivery: { reading, response } }: Answered): Closure[] {
    return reading.closed.flatMap(({ sourceId, reason }) =>
      sourceId === null ? [] : { source: source.platform.name, sourceId, closedAt: response.seenAt, reason },
    )
  }
}

/** An advert's own page with one, every record of which could be read. */
const pageReadWhole = ({ request, delivery: { reading } }: Answered): string[] =>
  request.advert && reading.postings.length > 0 && reading.rejected.length === 0 ? [pageHash(request)] : []

/** An advert's own page of which something could not be read: what stood there may stand there still. */
const pageReadInPart = ({ request, delivery: { reading } }: Answered): string[] =>
  request.advert && reading.rejected.length > 0 ? [pageHash(request)] : []

/** An advert's own page without the advert. */
function pageThatNamesNoAdvert({ request, delivery: { reading } }: Answered): string[] {
  const isNamed =
    reading.postings.length + reading.rejected.length > 0 ||
    reading.closed.some(({ sourceId }) => sourceId !== null)
  return request.advert && !isNamed ? [pageHash(request)] : []
}

type Filled = Coverage['filled']
type Keys = Coverage['keys']
type Counts = Pick<Coverage, 'new' | 'closed' | 'filled' | 'keys'>

function filledIn(postings: readonly RawPosting[]): Filled {
  const filled: Filled = { postings: postings.length, fields: {} }
  for (const posting of postings)
    for (const field of Object.keys(posting) as (keyof RawPosting)[])
      filled.fields[field] = (filled.fields[field] ?? 0) + 1
  return filled
}

function addFilled(filled: Filled, more: Filled): void {
  filled.postings += more.postings
  for (const [field, count] of Object.entries(more.fields) as [keyof RawPosting, number][])
    filled.fields[field] = (filled.fields[field] ?? 0) + count
}

/** A record that names its keys at random must not fill the ledger. */
const MOST_KEYS = 300

/** Of readings that hold records; a page of links has none. */
function keysIn(readings: readonly Reading[]): Keys {
  const keys: Keys = { records: 0, ignored: {} }
  for (const { postings, rejected, dropped, closed, ignored } of readings)
    addKeys(keys, {
      records: postings.length + rejected.length + dropped.length + closed.length,
      ignored,
    })
  return keys
}

function addKeys(keys: Keys, { records, ignored }: Keys): void {
  keys.records += records
  for (const [key, count] of Object.entries(ignored)) {
    const known = Object.hasOwn(keys.ignored, key)
    if (!known && Object.keys(keys.ignored).length >= MOST_KEYS) continue
    keys.ignored[key] = (known ? keys.ignored[key]! : 0) + count
  }
}

function validatorsIn({ request, delivery: { response }, validators }: Answered) {
  if (!validators) return []
  const hash = createHash('sha256').update(response.body).digest()
  return { urlHash: pageHash(request), ...validators, hash, contentType: response.contentType }
}
