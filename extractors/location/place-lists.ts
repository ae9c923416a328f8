import type { Branch } from './place-file.ts'
import { areaFile, authorityFile, townFile, villageFile, worldFile } from './place-files.ts'

export type AreaKind =
  | 'world'
  | 'country'
  | 'nation'
  | 'dependency'
  | 'region'
  | 'overlap'
  | 'part'
  | 'county'
  | 'state'
  | 'authority'
  | 'borough'
  | 'town'
  | 'district'

/** A place as the data files list it, under a name that other places may bear too. */
export interface ListedPlace {
  readonly bare: string
  readonly others: readonly string[]
  readonly kind: AreaKind
  readonly within: ListedPlace | null
  readonly rank: number
}

/** From the areas and countries down the lists, in the order of how likely a bare name means a place of the list. */
const RANK = { area: 0, major: 1, majorCity: 2, town: 3, city: 3.5, state: 3.6, lesser: 4 }

/** Places of this rank and above are so many that in a longer text their names are as often something else. */
export const LESSER_RANK = RANK.lesser
/** Towns of this rank and above are no major ones. */
export const TOWN_RANK = RANK.town

/** Every listed place, parents before children. */
export const listedPlaces: ListedPlace[] = []
/** Countries by ISO 3166-1 alpha-2 code. */
export const listedCountries = new Map<string, ListedPlace>()
/** States by country and postal abbreviation: `US CA`. */
export const listedStates = new Map<string, ListedPlace>()
const firstOfName = new Map<string, ListedPlace>()

function list(
  entry: string,
  kind: AreaKind,
  within: ListedPlace | null,
  rank: number,
  aliases: string[] = [],
): ListedPlace {
  const [bare = '', ...others] = entry.split(' | ')
  const place: ListedPlace = { bare, others: [...others, ...aliases], kind, within, rank }
  listedPlaces.push(place)
  if (!firstOfName.has(bare)) firstOfName.set(bare, place)
  return place
}

function known(name: string, file: string): ListedPlace {
  const place = firstOfName.get(name)
  if (place === undefined) throw new Error(`taxonomy locations/${file}: unknown area "${name}"`)
  return place
}

function kindBelow(parent: ListedPlace, name: string): AreaKind {
  if (parent.kind === 'country')
    return ['Channel Islands', 'Isle of Man'].includes(name) ? 'dependency' : 'nation'
  if (parent.bare === 'England') return 'region'
  if (parent.bare !== 'London' && parent.kind !== 'part') return 'county'
  return name.endsWith(' London') && name !== 'City of London' ? 'part' : 'borough'
}

function listTree(branch: Branch, parent: ListedPlace | null): void {
  const children: [string, Branch][] = Array.isArray(branch)
    ? branch.map(name => [name, null])
    : Object.entries(branch ?? {})
  for (const [name, below] of children) {
    const kind = parent === null ? 'country' : kindBelow(parent, name)
    listTree(below, list(name, kind, parent, RANK.area, areaFile.aliases[name]))
  }
}

function listTowns(): void {
  const major = new Set(townFile.major)
  for (const [parentName, entries] of Object.entries(townFile.towns)) {
    const parent = known(parentName, 'uk-towns.yaml')
    const kind = ['town', 'borough', 'part'].includes(parent.kind) ? 'district' : 'town'
    for (const entry of entries) {
      const [bare = ''] = entry.split(' | ')
      list(entry, kind, parent, major.delete(bare) ? RANK.major : RANK.town)
    }
  }
  if (major.size > 0)
    throw new Error(`taxonomy locations/uk-towns.yaml: no such town: ${[...major].join(', ')}`)
}

function listWorld(): void {
  for (const [code, entry] of Object.entries(worldFile.countries)) {
    listedCountries.set(code, list(entry, 'country', null, RANK.area))
  }
  for (const [country, states] of Object.entries(worldFile.states)) {
    for (const [code, entry] of Object.entries(states)) {
      listedStates.set(
        `${country} ${code}`,
        list(entry, 'state', listedCountries.get(country) ?? null, RANK.state),
      )
    }
  }
  const major = new Set(worldFile.major)
  for (const [key, entries] of Object.entries(worldFile.cities)) {
    const within = listedStates.get(key) ?? listedCountries.get(key)
    if (within === undefined) throw new Error(`taxonomy locations/world.yaml: unknown area "${key}"`)
    for (const entry of entries) {
      const [bare = ''] = entry.split(' | ')
      list(entry, 'town', within, major.has(bare) ? RANK.majorCity : RANK.city)
    }
  }
}

function listLesser(file: Record<string, string[]>, fileName: string, kind: AreaKind): void {
  for (const [parent, names] of Object.entries(file)) {
    for (const name of names) list(name, kind, known(parent, fileName), RANK.lesser)
  }
}

listTree(areaFile.tree, null)
for (const [name, overlap] of Object.entries(areaFile.overlaps)) {
  list(name, 'overlap', known(overlap.in, 'uk-areas.yaml'), RANK.area, overlap.aliases)
}
for (const [name, aliases] of Object.entries(areaFile.world)) list(name, 'world', null, RANK.area, aliases)
listTowns()
listWorld()
listLesser(authorityFile, 'uk-authorities.yaml', 'authority')
listLesser(villageFile, 'uk-villages.yaml', 'town')
