import { RAW_POSTING_TYPE } from '../../crawlers/archives/raw-posting-type.ts'
import { parseRawPosting } from '../../crawlers/archives/raw-postings.ts'
import { platforms } from '../../crawlers/registry.ts'
import { emptyReading } from '../../crawlers/source.ts'
import type { StoredBody } from '../../db/queries/stored-responses.ts'
import type { Source } from '../sources.ts'
import type { Unread } from './extraction-task.ts'
import { type Delivery, type StoredAs, toListing } from './listing.ts'
import { publicAddress } from './public-address.ts'
import { readResponse } from './read-response.ts'

/** The options of a crawled source by which its responses were read; undefined where they are of none. */
export type OptionsOf = (platform: string, url: string) => unknown

/** Options of the configured sources, by the addresses of their first pages. */
export function optionsOf(sources: readonly Source[]): OptionsOf {
  const known = new Map(
    sources.flatMap(({ platform, options }) =>
      platform.seeds(options).map(({ url }) => [`${platform.name} ${publicAddress(url)}`, options] as const),
    ),
  )
  return (platform, url) => known.get(`${platform} ${url}`)
}

/**
 * A stored response as today's code is given it: with what it says, where that is known without reading; null where its
 * body is not stored any more, or no platform of its name reads it.
 */
export function fromStore(stored: StoredBody, options: OptionsOf): (Unread | Delivery) | null {
  const { platform, url, post, status, seenAt, contentType, body } = stored
  if (body === null) return null
  const response = { url, status, contentType, body, seenAt, ...(post === null ? {} : { post }) }
  if (contentType === RAW_POSTING_TYPE) {
    const read = parseRawPosting(new TextDecoder().decode(body))
    if ('rejected' in read)
      return { platform, response, reading: { ...emptyReading(), rejected: [read.rejected] } }
    const { posting } = read
    return {
      platform: posting.source,
      response: { ...response, seenAt: posting.seenAt },
      reading: { ...emptyReading(), postings: [posting] },
    }
  }
  if (!URL.canParse(url)) return null
  // What nobody read when it came may be some platform's by now.
  if (platform === 'unknown') return { response, platformName: null }
  if (!platforms.some(({ name }) => name === platform)) return null
  return { response, platformName: platform, options: options(platform, url) }
}

/** How a stored response was stored. */
export const storedAs = ({ hash, keepUntil }: StoredBody): StoredAs => ({ hash, keepUntil })

/** A stored response, read in this thread. */
export function listingOf(stored: StoredBody, options: OptionsOf) {
  const unread = fromStore(stored, options)
  if (unread === null) return null
  const delivery =
    'platformName' in unread ? readResponse(unread.response, unread.platformName, unread.options) : unread
  return { ...toListing(delivery), stored: storedAs(stored) }
}
