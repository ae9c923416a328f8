import { type PlaceEntry, placeEntries } from '../../../extractors/taxonomy/place-entries.ts'
import {
  passagePath,
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
export function entriesOf({ wordLists, passages, titles, places }: Taxonomy): Entry[] {
  return [
    ...listed(wordListPath, '', wordLists ?? {}, 'words'),
    ...Object.entries(passages ?? {}).flatMap(([section, content]) =>
      sectionEntries(passagePath, section, content),
    ),
    ...titleEntries(titles),
    ...placeEntries(places).map(asEntry),
    ...placeListEntries(places),
  ]
}

/** The entries of title files, list by list as they stand there. */
function titleEntries(titles: Taxonomy['titles']): Entry[] {
  return Object.entries(titlePaths).flatMap(([part, file]) =>
    Object.entries(titles[part as keyof typeof titlePaths] ?? {}).flatMap(([section, content]) =>
      sectionEntries(file, section, content),
    ),
  )
}

function sectionEntries(file: string, section: string, content: unknown): Entry[] {
  if (!Array.isArray(content))
    return Object.entries(content as object).flatMap(([name, value]) =>
      typeof value === 'string'
        ? [{ file, section, name, values: { is: value } }]
        : sectionEntries(file, `${section} › ${name}`, value),
    )
  if (content.every(item => typeof item !== 'object'))
    return [{ file, section: '', name: section, values: { words: content.map(String) } }]
  return content.map((item: Record<string, unknown>) => {
    const { name, about, term, level, words: _, ...others } = item
    const called = name ?? about ?? term ?? level ?? Object.entries(others).flat().join(' ')
    return { file, section, name: String(called), values: valuesOf(item) }
  })
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
    const countries = Object.entries(world?.countries ?? {}).map(([code, name]) => [
      code,
      name.split(' | ')[0]!,
    ])
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
function listed(
  file: string,
  section: string,
  table: Record<string, Value | undefined>,
  key: string,
): Entry[] {
  return Object.entries(table).flatMap(([name, value]) =>
    value === undefined ? [] : [{ file, section, name, values: { [key]: value } }],
  )
}

/** What an object says besides its name; what is not set or has its default is left out. */
function valuesOf({ name: _, ...rest }: Record<string, unknown>): Record<string, Value> {
  const values: Record<string, Value> = {}
  for (const [key, value] of Object.entries(rest)) {
    const said = asValue(value)
    if (said !== null) values[key] = said
  }
  return values
}

function asValue(value: unknown): Value | null {
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
      return typeof value === 'object' && value !== null
        ? Object.entries(flat(value, name))
        : [[name, String(value)]]
    }),
  )
}
