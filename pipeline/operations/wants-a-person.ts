import { printMoment } from '../publish/moment.ts'
import type { Operations, WatchedSource } from './read-operations.ts'
import { silence } from './workers.ts'

/** Something that goes on only when somebody has looked at it. */
export interface Duty {
  subject: string
  message: string
  /** The command that leads on; null where none does. */
  command: string | null
}

/** What wants a person, the most pressing first: what readers do not get, then what will be missing tomorrow. */
export function wantsAPerson(operations: Operations): Duty[] {
  const { held, heldSources, sources, fleet, backfills, at } = operations
  return [
    ...held.map(({ publicationId, asOf, reasons }) => ({
      subject: `Publication for ${asOf}`,
      message: `is held: ${reasons.join('; ')}.`,
      command: `jobtide publications diff ${publicationId}`,
    })),
    ...heldSources.map(({ source, messages }) => ({
      subject: source,
      message: `is held: ${messages.map(message => message.replace(/\.$/, '')).join('; ')}.`,
      command: `jobtide sources drift ${source}`,
    })),
    ...sources.flatMap(source => dutiesOf(source)),
    ...fleet
      .filter(({ beatAt }) => at.getTime() - beatAt.getTime() > silence * 1000)
      .map(({ host, pid, beatAt }) => ({
        subject: `Process ${pid} on ${host}`,
        message: `has given no sign of life since ${printMoment(beatAt)}.`,
        command: 'jobtide doctor',
      })),
    ...backfills
      .filter(({ state, failed }) => state === 'running' && failed > 0)
      .map(({ backfillId, failed }) => ({
        subject: `Backfill ${backfillId}`,
        message: `has ${failed} failed units.`,
        command: `jobtide backfill resume ${backfillId}`,
      })),
  ]
}

function dutiesOf(source: WatchedSource): Duty[] {
  const { source: subject, standing, state, error, lastDue } = source
  if (standing === 'without-terms')
    return [
      { subject, message: 'does not run: nobody has read its terms.', command: 'jobtide sources check' },
    ]
  if (standing === 'paused' || standing === 'put-off') return []
  if (standing === 'overdue')
    return [
      {
        subject,
        message: `was due twice, last ${printMoment(lastDue)}, and has not been crawled.`,
        command: 'jobtide doctor',
      },
    ]
  if (state === 'failed' && source.runId !== null)
    return [{ subject, message: `failed: ${error}.`, command: `jobtide runs show ${source.runId}` }]
  return []
}
