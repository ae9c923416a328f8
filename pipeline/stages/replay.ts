import type { Database } from '../../db/connection.ts'
import { type MonthOfResponses, readMonthOfResponses } from '../../db/queries/stored-responses.ts'
import { type Accounting, add, emptyAccounting } from '../quality/accounting.ts'
import { type Drawn, prepared } from './batches.ts'
import type { Entry, Extraction } from './extraction.ts'
import type { StoredAs } from './listing.ts'
import { renewListings } from './load.ts'
import { fromStore, type OptionsOf, storedAs } from './read-stored.ts'

/** What reading stored responses again came to. */
export interface Replayed {
  responses: number
  /** Responses that could not be read again: their bodies are past their retention or erased, or no platform reads them. */
  passedOver: number
  /** Records of which anything was written. */
  written: number
  /** What was extracted again is `changed`. */
  accounting: Accounting
}

/** What a replay needs besides the database. */
export interface ReplayMeans {
  extraction: Extraction
  /** By which the responses of crawled sources were read. */
  options: OptionsOf
  /** Called before each transaction; what it throws ends the replay, and what is written stays. */
  onBatch: (replayed: Replayed) => Promise<void>
}

/**
 * Reads the stored responses of a month again: by today's parsers, code and taxonomy. What stands afterwards is what an
 * import of the same responses by today's code would make of them, in whatever order months are replayed, and however
 * often; a kill in between leaves whole batches, and the next replay completes them.
 */
export async function replayMonth(
  database: Database,
  runId: number,
  which: MonthOfResponses,
  { extraction, options, onBatch }: ReplayMeans,
): Promise<Replayed> {
  const replayed: Replayed = { responses: 0, passedOver: 0, written: 0, accounting: emptyAccounting() }
  for await (const { listings } of prepared(
    database,
    storedListings(database, which, extraction, options, () => replayed.passedOver++),
    extraction,
  )) {
    await onBatch(replayed)
    const { account, written } = await renewListings(database, runId, listings, options)
    add(replayed.accounting, account)
    replayed.responses += listings.length
    replayed.written += written
  }
  return replayed
}

/** The stored responses of a month, each read by today's parser of its platform. */
export async function* storedListings(
  database: Database,
  which: MonthOfResponses,
  extraction: Extraction,
  options: OptionsOf,
  onPassedOver: () => void,
): AsyncGenerator<Drawn> {
  // Listings come in the order of what they are read from.
  const origins: StoredAs[] = []
  async function* entries(): AsyncGenerator<Entry> {
    for await (const stored of readMonthOfResponses(database, which)) {
      const entry = fromStore(stored, options)
      if (entry === null) onPassedOver()
      else {
        origins.push(storedAs(stored))
        yield { ...entry, bytes: null }
      }
    }
  }
  for await (const { listing, bytes } of extraction.read(entries()))
    yield { listing: { ...listing, stored: origins.shift() }, bytes }
}
