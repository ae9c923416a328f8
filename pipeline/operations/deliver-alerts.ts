import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../db/connection.ts'
import { exclusively } from '../../db/locks.ts'
import {
  alertFailed,
  alertSent,
  markAlerts,
  nextAlert,
  type WaitingAlert,
} from '../../db/queries/waiting-alerts.ts'
import { product } from '../versions.ts'
import type { CleanText } from './clean-text.ts'

/** Where alerts go, and what they may say. */
export interface DeliverySettings {
  /** An address that is posted a JSON object for each alert; null where nobody is told. */
  webhook: string | null
  clean: CleanText
  /** Milliseconds that the receiver has to answer. */
  patience?: number
  /** Seconds after the first attempt that failed, doubled after each further one. */
  pause?: number
  signal?: AbortSignal
}

/** What waits without a webhook says this. */
export const noWebhook = 'no webhook is configured (alerts.webhook)'

const PATIENCE = 10_000
const PAUSE = 5
/** Five minutes: whoever repairs the receiver is to hear of the rest soon after. */
const LONGEST_PAUSE = 300
const LONGEST_MESSAGE = 2_000

/**
 * Sends the alerts that wait, in order and one at a time over all processes, until none is left or one cannot be sent:
 * that one is tried again after a while, and those behind it wait for it. An alert is sent at least once: it comes twice
 * where the process died between its arrival and the note of it, and then has the same `id` and `Idempotency-Key`.
 * @returns how many arrived, and why the first that did not did not
 */
export async function deliverAlerts(
  database: Database,
  settings: DeliverySettings,
): Promise<{ sent: number; error: string | null }> {
  const { webhook, clean, pause = PAUSE, signal } = settings
  if (webhook === null) {
    await markAlerts(database, noWebhook)
    return { sent: 0, error: null }
  }
  const delivered = await exclusively(database.pool, 'deliver alerts', async lost => {
    let sent = 0
    while (!lost.aborted && !signal?.aborted) {
      const alert = await nextAlert(database)
      if (!alert) break
      const error = await post(webhook, alert, settings)
      if (signal?.aborted && error !== null) break
      if (error !== null) {
        await alertFailed(
          database,
          alert.id,
          clean(error),
          Math.min(pause * 2 ** alert.attempts, LONGEST_PAUSE),
        )
        return { sent, error: clean(error) }
      }
      await alertSent(database, alert.id)
      sent++
    }
    return { sent, error: null }
  })
  return delivered?.done ?? { sent: 0, error: null }
}

/** Posts one alert. @returns null where it arrived, else why not */
async function post(
  webhook: string,
  { id, event, subject, message, raisedAt, key }: WaitingAlert,
  { clean, patience = PATIENCE, signal }: DeliverySettings,
): Promise<string | null> {
  const body = {
    id,
    event,
    subject: clean(subject),
    message: clean(message).slice(0, LONGEST_MESSAGE),
    raisedAt: raisedAt.toISOString(),
  }
  const { address, authorization } = partsOf(webhook)
  try {
    // The operator's own address: it may well be in a private network, and is the only one that is ever asked.
    const answer = await fetch(address, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': `${product.name}/${product.version}`,
        'idempotency-key': key,
        connection: 'close',
        ...(authorization ? { authorization } : {}),
      },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.any([AbortSignal.timeout(patience), ...(signal ? [signal] : [])]),
    })
    // What it says besides is not read: it may never end.
    await answer.body?.cancel()
    if (answer.ok) return null
    if (answer.status >= 300 && answer.status < 400)
      return `the webhook answers ${answer.status}: it has moved, and redirects are not followed`
    return `the webhook answers ${answer.status}`
  } catch (error) {
    const { name, message: said, cause } = error as Error
    if (name === 'TimeoutError') return `the webhook gave no answer within ${patience / 1000} s`
    return `the webhook cannot be reached: ${cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : said}`
  }
}

/** `fetch` takes no credentials in an address. */
function partsOf(webhook: string): { address: URL; authorization: string | null } {
  const address = new URL(webhook)
  const { username, password } = address
  if (!username && !password) return { address, authorization: null }
  address.username = ''
  address.password = ''
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { address, authorization: `Basic ${Buffer.from(pair).toString('base64')}` }
}

/** Milliseconds between two looks for alerts. */
const LOOK_EVERY = 2_000

/**
 * Sends alerts as they are raised, until `signal`. May run in several processes: one of them sends.
 * @param onError takes why an alert could not be sent, each time another reason comes up, and what the database says
 */
export async function keepDelivering(
  database: Database,
  settings: DeliverySettings & { signal: AbortSignal },
  onError: (message: string) => void,
): Promise<void> {
  const { signal } = settings
  let told: string | null = null
  while (!signal.aborted) {
    const error = await deliverAlerts(database, settings).then(
      result => (result.error === null && result.sent === 0 ? told : result.error),
      failure => (failure as Error).message,
    )
    if (error !== null && error !== told) onError(error)
    told = error
    await sleep(LOOK_EVERY, undefined, { signal }).catch(() => {})
  }
}
