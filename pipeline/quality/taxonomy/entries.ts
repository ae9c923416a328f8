import { type PlaceEntry, placeEntries } from '../../../extractors/taxonomy/place-entries.ts'
import {
  placePaths,
  type Taxonomy,
  titlePaths,
  wordListPath,
} from '../../../extractors/taxonomy/read-taxonomy.ts'

/** What an entry says of one thing: a text, or a list whose order means nothing. */
export type Value = string | string[]

/** One entry of a file beside the skills: a head, a list of words, a place. */
export interface Entry {
  file: string
  section: string
  name: string
  values: Record<string, Value>
}

/** The entries of word lists, titles and places. */
export function entriesOf({ wordLists, titles, places }: Taxonomy): Entry[] {
  return [
    ...listed(wordListPath, '', wordLists ?? {}, 'words'),
    ...titleEntries(titles),
    ...placeEntries(places).map(asEntry),
    ...placeListEntries(places),
  ]
}

function titleEntries({ heads, levels, qualifiers, otherRoles, scope }: Taxonomy['titles']): Entry[] {
  const entries: Entry[] = []
  for (const section of ['heads', 'whole', 'leading'] as const)
    entries.push(...named(titlePaths.heads, section, heads?.[section]))
  entries.push(...listed(titlePaths.heads, 'spelledOut', heads?.spelledOut ?? {}, 'reads as'))
  const bare = (levels?.levels ?? []).map(({ term, level, ...rest }) => ({ name: term ?? level, level, ...rest }))
  entries.push(...named(titlePaths.levels, 'levels', bare))
  entries.push(...listed(titlePaths.levels, 'grades', levels?.grades ?? {}, 'level'))
  const { notLevels, fillers } = levels ?? {}
  entries.push(...listed(titlePaths.levels, '', { notLevels, fillers }, 'words'))
  for (const section of ['technical', 'partly', 'technologies'] as const)
    entries.push(...named(titlePaths.qualifiers, section, qualifiers?.[section]))
  const { names = {}, categories, never } = qualifiers?.skills ?? {}
  entries.push(...listed(titlePaths.qualifiers, 'skills › names', names, 'short form'))
  entries.push(...listed(titlePaths.qualifiers, 'skills', { categories, never }, 'names'))
  entries.push(...listed(titlePaths.otherRoles, '', otherRoles ?? {}, 'words'))
  entries.push(...listed(titlePaths.scope, '', scope ?? {}, 'names'))
  return entries
}

function asEntry({ file, section, name, also, within }: PlaceEntry): Entry {
  return { file, section, name, values: { ...(within !== null && { in: within }), also } }
}

function placeListEntries({ areas, towns, world, words, outcodes, geonames }: Taxonomy['places']): Entry[] {
  const members = Object.entries(areas?.overlaps ?? {}).map(([name, overlap]) => [name, overlap.members])
  const districts = Object.entries(outcodes ?? {}).map(([name, codes]) => [name, codes.split(' ')])
  const codes = (place: string): Record<string, string> => {
    const pairs = Object.entries(world?.states ?? {}).flatMap(([country, states]) =>
      Object.entries(states).map(([code, name]) => [`${country} ${code}`, name.split(' | ')[0]!]),
    )
    const countries = Object.entries(world?.countries ?? {}).map(([code, name]) => [code, name.split(' | ')[0]!])
    return Object.fromEntries(place === 'states' ? pairs : countries)
  }
  return [
    ...listed(placePaths.areas, 'members', Object.fromEntries(members), 'places'),
    ...listed(placePaths.areas, 'parents', areas?.parents ?? {}, 'compared with'),
    ...listed(placePaths.towns, '', { major: towns?.major }, 'places'),
    ...listed(placePaths.towns, 'defaults', towns?.defaults ?? {}, 'in'),
    ...listed(placePaths.world, '', { major: world?.major }, 'places'),
    ...listed(placePaths.world, 'country codes', codes('countries'), 'country'),
    ...listed(placePaths.world, 'state codes', codes('states'), 'state'),
    ...listed(placePaths.world, 'members', world?.members ?? {}, 'places'),
    ...listed(placePaths.outcodes, '', Object.fromEntries(districts), 'districts'),
    ...listed(placePaths.words, '', words ?? {}, 'words'),
    ...listed(placePaths.geonames, '', flat(geonames ?? {}), 'code'),
  ]
}

/** Entries of a table of lists or texts. */
function listed(file: string, section: string, table: Record<string, Value | undefined>, key: string): Entry[] {
  return Object.entries(table).flatMap(([name, value]) =>
    value === undefined ? [] : [{ file, section, name, values: { [key]: value } }],
  )
}

/** Entries of a list of objects with a name; what is not set or has its default is left out. */
function named(file: string, section: string, list: readonly { name: string }[] = []): Entry[] {
  return list.map(({ name, ...rest }) => {
    const values: Record<string, Value> = {}
    for (const [key, value] of Object.entries(rest)) {
      const said = valueOf(value)
      if (said !== null) values[key] = said
    }
    return { file, section, name, values }
  })
}

function valueOf(value: unknown): Value | null {
  if (value === undefined || value === null || value === false) return null
  if (Array.isArray(value)) return value.length > 0 ? value.map(String) : null
  if (typeof value !== 'object') return String(value)
  return Object.entries(value).map(([key, inner]) => `${key}: ${inner}`)
}

/** Texts of nested tables by their path. */
function flat(table: object, path = ''): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(table).flatMap(([key, value]): [string, Value][] => {
      const name = path === '' ? key : `${path} › ${key}`
      if (typeof value === 'string') return [[name, value]]
      if (Array.isArray(value)) return [[name, value.map(String)]]
      return typeof value === 'object' && value !== null ? Object.entries(flat(value, name)) : [[name, String(value)]]
    }),
  )
}
