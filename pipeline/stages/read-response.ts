import { SourceChanged } from '../../crawlers/errors.ts'
import { platformNamed, platformOf } from '../../crawlers/registry.ts'
import { emptyReading, type StoredResponse } from '../../crawlers/source.ts'
import type { Delivery } from './listing.ts'

/**
 * Gives a stored response to the parser of the platform that its address belongs to.
 * @param platformName the platform to read it by instead
 * @param options of the source that it was crawled for, where it is one
 */
export function readResponse(
  response: StoredResponse,
  platformName: string | null,
  options?: unknown,
): Delivery {
  const platform = platformName
    ? platformNamed(platformName)
    : platformOf(new URL(response.url), response.contentType)
  if (!platform)
    return {
      platform: 'unknown',
      response,
      reading: { ...emptyReading(), dropped: [{ sourceId: null, reason: 'no platform reads this address' }] },
    }
  try {
    return { platform: platform.name, response, reading: platform.read(response, options) }
  } catch (error) {
    if (!(error instanceof SourceChanged)) throw error
    const rejected = { sourceId: response.url, reason: error.message, input: response.url }
    return { platform: platform.name, response, reading: { ...emptyReading(), rejected: [rejected] } }
  }
}
