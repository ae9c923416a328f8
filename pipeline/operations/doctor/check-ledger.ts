import type { Database } from '../../../db/connection.ts'
import { countRejections, findInterrupted } from '../../../db/queries/ledger-figures.ts'
import { countPublications, countStale, countTaxonomies } from '../../../db/queries/publication-figures.ts'
import type { PublicationSettings } from '../../configuration-file.ts'
import { shortDate } from '../../publish/format.ts'
import { printMoment } from '../../publish/moment.ts'
import { counted } from '../../publish/paint.ts'
import { versions } from '../../versions.ts'
import { few } from '../few.ts'
import { fleetAt, placeOf } from '../fleet.ts'
import type { Watched } from '../read-operations.ts'
import { wantsAPerson } from '../wants-a-person.ts'
import { broken, type Finding, warning, well } from './finding.ts'

/** What wants a person, as the operations page has it, and beside it how the rest is. */
export function checkWatched(watched: Watched): Finding[] {
  const duties = wantsAPerson(watched)
  const of = (check: string): Finding[] =>
    duties
      .filter(duty => duty.check === check)
      .map(({ isBroken, subject, message, todo }) =>
        (isBroken ? broken : warning)(check, `${subject} ${message}`.replace(/\.$/, ''), todo),
      )
  const orWell = (check: string, says: string): Finding[] => {
    const found = of(check)
    return found.length > 0 ? found : [well(check, says)]
  }
  const { waiting, backfills } = watched
  const atWork = backfills.filter(({ state }) => state === 'running').length
  return [
    ...processes(watched),
    ...of('workers'),
    ...sources(watched),
    ...of('sources'),
    ...orWell(
      'alerts',
      waiting.alerts === 0 ? 'none waits' : `${counted(waiting.alerts, 'alert')} on the way`,
    ),
    ...of('publications'),
    ...orWell('held', 'no publication waits for a person'),
    ...orWell('backfills', atWork === 0 ? 'none at work' : `${atWork} at work`),
  ]
}

/** The processes that are alive, and whether what they run is what runs here. */
function processes({ fleet, at }: Watched): Finding[] {
  const { alive, missing } = fleetAt(fleet, at)
  const none = missing.length > 0 ? [] : [well('workers', 'none runs')]
  const other = alive.filter(({ codeVersion }) => codeVersion !== versions.code)
  return [
    ...(alive.length > 0 ? [well('workers', `alive: ${few(alive.map(placeOf), 4)}`)] : none),
    other.length > 0
      ? warning(
          'versions',
          `${versions.code} here, ${few([...new Set(other.map(({ codeVersion }) => codeVersion))])} at ${few(other.map(placeOf))}`,
          'start those again, so that all make figures by the same code',
        )
      : well('versions', `code ${versions.code}, taxonomy ${versions.taxonomy}`),
  ]
}

/** How many sources are up to date, and which of the others need nothing but time. */
function sources({ sources: all }: Watched): Finding[] {
  if (all.length === 0) return []
  const of = (standing: (typeof all)[number]['standing']) => all.filter(each => each.standing === standing)
  const names = (those: typeof all) => few(those.map(({ source }) => source))
  const [due, paused, putOff] = [of('due'), of('paused'), of('put-off')]
  return [
    well(
      'sources',
      [
        `${of('waiting').length} of ${counted(all.length, 'source')} up to date`,
        ...(due.length > 0 ? [`${due.length} due`] : []),
        ...(paused.length > 0 ? [`${paused.length} paused by a person: ${names(paused)}`] : []),
        ...(putOff.length > 0
          ? [
              `${putOff.length} put off: ${few(putOff.map(({ source, deferredUntil }) => `${source} until ${printMoment(deferredUntil!)}`))}`,
            ]
          : []),
      ].join('; '),
    ),
  ]
}

/** What readers see, and what of it is to be published again. */
export async function checkPublications(
  database: Database,
  { restate }: Pick<PublicationSettings, 'restate'>,
): Promise<Finding[]> {
  const published = (await countPublications(database)).filter(({ asOf }) => asOf !== null)
  const stale = await countStale(database)
  const first =
    published.length === 0
      ? warning('publications', 'nothing is published yet', '"jobtide aggregate --as-of DAY" publishes a day')
      : well(
          'publications',
          `readers see ${published
            .map(
              ({ months, current, asOf }) =>
                `${months} months to ${shortDate(asOf!)} (${counted(current, 'day')})`,
            )
            .join(', ')}`,
        )
  if (stale.publications === 0)
    return [first, well('restating', 'every published day stands as its data does')]
  const says = `${counted(stale.publications, 'published day')} (${counted(stale.windows, 'window')}) to restate, the oldest ${shortDate(stale.oldest!)}`
  return [
    first,
    restate === 'asked'
      ? warning('restating', says, '"jobtide aggregate --stale" publishes them again')
      : well('restating', `${says}; the schedule does so ${restate}`),
  ]
}

/** Rejected records, and runs that nobody works on any more. */
export async function checkRuns(database: Database): Promise<Finding[]> {
  const rejections = await countRejections(database, 2)
  const open = rejections.reduce((sum, { records }) => sum + records, 0)
  const [first] = rejections
  const interrupted = await findInterrupted(database)
  return [
    first
      ? well(
          'rejections',
          `${counted(open, 'record')} kept; most of ${first.source ?? 'several'}: ${first.reason ?? 'several reasons'}`,
        )
      : well('rejections', 'none open'),
    interrupted.length > 0
      ? warning(
          'runs',
          `${interrupted.length} interrupted: ${few(interrupted.map(({ runId, name }) => `${name} (run ${runId})`))}`,
          'run it again: it goes on where it was; the schedule does so by itself',
        )
      : well('runs', 'none interrupted'),
  ]
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
