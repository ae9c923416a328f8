import type { Branch } from '../location/place-file.ts'
import { placePaths, type Taxonomy } from './read-taxonomy.ts'

/** A place as its file lists it. */
export interface PlaceEntry {
  file: string
  /** The list of the file: `tree`, `overlaps`, `world`, `towns`, `countries`, `states`, `cities`, `places`. */
  section: string
  name: string
  /** Other spellings. */
  also: string[]
  /** What it lies in, as the file names it: an area; a country's code; country and state (`US CA`). Null at the top. */
  within: string | null
}

/** Every place that the files list, in the order of the files; postcodes and towns of other gazetteers are not there. */
export function placeEntries({
  areas,
  towns,
  villages,
  authorities,
  world,
}: Taxonomy['places']): PlaceEntry[] {
  const entries: PlaceEntry[] = []
  const list = (
    file: string,
    section: string,
    within: string | null,
    spelled: string,
    more: string[] = [],
  ) => {
    const [name = '', ...also] = spelled.split(' | ')
    entries.push({ file, section, name, also: [...also, ...more], within })
  }
  const tree = (branch: Branch, within: string | null): void => {
    const children: [string, Branch][] = Array.isArray(branch)
      ? branch.map(name => [name, null])
      : Object.entries(branch ?? {})
    for (const [name, below] of children) {
      list(placePaths.areas, 'tree', within, name, areas?.aliases[name])
      tree(below, name)
    }
  }
  tree(areas?.tree ?? null, null)
  for (const [name, overlap] of Object.entries(areas?.overlaps ?? {}))
    list(placePaths.areas, 'overlaps', overlap.in, name, overlap.aliases)
  for (const [name, aliases] of Object.entries(areas?.world ?? {}))
    list(placePaths.areas, 'world', null, name, aliases)
  for (const [within, names] of Object.entries(towns?.towns ?? {}))
    for (const name of names) list(placePaths.towns, 'towns', within, name)
  for (const name of Object.values(world?.countries ?? {})) list(placePaths.world, 'countries', null, name)
  for (const [country, states] of Object.entries(world?.states ?? {}))
    for (const name of Object.values(states)) list(placePaths.world, 'states', country, name)
  for (const [within, names] of Object.entries(world?.cities ?? {}))
    for (const name of names) list(placePaths.world, 'cities', within, name)
  for (const [path, file] of [
    [placePaths.authorities, authorities],
    [placePaths.villages, villages],
  ] as const)
    for (const [within, names] of Object.entries(file ?? {}))
      for (const name of names) list(path, 'places', within, name)
  return entries
}
