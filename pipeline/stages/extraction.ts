import { Piscina } from 'piscina'
import { drawAhead } from './draw-ahead.ts'
import { type ExtractionTask, type Unread, wordsOf } from './extraction-task.ts'
import { type Delivery, type Listing, toListing } from './listing.ts'
import { readResponse } from './read-response.ts'
import { gatherWanted, listingElsewhere } from './threaded-listing.ts'

/** What an import reads one after the other; `bytes` is how much of the file is read, null where that is not known. */
export type Entry = (Unread | Delivery) & { bytes: number | null }

/** Where responses are read and adverts extracted: in this thread, or on several others. */
export interface Extraction {
  /** How many threads extract: 1, this one, until there is enough to do. */
  readonly threads: number
  /** Whether it is worth while to begin what is needed later. */
  readonly aside: boolean
  /**
   * Reads entries, some of them ahead; their listings come in the same order.
   * @throws ThreadFailed
   */
  read(entries: AsyncIterable<Entry>): AsyncGenerator<{ listing: Listing; bytes: number | null }>
  /** Ends the threads, whatever they are doing. */
  close(): Promise<void>
}

/** A thread ended, or failed at its work: nothing that depends on it is loaded. */
export class ThreadFailed extends Error {
  constructor(cause: NodeJS.ErrnoException) {
    const reason = cause.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'out of memory' : cause.message
    super(`an extraction thread failed: ${reason}; what was loaded stays, and importing again completes it`, {
      cause,
    })
  }
}

/**
 * Bytes of responses below which no other thread is started: one costs 1.5 s until it has loaded the taxonomy and is up
 * to speed (2026-11), and in that time this one extracts as much, of 3 MB (threads of announcements) to 30 MB (boards).
 */
const WORTH_THREADS = 10_000_000

/** What goes to a thread at once: enough to make the way worth it, little enough to be spread over all. */
const PIECE = { bytes: 256_000, entries: 64 }

/** A thread's heap ends here, in MB: of some 100 that it uses, so that a runaway is an error and not the machine's end. */
const HEAP = { maxOldGenerationSizeMb: 512 }

/** A response that a thread's heap might not hold: it is read in this one. */
const LARGE = 8_000_000

const taskModule = new URL('./extraction-task.ts', import.meta.url).href

/**
 * Extraction on other threads, while this one attends to the database, which leaves it idle most of the time; on this
 * one for 1 thread, and as long as there is little to do. Whatever their number, the listings are the same.
 * @param threads how many extract
 * @param options `worth`: bytes of responses from which on the others are started; `task`: address of the module they run
 */
export function openExtraction(
  threads: number,
  { worth = WORTH_THREADS, task = taskModule }: { worth?: number; task?: string } = {},
): Extraction {
  let pool: Piscina | null = null
  let taken = 0

  const run = async <Name extends keyof ExtractionTask>(
    name: Name,
    given: Parameters<ExtractionTask[Name]>[0],
  ): Promise<ReturnType<ExtractionTask[Name]>> => {
    try {
      return await pool!.run(given, { name })
    } catch (cause) {
      throw new ThreadFailed(cause as Error)
    }
  }
  const extract = gatherWanted(wanted => run('extract', wanted))

  async function readPiece(piece: readonly Entry[]): Promise<Listing[]> {
    if (pool === null || piece.some(entry => sizeOf(entry) > LARGE))
      return piece.map(entry => toListing(isUnread(entry) ? readHere(entry) : entry))
    const unread = piece.filter(isUnread).map(detached)
    const read = unread.length === 0 ? [] : await run('read', unread)
    let at = 0
    return piece.map(entry =>
      isUnread(entry)
        ? listingElsewhere({ ...read[at++]!, response: entry.response }, extract)
        : listingElsewhere({ ...toListing(entry), words: wordsOf(entry.reading.postings) }, extract),
    )
  }

  /** Each piece with the reading of it, begun and not awaited. */
  async function* begun(entries: AsyncIterable<Entry>) {
    for await (const piece of pieces(entries)) {
      taken += piece.reduce((sum, entry) => sum + sizeOf(entry), 0)
      if (threads > 1 && taken > worth) pool ??= startPool(threads, task)
      const listings = readPiece(piece)
      listings.catch(() => {})
      yield { piece, listings }
    }
  }

  return {
    get threads() {
      return pool === null ? 1 : threads
    },
    aside: threads > 1,
    async *read(entries) {
      for await (const { piece, listings } of drawAhead(begun(entries), threads > 1 ? 2 * threads : 0))
        for (const [at, listing] of (await listings).entries()) yield { listing, bytes: piece[at]!.bytes }
    },
    async close() {
      await pool?.destroy()
    },
  }
}

const startPool = (threads: number, task: string): Piscina =>
  new Piscina({
    filename: task,
    minThreads: threads,
    maxThreads: threads,
    recordTiming: false,
    resourceLimits: HEAP,
  })

async function* pieces(entries: AsyncIterable<Entry>): AsyncGenerator<Entry[]> {
  let piece: Entry[] = []
  let bytes = 0
  for await (const entry of entries) {
    piece.push(entry)
    bytes += sizeOf(entry)
    if (bytes < PIECE.bytes && piece.length < PIECE.entries) continue
    yield piece
    piece = []
    bytes = 0
  }
  if (piece.length > 0) yield piece
}

const isUnread = (entry: Entry): entry is Entry & Unread => 'platformName' in entry

const readHere = ({ response, platformName, options }: Unread): Delivery =>
  readResponse(response, platformName, options)

const sizeOf = ({ response }: Entry): number => response?.body.byteLength ?? 0

/** With a body of its own: the one that came may be a part of a larger buffer, which would be copied whole. */
const detached = ({ response, ...how }: Unread): Unread => ({
  response: { ...response, body: new Uint8Array(response.body) },
  ...how,
})
