import type { Client } from '../connection.ts'

/** What the people on duty are told of. */
export interface Alert {
  /** A kind of event, in words that a rule of the receiver can match: `publication held`, `crawl failed`. */
  event: string
  /** What it is about: a source, a publication, a backfill. */
  subject: string
  /** One sentence that says what happened and what to do; without personal data and secrets. */
  message: string
}

/**
 * Writes an alert down, in the transaction of what it is about: it is sent when that has happened, and only then.
 */
export async function raiseAlert(
  client: Pick<Client, 'query'>,
  { event, subject, message }: Alert,
): Promise<void> {
  await client.query('insert into ops.alerts (event, subject, message) values ($1, $2, $3)', [
    event,
    subject,
    message,
  ])
}
