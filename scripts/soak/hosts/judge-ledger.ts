import type { Database } from '../../../db/connection.ts'
import { STOPPED } from '../../../db/queries/runs.ts'
import type { Strike } from './strikes.ts'

/** What the ledger says of the fleet's work. */
export interface LedgerFigures {
  /** Crawls that served their moment to the end, and runs that others went on from. */
  served: number
  brokenOff: number
  publications: number
  /** Records of all runs, and of those of the undisturbed crawl. */
  records: { fleet: number; undisturbed: number }
  /** Of each strike: seconds until every crawl that the worker had in hand was gone on with. */
  goneOn: number[]
}

/** @returns the figures, and one line for each crawl that was not served exactly once, or ended as none should */
export async function judgeLedger(
  undisturbed: Database,
  fleet: Database,
  sources: readonly string[],
  strikes: readonly Strike[],
): Promise<{ figures: LedgerFigures; faults: string[] }> {
  const faults: string[] = []
  const { rows: runs } = await fleet.pool.query<Run>(RUNS)
  const crawls = runs.filter(({ kind }) => kind === 'crawl')
  const publications = runs.filter(({ kind, state }) => kind === 'publish' && state === 'done')
  const records = await recordsBySource(fleet)
  const right = await recordsBySource(undisturbed)
  for (const source of sources) {
    const own = crawls.filter(({ subject }) => subject === source)
    const done = own.filter(({ state }) => state === 'done')
    if (done.length !== 1) faults.push(`${source}: served ${done.length} times`)
    if (records.get(source) !== right.get(source))
      faults.push(`${source}: ${records.get(source)} records in the ledger instead of ${right.get(source)}`)
  }
  if (publications.length !== 1) faults.push(`publications: served ${publications.length} times`)
  for (const { kind, subject, state, error } of runs) {
    if (state === 'running') faults.push(`${kind} ${subject}: its run is still open in the ledger`)
    if (state === 'failed' && error !== STOPPED && !/^interrupted/.test(error ?? ''))
      faults.push(`${kind} ${subject}: a run failed: ${error}`)
  }
  const sum = (of: Map<string, number>) => [...of.values()].reduce((all, count) => all + count, 0)
  return {
    figures: {
      served: crawls.filter(({ state }) => state === 'done').length,
      brokenOff: crawls.filter(({ state }) => state === 'failed').length,
      publications: publications.length,
      records: { fleet: sum(records), undisturbed: sum(right) },
      goneOn: strikes.map(strike => goneOnAfter(strike, crawls)),
    },
    faults,
  }
}

/** Seconds from a strike until the last of the crawls that the struck worker had in hand had a new run. */
function goneOnAfter({ struck, sources }: Strike, crawls: readonly Run[]): number {
  const begun = sources.map(source => {
    const next = crawls.find(({ subject, startedAt }) => subject === source && startedAt.getTime() > struck)
    return next ? (next.startedAt.getTime() - struck) / 1000 : 0
  })
  return Math.max(0, ...begun)
}

interface Run {
  kind: string
  subject: string
  state: string
  error: string | null
  startedAt: Date
}

const RUNS = `select kind, subject, state, error, started_at as "startedAt" from ops.runs order by run_id`

/** The sums over all runs: a run that goes on from a killed one takes its account along. */
async function recordsBySource({ pool }: Database): Promise<Map<string, number>> {
  const { rows } = await pool.query<{ subject: string; records: number }>(
    `select subject, sum((accounting->>'records')::int)::int as records from ops.runs where kind = 'crawl' group by 1`,
  )
  return new Map(rows.map(({ subject, records }) => [subject, records]))
}
