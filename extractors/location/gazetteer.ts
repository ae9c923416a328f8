import { townFile } from './place-files.ts'
import {
  type AreaKind,
  type ListedPlace,
  listedCountries,
  listedPlaces,
  listedStates,
} from './place-lists.ts'

/** A place of the taxonomy. */
export interface Area {
  /** Unique over the whole taxonomy: `Newport`, `Newport (Shropshire)`. */
  readonly name: string
  readonly kind: AreaKind
  readonly within: Area | null
  /** Names from the country (or the area that spans countries) down to the place itself. */
  readonly path: readonly string[]
}

/** One way a place is written. */
export interface Spelling {
  readonly text: string
  readonly area: Area
  /** Among places of one spelling the lowest is meant where nothing tells them apart. */
  readonly rank: number
}

// A city's other name stays likelier than a lesser place's own.
const OTHER_NAME = 0.3
const DEFAULT = 5

function rankOf(place: ListedPlace, text: string): number {
  const byDefault = townFile.defaults[text] !== undefined && townFile.defaults[text] === place.within?.bare
  return place.rank + (text === place.bare ? 0 : OTHER_NAME) - (byDefault ? DEFAULT : 0)
}

/** The place that each spelling (in lower case) means where nothing else is said. */
function meantPlaces(): Map<string, ListedPlace> {
  const meant = new Map<string, { place: ListedPlace; rank: number }>()
  for (const place of listedPlaces) {
    for (const text of [place.bare, ...place.others]) {
      const rank = rankOf(place, text)
      const other = meant.get(text.toLowerCase())
      if (other === undefined || rank < other.rank) meant.set(text.toLowerCase(), { place, rank })
    }
  }
  return new Map([...meant].map(([text, { place }]) => [text, place]))
}

/** Gives each place its unique name: the bare one to the place that the bare name means, else with the area around. */
function namedAreas(): Map<ListedPlace, Area> {
  const meant = meantPlaces()
  const named = new Map<ListedPlace, Area>()
  for (const place of listedPlaces) {
    const within = place.within === null ? null : (named.get(place.within) ?? null)
    const bare = within === null || meant.get(place.bare.toLowerCase()) === place
    // "Melbourne (Victoria)" lies in "Victoria (Australia)".
    const name = bare ? place.bare : `${place.bare} (${place.within?.bare.replace(/ \(.*/, '')})`
    named.set(place, { name, kind: place.kind, within, path: [...(within?.path ?? []), name] })
  }
  return named
}

const areaOf = namedAreas()

/** Every place by its unique name, parents before children. */
export const gazetteer: ReadonlyMap<string, Area> = new Map(
  [...areaOf.values()].map(area => [area.name, area]),
)
if (gazetteer.size !== areaOf.size) {
  const twice = [...areaOf.values()].filter(area => gazetteer.get(area.name) !== area)
  throw new Error(`taxonomy locations: listed twice: ${twice.map(({ name }) => name).join(', ')}`)
}

/** Every way a place is written. */
export const spellings: readonly Spelling[] = [...areaOf].flatMap(([place, area]) =>
  [place.bare, ...place.others].map(text => ({ text, area, rank: rankOf(place, text) })),
)

function byCode(listed: ReadonlyMap<string, ListedPlace>): Map<string, Area[]> {
  const codes = new Map<string, Area[]>()
  for (const [key, place] of listed) {
    const code = key.split(' ').at(-1) ?? key
    const area = areaOf.get(place)
    if (area !== undefined) codes.set(code, [...(codes.get(code) ?? []), area])
  }
  return codes
}

/** States and provinces by postal abbreviation (`WA`: Washington and Western Australia). */
export const stateCodes: ReadonlyMap<string, readonly Area[]> = byCode(listedStates)
/** Countries by ISO 3166-1 alpha-2 code. */
export const countryCodes: ReadonlyMap<string, readonly Area[]> = byCode(listedCountries)
