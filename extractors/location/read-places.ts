import type { Issue, Place } from '../posting.ts'
import { findMentions, isNoise } from './find-mentions.ts'
import type { Area } from './gazetteer.ts'
import { placeWords } from './place-words.ts'
import { resolveMentions } from './resolve-mentions.ts'

const MOST_TEXTS = 50
const LONGEST_TEXT = 200
// Reading compares every name of a text with every other.
const MOST_NAMES = 16

/** What an advert's location texts say. */
export interface PlacesRead {
  /** Most specific places, each once, in the order of the texts. */
  places: Place[]
  /**
   * Of the first UK place that has one: its region of England, Scotland, Wales, Northern Ireland, Channel Islands or
   * Isle of Man; `UK` where no more is known. Null without a UK place: the country then heads each place's path.
   */
  region: string | null
  issues: Issue[]
}

const REGIONAL = new Set(['region', 'nation', 'dependency'])

function ukRegionOf(area: Area): string | null {
  let at: Area | null = area
  while (at !== null && !REGIONAL.has(at.kind)) at = at.within
  return at === null || at.name === 'England' ? null : at.name
}

/**
 * Reads the places that location texts name ("Leeds, West Yorkshire", "EC2A 4BX", "London or Manchester",
 * "Cambridge, MA"). Names that several places bear are told apart by the rest of the address, then by the country of
 * the advert's other places. A text with no known place gives an issue, unless it says only that the job is done
 * anywhere. At most 50 texts are read,
 * of each 200 characters and 16 names.
 */
export function readPlaces(texts: readonly string[]): PlacesRead {
  const issues: Issue[] = []
  const read = texts.slice(0, MOST_TEXTS).map(text => {
    const words = placeWords(text.slice(0, LONGEST_TEXT))
    return { text, words, mentions: findMentions(words).slice(0, MOST_NAMES) }
  })
  const resolved = resolveMentions(read.map(({ mentions }) => mentions))
  const found = new Set(resolved.flat())
  for (const [at, { text, words, mentions }] of read.entries()) {
    const named = resolved[at]?.length !== 0 || mentions.some(({ hint }) => !hint)
    if (!named && !isNoise(words)) {
      issues.push({ field: 'locations', issue: `unknown place: ${text.trim().slice(0, 80)}` })
    }
  }
  const areas = [...found]
  const uk = areas.filter(area => area.path[0] === 'UK')
  return {
    places: areas.map(({ name, path }) => ({ name, path: [...path] })),
    region: uk.map(ukRegionOf).find(region => region !== null) ?? uk[0]?.path[0] ?? null,
    issues,
  }
}
