import type { Issue, Place } from '../posting.ts'
import type { Area } from './gazetteer.ts'
import { isTown, isWide, liesIn } from './kinship.ts'
import { readFields } from './read-fields.ts'
import { placesOfLocationField, placesOfText, placesOfTitle } from './read-prose.ts'
import { withoutHolders } from './resolve-mentions.ts'

/** What else an advert says: its title and its text without marks. */
export interface Prose {
  title: string
  text: string
}

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

/** Whether a place may be a nearer one than the areas given: in one of them, or in the same region of the UK. */
function fits(area: Area, given: readonly Area[]): boolean {
  if (given.length === 0) return true
  const region = ukRegionOf(area)
  return given.some(
    outer =>
      liesIn(area, outer) ||
      (region !== null && !isWide(area) && ukRegionOf(outer) === region && area !== outer),
  )
}

/**
 * The places that the rest of an advert adds to those of its fields. Where these name no town, what stands in the
 * title, else in a field of the text, else in the first phrase on where the job is; the text of a job done anywhere
 * names the firm's seat instead. Where they name a town, the other places of a "Location:" that holds it.
 */
function placesOfProse({ title, text }: Prose, given: readonly Area[], isRemote: boolean): Area[] {
  if (given.some(isTown)) {
    const listed = placesOfLocationField(text)
    return listed.some(area => given.includes(area)) ? listed.filter(isTown) : []
  }
  const nearer = (areas: Area[]): Area[] => areas.filter(area => fits(area, given))
  const named = nearer(placesOfTitle(title))
  if (named.length > 0) return named
  // "Remote (UK)" with a word on the firm's offices stays in the UK.
  if (isRemote && given.length > 0) return nearer(placesOfLocationField(text))
  const placings = placesOfText(text)
    .filter(({ ground }) => ground !== 'seat' || !isRemote)
    .map(({ ground, areas }) => ({
      ground,
      areas: nearer(ground === 'label' ? areas : areas.filter(isTown)),
    }))
    .filter(({ areas }) => areas.length > 0)
  return (placings.find(({ ground }) => ground === 'label') ?? placings[0])?.areas ?? []
}

/**
 * Reads the places that location texts name ("Leeds, West Yorkshire", "EC2A 4BX", "London or Manchester",
 * "Cambridge, MA"). Names that several places bear are told apart by the rest of the address, then by the country of
 * the advert's other places. A text with no known place gives an issue, unless it says only that the job is done
 * anywhere. At most 50 texts are read, of each 200 characters and 16 names.
 *
 * @param prose the rest of the advert: where given, towns that the taxonomy does not list are looked up in GeoNames,
 *   and adverts whose locations name no town are read on. Without it a text that names no place costs least.
 */
export function readPlaces(texts: readonly string[], prose: Prose | null = null): PlacesRead {
  const { areas: given, issues, isRemote } = readFields(texts, prose === null ? 'listed' : 'all')
  const added = prose === null ? [] : placesOfProse(prose, given, isRemote)
  const areas = added.length === 0 ? given : [...new Set(withoutHolders([[...given, ...added]]).flat())]
  const uk = areas.filter(area => area.path[0] === 'UK')
  return {
    places: areas.map(({ name, path }) => ({ name, path: [...path] })),
    region: uk.map(ukRegionOf).find(region => region !== null) ?? uk[0]?.path[0] ?? null,
    issues: issues.map(issue => ({ ...issue })),
  }
}
