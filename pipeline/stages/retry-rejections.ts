import { parseRawPosting } from '../../crawlers/archives/raw-postings.ts'
import { ConfigError } from '../../crawlers/errors.ts'
import { platforms } from '../../crawlers/registry.ts'
import type { StoredResponse } from '../../crawlers/source.ts'
import type { Client, Database } from '../../db/connection.ts'
import type { Resolution } from '../../db/loaders/rejections.ts'
import { exclusively } from '../../db/locks.ts'
import {
  type CapturedBody,
  findCapturedBody,
  findRejectedAlone,
  findRejectedIn,
  findRejectedSnapshots,
  findSighted,
  findStored,
  type KeptRejection,
  type RejectionFilter,
} from '../../db/queries/rejections.ts'
import { closeInterrupted, closeRun, openRun } from '../../db/queries/runs.ts'
import { type Accounting, add, emptyAccounting } from '../quality/accounting.ts'
import type { Source } from '../sources.ts'
import { asDelivery } from './import.ts'
import type { Delivery } from './listing.ts'
import { load, type Policy, settle } from './load.ts'
import { readResponse } from './read-response.ts'
import { type Resolved, resolveOf, storeResolved } from './resolve-rejections.ts'

/** What a replay of rejected records came to. */
export interface Retried {
  runId: number
  /** Responses that were read again, and those of which the body is stored no more. */
  responses: number
  gone: number
  /** Rejected records that are resolved now, and those that stay open: read again in vain, or not to be read again. */
  resolved: Record<Resolution, number>
  open: number
  /** Why records could not be read again at all, and how many. */
  impossible: Record<string, number>
  /** The account of every record of the responses, those among them that had been read before too. */
  accounting: Accounting
}

const SUBJECT = 'rejections'
const DAY = 86_400_000
/** Captures of one body that are loaded together, and records without a response. */
const AT_ONCE = 100
/** Inputs are cut at 64 KiB, and what is taken out of them makes them shorter: one of so many bytes may have been cut. */
const CUT = 60_000

/**
 * Reads the responses that hold open rejections again, with the parser and the rules of today, and loads what they say
 * as of when they were stored. What can be read now, or is none any more, is resolved; the rest stays open, with
 * today's reason. Killed in between, it goes on with what is still open.
 * @param sources the configured sources: whether what is made of an advert may be published is theirs to say
 * @throws ConfigError where another process does the same
 */
export async function retryRejections(
  database: Database,
  sources: readonly Source[],
  filter: RejectionFilter,
  onProgress: (done: number, of: number) => void = () => {},
): Promise<Retried> {
  const retried = await exclusively(database.pool, `replay ${SUBJECT}`, () =>
    retryAlone(database, sources, filter, onProgress),
  )
  if (!retried) throw new ConfigError('another process is replaying rejections; "jobtide runs" shows it')
  return retried.done
}

async function retryAlone(
  database: Database,
  sources: readonly Source[],
  filter: RejectionFilter,
  onProgress: (done: number, of: number) => void,
): Promise<Retried> {
  const { pool } = database
  const runId = await openRun(database, 'replay', SUBJECT)
  await closeInterrupted(database, 'replay', SUBJECT, runId)
  const result: Retried = {
    runId,
    responses: 0,
    gone: 0,
    resolved: { loaded: 0, 'out of scope': 0, 'no longer met': 0 },
    open: 0,
    impossible: {},
    accounting: emptyAccounting(),
  }
  try {
    const snapshots = await findRejectedSnapshots(pool, filter)
    const stillOpen = new Set<string>()
    for (const [at, snapshot] of snapshots.entries()) {
      await retrySnapshot(database, sources, snapshot, result, stillOpen)
      onProgress(at + 1, snapshots.length)
    }
    result.open += stillOpen.size
    await retryAloneStanding(database, filter, result)
    result.accounting = await settle(database, runId, result.accounting)
    await closeRun(database, runId, { accounting: result.accounting })
    return result
  } catch (error) {
    const accounting = await settle(database, runId, result.accounting)
    await closeRun(database, runId, { accounting, error: (error as Error).message })
    throw error
  }
}

/** Reads a response again, as often as it was given. */
async function retrySnapshot(
  database: Database,
  sources: readonly Source[],
  snapshot: string,
  result: Retried,
  stillOpen: Set<string>,
): Promise<void> {
  const rejected = await findRejectedIn(database.pool, [snapshot])
  if (rejected.length === 0) return
  const stored = await findCapturedBody(database.pool, snapshot)
  if (!stored || stored.captures.length === 0) {
    result.gone++
    for (const each of rejected) {
      // Its other response may still be there.
      if (!stillOpen.has(keyOf(each))) cannot(result, 'its response is stored no more')
      stillOpen.add(keyOf(each))
    }
    return
  }
  const sighted = await findSighted(database.pool, snapshot)
  for (let from = 0; from < stored.captures.length; from += AT_ONCE) {
    const captures = stored.captures.slice(from, from + AT_ONCE)
    const deliveries = captures.map(({ platform, post, ...capture }) => {
      const response: StoredResponse = {
        ...capture,
        contentType: stored.contentType,
        body: stored.body,
        ...(post === null ? {} : { post }),
      }
      return readResponse(response, platforms.some(({ name }) => name === platform) ? platform : null)
    })
    const isLast = from + AT_ONCE >= stored.captures.length
    const { account } = await load(
      database,
      result.runId,
      deliveries,
      // Resolved in the transaction that loads the last of its captures.
      async client => {
        if (isLast) await resolve(client, rejected, deliveries, sighted, result, stillOpen)
      },
      policyOf(sources, rejected, stored),
    )
    add(result.accounting, account)
  }
  result.responses++
}

/** What became of each of a response's open rejections. */
async function resolve(
  client: Client,
  rejected: readonly KeptRejection[],
  deliveries: readonly Delivery[],
  sighted: ReadonlySet<string>,
  result: Retried,
  stillOpen: Set<string>,
): Promise<void> {
  const readings = deliveries.map(({ reading }) => ({ ...reading, shown: reading.postings }))
  const resolved = await resolveOf(client, rejected, readings, sighted)
  enter(result, resolved)
  for (const { rejection, resolution } of resolved)
    if (resolution === null) stillOpen.add(keyOf(rejection))
    else stillOpen.delete(keyOf(rejection))
}

function enter(result: Retried, resolved: readonly Resolved[]): void {
  for (const { resolution } of resolved) if (resolution !== null) result.resolved[resolution]++
}

/** Records that came without a response: a line of raw postings is read again where it was kept whole. */
async function retryAloneStanding(
  database: Database,
  filter: RejectionFilter,
  result: Retried,
): Promise<void> {
  for (let after = ''; ; ) {
    const rejected = await findRejectedAlone(database.pool, filter, after, AT_ONCE)
    if (rejected.length === 0) return
    after = rejected.at(-1)!.hash
    const read: { rejection: KeptRejection; delivery: Delivery }[] = []
    for (const rejection of rejected) {
      const parsed = rejection.source === 'raw-postings' ? parseRawPosting(rejection.input) : null
      if (parsed && 'posting' in parsed) read.push({ rejection, delivery: asDelivery(parsed.posting) })
      else {
        result.open++
        if (!parsed) cannot(result, 'it came without a response; import its file again')
        else if (isCut(rejection.input)) cannot(result, 'its line was not kept whole; import its file again')
      }
    }
    const deliveries = read.map(({ delivery }) => delivery)
    const { account } = await load(database, result.runId, deliveries, async client => {
      const resolved: Resolved[] = []
      for (const { rejection, delivery } of read) {
        const { source, sourceId } = delivery.reading.postings[0]!
        const stored = (await findStored(client, source, [sourceId])).get(sourceId)
        resolved.push({ rejection, resolution: stored?.inScope ? 'loaded' : 'out of scope' })
      }
      await storeResolved(client, resolved)
      enter(result, resolved)
    })
    add(result.accounting, account)
  }
}

const isCut = (input: string): boolean => input === '' || Buffer.byteLength(input) >= CUT

/** As the source says in whose crawl it was stored; what came in a file is the operator's own. */
function policyOf(
  sources: readonly Source[],
  rejected: readonly KeptRejection[],
  { keepUntil, captures }: CapturedBody,
): Policy {
  const crawled = rejected.filter(({ kind }) => kind === 'crawl')
  const publishable = crawled.every(({ subject, source }) => {
    const configured = sources.find(({ name }) => name === subject)
    const terms = configured ? configured.terms : platforms.find(({ name }) => name === source)?.terms
    return terms?.aggregates ?? false
  })
  if (keepUntil === null) return { publishable, retention: null }
  // No longer than before: the body was not had again.
  const last = Date.parse(captures.at(-1)!.seenAt)
  return { publishable, retention: Math.max(0, Math.floor((Date.parse(keepUntil) - last) / DAY)) }
}

const keyOf = ({ source, hash }: KeptRejection): string => `${source} ${hash}`

function cannot(result: Retried, why: string): void {
  result.impossible[why] = (result.impossible[why] ?? 0) + 1
}
