import { type Database, inTransaction } from '../../db/connection.ts'
import { copyRows } from '../../db/loaders/copy.ts'
import { loadPostings, type PostingRow } from '../../db/loaders/postings.ts'
import { openRun } from '../../db/queries/runs.ts'
import { asDeliveries, type BenchAdvert } from '../../pipeline/quality/bench-adverts.ts'
import { load } from '../../pipeline/stages/load.ts'
import type { Line } from './print-ratios.ts'
import { type Ratio, ratio } from './rounds.ts'

/** Adverts of one response, as a board's page has them; adverts of one transaction, as an import has them. */
const SIZE = { response: 20, transaction: 1000 }

/** How often the short statements run within a round: one alone takes less time than the machine's hiccups. */
const TURNS = 4

/** Seconds per row. */
interface Costs {
  /** Bare COPY of the rows into a table without indexes. */
  bare: number
  /** The postings loader, rows new; then the same rows again. */
  loader: number
  replaced: number
  /** The loading stage from responses on, adverts new; then the same again. */
  stage: number
  again: number
}

/**
 * Rows per second of loading against a bare COPY of the same rows of `core.postings` into a table without indexes.
 * Each round brings adverts that the tables do not have yet; they grow from round to round.
 */
export async function benchLoad(
  database: Database,
  adverts: readonly BenchAdvert[],
  rounds: number,
  onRound: (round: number) => void,
): Promise<Line[]> {
  await database.pool.query('create table bare_postings (like core.postings)')
  const size = Math.floor(adverts.length / (rounds + 1))
  const costs: Costs[] = []
  for (let round = 0; round <= rounds; round++) {
    const fresh = adverts.slice(round * size, (round + 1) * size)
    const cost = await costsOf(database, fresh)
    // The first round warms up.
    if (round > 0) costs.push(cost)
    onRound(round)
  }
  const speed = (name: keyof Costs): Ratio =>
    ratio(
      costs.map(({ bare }) => bare),
      costs.map(cost => cost[name]),
    )
  return [
    { what: 'rows per second of the postings loader to those of a bare COPY', ratio: speed('loader') },
    { what: 'the same where every row is there already and is replaced', ratio: speed('replaced') },
    { what: 'the whole stage: responses stored, adverts extracted, postings loaded', ratio: speed('stage') },
    { what: 'the whole stage where nothing is new', ratio: speed('again') },
  ]
}

async function costsOf(database: Database, fresh: readonly BenchAdvert[]): Promise<Costs> {
  const runId = await openRun(database, 'import', 'bench')
  const stage = await seconds(() => loadAll(database, runId, fresh))
  const again = await seconds(() => loadAll(database, runId, fresh))
  const rows = await rowsOf(database, runId)
  const columns = Object.keys(rows[0]!) as (keyof PostingRow)[]
  const copyBare = () =>
    inTransaction(database.pool, client => copyRows(client, 'bare_postings', columns, rows))
  let [bare, loader, replaced] = [0, 0, 0]
  for (let turn = 0; turn < TURNS; turn++) {
    const copies = rows.map(row => ({ ...row, source: `bench-copy-${turn}` }))
    const loadCopies = () => inTransaction(database.pool, client => loadPostings(client, copies))
    // The order changes, so that neither always finds the disk busy with what the other left.
    if (turn % 2 === 0) bare += await seconds(copyBare)
    loader += await seconds(loadCopies)
    if (turn % 2 === 1) bare += await seconds(copyBare)
    replaced += await seconds(loadCopies)
  }
  const perRow = (time: number, turns: number) => time / turns / rows.length
  return {
    bare: perRow(bare, TURNS),
    loader: perRow(loader, TURNS),
    replaced: perRow(replaced, TURNS),
    stage: perRow(stage, 1),
    again: perRow(again, 1),
  }
}

async function loadAll(database: Database, runId: number, adverts: readonly BenchAdvert[]): Promise<void> {
  for (let from = 0; from < adverts.length; from += SIZE.transaction)
    await load(database, runId, asDeliveries(adverts.slice(from, from + SIZE.transaction), SIZE.response))
}

/** The postings of a run as their loader takes them. */
async function rowsOf(database: Database, runId: number): Promise<PostingRow[]> {
  const { rows } = await database.pool.query('select * from core.postings where run_id = $1', [runId])
  return rows.map(row => ({
    ...row,
    content_seen_at: row.content_seen_at.toISOString(),
    first_seen: row.first_seen.toISOString(),
    last_seen: row.last_seen.toISOString(),
    places: JSON.stringify(row.places),
    skills: JSON.stringify(row.skills),
    issues: JSON.stringify(row.issues),
  }))
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1e3
}
