import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Database } from '../../db/connection.ts'
import * as ledger from '../../db/queries/ledger-figures.ts'
import { countPublications, countStale } from '../../db/queries/publication-figures.ts'
import { readServerState } from '../../db/queries/server-state.ts'
import type { QueueBackend } from '../queue/queue.ts'
import type { Source } from '../sources.ts'
import { versions } from '../versions.ts'
import type { CleanText } from './clean-text.ts'
import { silence } from './fleet.ts'
import { countJobs } from './queue-counts.ts'
import { sumRuns } from './run-totals.ts'
import { standingOf, standings } from './source-standing.ts'

/** What metrics are made from. */
export interface MetricsSettings {
  database: Database
  /** Those that are configured: what the ledger knows of others is left out, so that the number of series is bounded. */
  sources: readonly Source[]
  /** The queue; null where it could not be opened. */
  queue: () => Promise<QueueBackend | null>
  clean: CleanText
}

/** Pairs of source and reason that rejections are counted by; the rest is one sum. */
const mostReasons = 100

let ofProcess: Registry | undefined

/**
 * Every metric in Prometheus' text format. All but those of the process are read from the database when they are asked
 * for, so that any process gives the same and a restart loses none. Where a part cannot be read, its metrics are left
 * out and `jobtide_up{part}` is 0.
 */
export async function readMetrics(settings: MetricsSettings): Promise<{ text: string; contentType: string }> {
  const registry = new Registry()
  const gauge = gaugesOf(registry)
  gauge('jobtide_build_info', 'The version of code and taxonomy that runs here; always 1', [
    [1, { code: versions.code, taxonomy: versions.taxonomy }],
  ])
  const [database, queue] = await Promise.all([
    addLedger(gauge, settings).then(yes, no),
    addQueue(gauge, settings).then(yes, no),
  ])
  gauge('jobtide_up', 'Whether a part that jobtide needs answers', [
    [database, { part: 'database' }],
    [queue, { part: 'queue' }],
  ])
  if (!ofProcess) {
    ofProcess = new Registry()
    collectDefaultMetrics({ register: ofProcess })
  }
  return {
    text: `${await registry.metrics()}\n${await ofProcess.metrics()}`,
    contentType: registry.contentType,
  }
}

const yes = (): number => 1
const no = (): number => 0

type Labels = Record<string, string | number>
type AddGauge = (name: string, help: string, values: readonly (readonly [number, Labels?])[]) => void

/** Figures are read from tables at once and not counted here, so a gauge of its own for each scrape holds them. */
function gaugesOf(registry: Registry): AddGauge {
  return (name, help, values) => {
    // An empty one would say 0 of something that has no name.
    if (values.length === 0) return
    const labelNames = [...new Set(values.flatMap(([, labels = {}]) => Object.keys(labels)))]
    const gauge = new Gauge({ name, help, labelNames, registers: [registry] })
    for (const [value, labels = {}] of values) gauge.set(labels, value)
  }
}

const seconds = (at: Date | string): number => new Date(at).getTime() / 1000

async function addQueue(gauge: AddGauge, { queue }: MetricsSettings): Promise<void> {
  const backend = await queue()
  if (!backend) throw new Error('the queue could not be opened')
  const counts = await countJobs(backend)
  gauge(
    'jobtide_queue_jobs',
    'Jobs by queue and state',
    counts.flatMap(({ queue, jobs }) =>
      Object.entries(jobs).map(([state, n]) => [n, { queue, state }] as const),
    ),
  )
}

async function addLedger(gauge: AddGauge, { database, sources, clean }: MetricsSettings): Promise<void> {
  const names = sources.map(source => source.name)
  // One after the other: a scrape is not to take the connections that work needs.
  const server = await readServerState(database)
  const open = await ledger.countOpenRuns(database)
  const ended = await sumRuns(database)
  const states = await ledger.readSources(database, names)
  const rejections = await ledger.countRejections(database, mostReasons)
  const waiting = await ledger.countWaitingPages(database)
  const units = await ledger.countBackfillUnits(database)
  const workers = await ledger.findWorkers(database)
  const alerts = await ledger.readWaitingAlerts(database)
  const publications = await countPublications(database)
  const stale = await countStale(database)

  gauge('jobtide_database_size_bytes', 'Size of the database', [[server.size]])
  gauge(
    'jobtide_runs',
    'Runs in the ledger by kind and state',
    [...open, ...ended].map(({ kind, state, runs: n }) => [n, { kind, state }]),
  )
  gauge(
    'jobtide_records',
    'Records of all runs that ended, by what became of them',
    fates.map(fate => [ended.reduce((sum, runs) => sum + runs[fate], 0), { account: snake(fate) }]),
  )
  gauge(
    'jobtide_source_last_success_timestamp_seconds',
    'When the latest crawl of a source ended that did what it should',
    states.flatMap(({ source, succeededAt }) =>
      succeededAt ? [[seconds(succeededAt), { source }] as const] : [],
    ),
  )
  gauge(
    'jobtide_source_standing',
    'Where a source stands, as a set of states of which one is 1',
    states.flatMap((state, at) => {
      const standing = standingOf(sources[at]!, state, server.now)
      return standings.map(
        each => [Number(each === standing), { source: state.source, standing: each }] as const,
      )
    }),
  )
  gauge(
    'jobtide_rejections_open',
    'Rejected records that no replay has read, by source and reason',
    rejections.map(({ source, reason, records: n }) => [
      n,
      { source: source ?? 'others', reason: reason === null ? 'others' : clean(reason).slice(0, 120) },
    ]),
  )
  gauge(
    'jobtide_frontier_waiting_pages',
    'Pages that wait in the frontier of a crawl',
    waiting.filter(({ source }) => names.includes(source)).map(({ source, pages }) => [pages, { source }]),
  )
  gauge('jobtide_windows_stale', 'Windows of publications whose data changed since', [[stale.windows]])
  gauge('jobtide_publications_stale', 'Published days that are to be restated', [[stale.publications]])
  gauge(
    'jobtide_publications',
    'Publications by the length of their windows and state',
    publications.flatMap(({ months, current, held }) => [
      [current, { months, state: 'current' }] as const,
      [held, { months, state: 'held' }] as const,
    ]),
  )
  gauge(
    'jobtide_publication_as_of_timestamp_seconds',
    'The beginning (UTC) of the latest day that readers see figures of',
    publications.flatMap(({ months, asOf }) => (asOf ? [[seconds(asOf), { months }] as const] : [])),
  )
  gauge(
    'jobtide_publication_age_seconds',
    'How long ago that day began',
    publications.flatMap(({ months, asOf }) =>
      asOf ? [[seconds(server.now) - seconds(asOf), { months }] as const] : [],
    ),
  )
  gauge(
    'jobtide_backfill_units',
    'Units of the backfills that run, by stage and state',
    units.map(({ stage, state, units: n }) => [n, { stage, state }]),
  )
  gauge(
    'jobtide_workers',
    'Processes of the fleet that have not ended by themselves; dead: silent for over a minute',
    ['alive', 'dead'].map(state => [
      workers.filter(({ silentFor }) => silentFor > silence === (state === 'dead')).length,
      { state },
    ]),
  )
  gauge('jobtide_alerts_waiting', 'Alerts that nobody has been told of', [[alerts.alerts]])
  gauge(
    'jobtide_alert_oldest_waiting_timestamp_seconds',
    'When the first of them was raised',
    alerts.since ? [[seconds(alerts.since)]] : [],
  )
}

const fates = ['loaded', 'changed', 'unchanged', 'duplicate', 'outOfScope', 'rejected'] as const

const snake = (name: string): string => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
