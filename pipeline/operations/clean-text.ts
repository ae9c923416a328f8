import { publicMessage } from '../stages/public-address.ts'

/** Makes a text fit to be read by others: in logs, alerts, the ledger, on pages. */
export type CleanText = (text: string) => string

/** Shorter ones stand in ordinary words: taking them out would say more than it hides. */
const SHORTEST = 6

/**
 * Takes out credentials of addresses, mails and phones, and the secrets of this installation wherever they stand: a key
 * may be part of a path, or of another server's error.
 * @param secrets as `secretsOf` finds them
 */
export function textCleaner(secrets: readonly string[] = []): CleanText {
  const forms = secrets.flatMap(secret => [
    secret,
    encodeURIComponent(secret),
    // As Basic authentication sends a key: alone, before a colon.
    Buffer.from(`${secret}:`)
      .toString('base64')
      .replace(/={1,2}$/, ''),
  ])
  // A longer one first: it may begin with a shorter one.
  const known = [...new Set(forms)]
    .filter(form => form.length >= SHORTEST)
    .sort((a, b) => b.length - a.length)
  return text =>
    known.reduce((rest, secret) => rest.replaceAll(secret, '[secret removed]'), publicMessage(text))
}
