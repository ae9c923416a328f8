import { type Client, type Database, inTransaction } from '../../db/connection.ts'
import { ensurePartitions } from '../../db/loaders/partitions.ts'
import { loadPostings, type PostingRow } from '../../db/loaders/postings.ts'
import { openRun } from '../../db/queries/runs.ts'
import { asDeliveries, type BenchAdvert } from '../../pipeline/quality/bench-adverts.ts'
import { type Listing, toListing } from '../../pipeline/stages/listing.ts'
import { loadListings } from '../../pipeline/stages/load.ts'
import type { Line } from './print-ratios.ts'
import { type Ratio, ratio } from './rounds.ts'
import { copyPostings, copyToTwins, makeTwins, rowsWithoutTwin } from './stored-rows.ts'

/** Adverts of one response, as a board's page has them; adverts of one transaction, as an import has them. */
const SIZE = { response: 20, transaction: 1000 }

/** How often the short statements run within a round: one alone takes less time than the machine's hiccups. */
const TURNS = 4

/** Seconds of a round. */
interface Costs {
  /** Bare COPY of the postings into a table of the same definition, and into one without indexes. */
  copy: number
  heap: number
  /** The postings loader, rows new; then the same rows again. */
  loader: number
  replaced: number
  /** Bare COPY of all rows that the stage stores into tables of the same definitions. */
  copyAll: number
  /** The loading stage, adverts new; without its extraction; and the whole again where nothing is new. */
  stage: number
  stored: number
  again: number
}

/**
 * Rows per second of loading against a bare COPY of the same rows. Both write rows as COPY text in the same way and
 * commit; the tables of the bare COPY have the same columns, checks and indexes, and as many rows.
 * Each round brings adverts that the tables do not have yet; they grow from round to round.
 */
export async function benchLoad(
  database: Database,
  adverts: readonly BenchAdvert[],
  rounds: number,
  onRound: (round: number) => void,
): Promise<Line[]> {
  await makeTwins(database)
  // A month's partitions are made once, by the first load that meets it; no round is to pay for that.
  const months = new Set(adverts.map(({ seenAt }) => new Date(seenAt).toISOString().slice(0, 7)))
  await inTransaction(database.pool, client => ensurePartitions(client, months))
  const size = Math.floor(adverts.length / (rounds + 1))
  const costs: Costs[] = []
  for (let round = 0; round <= rounds; round++) {
    const fresh = adverts.slice(round * size, (round + 1) * size)
    const cost = await costsOf(database, fresh)
    // The first round warms up.
    if (round > 0) costs.push(cost)
    onRound(round)
  }
  const speed = (of: keyof Costs, to: keyof Costs): Ratio =>
    ratio(
      costs.map(cost => cost[to]),
      costs.map(cost => cost[of]),
    )
  return [
    {
      what: 'rows per second of the postings loader to those of a bare COPY into the same table',
      ratio: speed('loader', 'copy'),
    },
    { what: 'the same where every row is there already and is replaced', ratio: speed('replaced', 'copy') },
    { what: 'the loader to a bare COPY into a table without indexes', ratio: speed('loader', 'heap') },
    {
      what: 'all that the stage stores (responses, sightings, postings) to a bare COPY into the same tables',
      ratio: speed('stored', 'copyAll'),
    },
    { what: 'the same with the adverts extracted in that time', ratio: speed('stage', 'copyAll') },
    { what: 'the whole stage where nothing is new', ratio: speed('again', 'copyAll') },
  ]
}

async function costsOf(database: Database, fresh: readonly BenchAdvert[]): Promise<Costs> {
  const runId = await openRun(database, 'import', 'bench')
  let extraction = 0
  const timed = (listing: Listing): Listing => ({
    ...listing,
    async extract(wanted) {
      const start = performance.now()
      const postings = await listing.extract(wanted)
      extraction += (performance.now() - start) / 1e3
      return postings
    },
  })
  const loadAll = async () => {
    for (let from = 0; from < fresh.length; from += SIZE.transaction) {
      const part = fresh.slice(from, from + SIZE.transaction)
      await loadListings(
        database,
        runId,
        asDeliveries(part, SIZE.response).map(delivery => timed(toListing(delivery))),
      )
    }
  }
  const stage = await seconds(loadAll)
  const stored = stage - extraction
  const again = await seconds(loadAll)
  const all = await rowsWithoutTwin(database)
  const copyAll = await seconds(() => inTransaction(database.pool, client => copyToTwins(client, all)))
  const postings = all['core.postings'] as unknown as PostingRow[]
  const costs = { copy: 0, heap: 0, loader: 0, replaced: 0 }
  for (let turn = 0; turn < TURNS; turn++) {
    const rows = postings.map(row => asLoaded(row, `bench-copy-${turn}`))
    const works: [keyof typeof costs, (client: Client) => Promise<void>][] = [
      ['heap', client => copyPostings(client, 'twin.heap', rows)],
      ['copy', client => copyPostings(client, 'twin.postings', rows)],
      ['loader', client => loadPostings(client, rows)],
    ]
    // The order changes, so that none always finds the disk busy with what another left.
    const ordered = turn % 2 === 0 ? works : works.toReversed()
    for (const [name, work] of ordered)
      costs[name] += (await seconds(() => inTransaction(database.pool, work))) / TURNS
    costs.replaced +=
      (await seconds(() => inTransaction(database.pool, client => loadPostings(client, rows)))) / TURNS
  }
  return { ...costs, copyAll, stage, stored, again }
}

/** A stored posting as its loader takes it, of another source. */
const asLoaded = (row: PostingRow, source: string): PostingRow => ({
  ...row,
  source,
  content_first_seen: new Date(row.content_first_seen).toISOString(),
  content_seen_at: new Date(row.content_seen_at).toISOString(),
  first_seen: new Date(row.first_seen).toISOString(),
  last_seen: new Date(row.last_seen).toISOString(),
})

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1e3
}
