import { createHash } from 'node:crypto'
import type { RawPosting } from '../../crawlers/source.ts'

/** Query parameters that say by which way a reader came, and differ from one visit to the next. */
const TRACKING =
  /^(?:utm_\w+|gh_src|gclid|fbclid|msclkid|mc_[ce]id|trk|trackingid|lever-source|ref_src|_ga|_gl)(?:=|$)/i

/**
 * The hash of what an advert says: of its raw posting without the time, whatever the order of the source's keys (a raw
 * posting's fields have one order), and without the tracking parameters of its addresses. 32 hex digits.
 */
export function contentHash(raw: RawPosting): string {
  const { seenAt: _, ...content } = raw
  return createHash('sha256')
    .update(withoutTracking(JSON.stringify(content)))
    .digest('hex')
    .slice(0, 32)
}

/** A text whose addresses are without tracking parameters. */
export function withoutTracking(text: string): string {
  return text.replace(/\?([\w.~%+:,;=&/@!$'()*-]{3,2000})/g, (whole, query: string) => {
    const separator = query.includes('&amp;') ? '&amp;' : '&'
    const parameters = query.split(separator)
    const kept = parameters.filter(parameter => !TRACKING.test(parameter))
    if (kept.length === parameters.length) return whole
    return kept.length > 0 ? `?${kept.join(separator)}` : ''
  })
}
