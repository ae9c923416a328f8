import type { Database } from '../../../db/connection.ts'
import * as ledger from '../../../db/queries/ledger-figures.ts'
import {
  countPublications,
  countStale,
  countTaxonomies,
  findHeld,
} from '../../../db/queries/publication-figures.ts'
import type { Configuration } from '../../configuration.ts'
import { counted } from '../../publish/paint.ts'
import { versions } from '../../versions.ts'
import { noWebhook } from '../deliver-alerts.ts'
import { type Standing, standingOf } from '../source-standing.ts'
import { silence } from '../workers.ts'
import { broken, type Finding, few, lasting, warning, well } from './finding.ts'

const minute = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** The sources: which are late, put off, paused, not allowed to run, or failed the last time. */
export async function checkSources(
  database: Database,
  { sources }: Configuration,
  now: Date,
): Promise<Finding[]> {
  if (sources.length === 0) return []
  const figures = await ledger.readSources(
    database,
    sources.map(({ name }) => name),
  )
  const of: Record<Standing, ledger.SourceFigures[]> = {
    'without-terms': [],
    paused: [],
    'put-off': [],
    overdue: [],
    due: [],
    waiting: [],
  }
  for (const [at, each] of figures.entries()) of[standingOf(sources[at]!, each, now)].push(each)
  const names = (all: readonly ledger.SourceFigures[]) => few(all.map(({ source }) => source))
  const findings: Finding[] = []
  if (of.overdue.length > 0)
    findings.push(
      warning(
        'sources',
        `${of.overdue.length} overdue: ${names(of.overdue)}`,
        'is a scheduler running, and a worker? ("jobtide schedule", "jobtide worker"; or "jobtide crawl SOURCE")',
      ),
    )
  if (of['put-off'].length > 0) {
    const [first] = of['put-off'] as [ledger.SourceFigures]
    findings.push(
      warning(
        'sources',
        `${of['put-off'].length} put off: ${names(of['put-off'])}, until ${minute(first.deferredUntil!)}: ${first.deferredReason}`,
        'leave it alone; "jobtide crawl SOURCE --again" asks before the time',
      ),
    )
  }
  if (of['without-terms'].length > 0)
    findings.push(
      warning(
        'sources',
        `${of['without-terms'].length} without terms: ${names(of['without-terms'])}`,
        'read them, and add "terms: { url: …, reviewed: YYYY-MM-DD, aggregates: true or false }"',
      ),
    )
  const failed = figures.filter(each => each.error !== null && !of['put-off'].includes(each))
  if (failed.length > 0)
    findings.push(
      warning(
        'sources',
        `the latest crawl failed of ${names(failed)}: ${failed[0]!.error}`,
        '"jobtide runs" has the others; "jobtide sources check SOURCE" asks for the first page',
      ),
    )
  const rest = [
    `${of.waiting.length} of ${counted(sources.length, 'source')} up to date`,
    ...(of.due.length > 0 ? [`${of.due.length} due`] : []),
    ...(of.paused.length > 0 ? [`${of.paused.length} paused by a person: ${names(of.paused)}`] : []),
  ]
  return [well('sources', rest.join(', ')), ...findings]
}

/** What is published, what waits for a person, and what is to be published again. */
export async function checkPublications(database: Database): Promise<Finding[]> {
  const published = (await countPublications(database)).filter(({ asOf }) => asOf !== null)
  const findings: Finding[] = []
  if (published.length === 0)
    findings.push(
      warning('publications', 'nothing is published yet', '"jobtide aggregate --as-of DAY" publishes a day'),
    )
  else
    findings.push(
      well(
        'publications',
        published
          .map(({ months, current, asOf }) => `${months} months up to ${asOf} (${counted(current, 'day')})`)
          .join(', '),
      ),
    )
  const held = await findHeld(database)
  if (held.length > 0)
    findings.push(
      warning(
        'held',
        `${few(held.map(({ asOf, months }) => `${asOf} (${months} months)`))}: ${few(held[0]!.held, 1)}`,
        '"jobtide publications show" says more, "jobtide publications release" lets readers see it',
      ),
    )
  else findings.push(well('held', 'no publication waits for a person'))
  const stale = await countStale(database)
  if (stale.publications > 0)
    findings.push(
      warning(
        'restating',
        `${counted(stale.publications, 'published day')} (${counted(stale.windows, 'window')}) to restate, the oldest ${stale.oldest}`,
        '"jobtide aggregate --stale"; the schedule does so by the policy "publications.restate"',
      ),
    )
  else findings.push(well('restating', 'every published day stands as its data does'))
  return findings
}

/** Rejected records, runs that nobody works on any more, alerts that nobody was told of. */
export async function checkRuns(
  database: Database,
  { webhook }: Configuration,
  now: Date,
): Promise<Finding[]> {
  const findings: Finding[] = []
  const rejections = await ledger.countRejections(database, 2)
  const open = rejections.reduce((sum, { records }) => sum + records, 0)
  const [first] = rejections
  findings.push(
    first
      ? well(
          'rejections',
          `${counted(open, 'record')} kept; most of ${first.source ?? 'several'}: ${first.reason ?? 'several reasons'}`,
        )
      : well('rejections', 'none open'),
  )
  const interrupted = await ledger.findInterrupted(database)
  findings.push(
    interrupted.length > 0
      ? warning(
          'runs',
          `${interrupted.length} interrupted: ${few(interrupted.map(({ runId, name }) => `${name} (run ${runId})`))}`,
          'run it again: it goes on where it was; the schedule does so by itself',
        )
      : well('runs', 'none interrupted'),
  )
  findings.push(alerts(await ledger.readWaitingAlerts(database), webhook, now))
  return findings
}

/** Attempts after which the receiver counts as gone, and seconds after which nobody seems to be sending. */
const manyAttempts = 5
const longWait = 600

function alerts(waiting: ledger.WaitingAlerts, webhook: string | null, now: Date): Finding {
  if (waiting.alerts === 0) return well('alerts', 'none waits')
  const wait = (now.getTime() - waiting.since!.getTime()) / 1000
  const says = `${counted(waiting.alerts, 'alert waits', 'alerts wait')}, the first for ${lasting(wait)}`
  if (webhook === null)
    return warning(
      'alerts',
      `${says}; ${noWebhook}. Latest: ${few(waiting.latest)}`,
      'add "alerts: { webhook: https://… }"',
    )
  if (waiting.error !== null && waiting.attempts >= manyAttempts)
    return broken(
      'alerts',
      `${says}: ${waiting.error} (tried ${waiting.attempts} times)`,
      'repair the receiver',
    )
  if (wait > longWait)
    return warning(
      'alerts',
      `${says}${waiting.error ? `: ${waiting.error}` : ''}`,
      'is "jobtide schedule" running?',
    )
  return well('alerts', says)
}

/** The processes of the fleet, and whether what they run is what runs here. */
export function checkWorkers(workers: readonly ledger.Worker[]): Finding[] {
  const dead = workers.filter(({ silentFor }) => silentFor > silence)
  const alive = workers.filter(worker => !dead.includes(worker))
  const placeOf = ({ host, pid, roles }: ledger.Worker) => `${roles.join('+')} on ${host} (process ${pid})`
  const findings: Finding[] = []
  if (dead.length > 0)
    findings.push(
      warning(
        'workers',
        `${dead.length} fell silent: ${few(dead.map(worker => `${placeOf(worker)} ${lasting(worker.silentFor)} ago`))}`,
        'start it again; what it had in hand goes to others',
      ),
    )
  findings.push(well('workers', alive.length > 0 ? `alive: ${few(alive.map(placeOf), 4)}` : 'none runs'))
  const other = alive.filter(({ code }) => code !== versions.code)
  if (other.length > 0)
    findings.push(
      warning(
        'versions',
        `${versions.code} here, ${few([...new Set(other.map(({ code }) => code))])} at ${few(other.map(placeOf))}`,
        'start those again, so that all make figures by the same code',
      ),
    )
  else findings.push(well('versions', `code ${versions.code}, taxonomy ${versions.taxonomy}`))
  return findings
}

/** Whether what readers see was made by the taxonomy of this version. */
export async function checkTaxonomy(database: Database): Promise<Finding[]> {
  const other = (await countTaxonomies(database)).filter(({ taxonomy }) => taxonomy !== versions.taxonomy)
  const days = other.reduce((sum, { publications }) => sum + publications, 0)
  if (days === 0) return []
  return [
    warning(
      'versions',
      `${counted(days, 'published day was', 'published days were')} made by taxonomy ${few(other.map(({ taxonomy }) => taxonomy))}, here is ${versions.taxonomy}`,
      '"jobtide aggregate --stale" restates them',
    ),
  ]
}
