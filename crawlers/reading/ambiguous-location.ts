import { ConfigError } from '../errors.ts'
import { emptyReading, type Reading } from '../source.ts'
import { cleanText } from './clean-text.ts'

const MOST_OFFERS = 10

/**
 * What comes of an answer that has no adverts because the location asked for names several places.
 * @param offers the places between which the source asks to choose
 * @param options of the source that is crawled; without them the answer is a stored one, and nobody is there to choose
 * @throws ConfigError where there are options
 */
export function ambiguousLocation(
  offers: readonly string[],
  options: { location?: string | undefined } | undefined,
): Reading {
  const reason = 'the location asked for is ambiguous'
  if (!options) return { ...emptyReading(), dropped: [{ sourceId: null, reason }] }
  const named = offers.slice(0, MOST_OFFERS).map(offer => `"${cleanText(offer).trim().slice(0, 80)}"`)
  const more = offers.length > MOST_OFFERS ? ` and ${offers.length - MOST_OFFERS} more` : ''
  throw new ConfigError(
    `location "${options.location ?? ''}" is ambiguous; name one of those offered: ${named.join(', ') || 'none'}${more}`,
  )
}
