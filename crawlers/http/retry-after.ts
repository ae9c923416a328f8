const LONGEST_DAYS = 30

/**
 * When a server asks to come back, as ISO 8601: `Retry-After` is a number of seconds or an HTTP date (RFC 9110, 10.2.3).
 * A date in the past means now; anything beyond 30 days is cut; null where there is none or it cannot be read.
 */
export function retryAfter(header: string | undefined, now: Date): string | null {
  const text = header?.trim().slice(0, 64) ?? ''
  const wait = /^\d{1,12}$/.test(text)
    ? Number(text) * 1000
    : /[a-z]/i.test(text)
      ? Date.parse(text) - now.getTime()
      : Number.NaN
  if (Number.isNaN(wait)) return null
  return new Date(now.getTime() + Math.min(Math.max(wait, 0), LONGEST_DAYS * 86_400_000)).toISOString()
}
