import { type PlaceEntry, placeEntries } from '../place-entries.ts'
import { placePaths, type Taxonomy } from '../read-taxonomy.ts'
import { twice } from './check-rules.ts'
import type { Problem } from './problem.ts'

const OUTCODE = /^[A-Z]{1,2}\d[A-Z\d]?$/

/** What is wrong with the places of the files: listed twice, in an unknown area, words and postcodes without use. */
export function checkPlaces({ places }: Taxonomy): Problem[] {
  const entries = placeEntries(places)
  const report: Problem[] = []
  const add = (file: string, entry: string, problem: string, advice: string) =>
    report.push({ file, entry, problem, advice })
  checkEntries(entries, add)
  checkReferences(places, entries, add)
  checkOutcodes(places, entries, add)
  checkWords(places, add)
  return report
}

type Add = (file: string, entry: string, problem: string, advice: string) => void

function checkEntries(entries: readonly PlaceEntry[], add: Add): void {
  const known = new Map<string, PlaceEntry>()
  for (const entry of entries) {
    const { file, name, also, within } = entry
    const key = `${name.toLowerCase()} in ${within}`
    const other = known.get(key)
    if (other)
      add(
        file,
        name,
        `it is listed twice in ${within} (also in ${other.file}, ${other.section})`,
        'Remove one.',
      )
    else known.set(key, entry)
    for (const text of twice([name, ...also].map(spelling => spelling.toLowerCase())))
      add(file, name, `the spelling "${text}" is given twice`, 'Remove one.')
    for (const text of [name, ...also])
      if (/[,|]/.test(text))
        add(
          file,
          name,
          `"${text}" is no name`,
          'Write ", " between places and " | " between the names of one.',
        )
  }
}

function checkReferences(places: Taxonomy['places'], entries: readonly PlaceEntry[], add: Add): void {
  const { areas, towns, world } = places
  if (!areas || !towns || !world) return
  const names = new Set(entries.map(({ name }) => name))
  const countries = new Set(Object.keys(world.countries))
  const states = Object.entries(world.states).flatMap(([country, codes]) =>
    Object.keys(codes).map(code => `${country} ${code}`),
  )
  const codes = new Set([...countries, ...states])
  const advice = 'Correct the name, or list the area first.'
  for (const { file, section, name, within } of entries) {
    if (within === null) continue
    const known = section === 'cities' ? codes : section === 'states' ? countries : names
    if (!known.has(within)) add(file, name, `it lies in "${within}", which is no area`, advice)
  }
  const expect = (file: string, entry: string, name: string) => {
    if (!names.has(name)) add(file, entry, `it refers to "${name}", which is no place`, advice)
  }
  for (const [name, { members }] of Object.entries(areas.overlaps))
    for (const member of members) expect(placePaths.areas, `overlaps › ${name}`, member)
  for (const [name, parent] of Object.entries(areas.parents))
    for (const each of [name, parent]) expect(placePaths.areas, `parents › ${name}`, each)
  const tree = new Set(entries.filter(({ section }) => section === 'tree').map(({ name }) => name))
  for (const name of Object.keys(areas.aliases))
    if (!tree.has(name)) add(placePaths.areas, `aliases › ${name}`, 'it is no area of the tree', advice)
  const listed = (section: string) => entries.filter(entry => entry.section === section)
  for (const [file, section, major] of [
    [placePaths.towns, 'towns', towns.major],
    [placePaths.world, 'cities', world.major],
  ] as const)
    for (const name of major)
      if (!listed(section).some(entry => entry.name === name))
        add(file, `major › ${name}`, `it stands in no list of ${section}`, 'List it, or remove it here.')
  for (const [text, parent] of Object.entries(towns.defaults)) {
    const bearers = entries.filter(({ name, also }) => name === text || also.includes(text))
    const around = (entry: PlaceEntry) =>
      entry.section === 'cities' || entry.section === 'states'
        ? placeOfCode(entry.within!, world)
        : entry.within
    if (!bearers.some(entry => around(entry) === parent))
      add(placePaths.towns, `defaults › ${text}`, `no place of this name lies in ${parent}`, advice)
  }
}

/** The name of a country or state by its code: `US OH` is Ohio. */
function placeOfCode(code: string, world: NonNullable<Taxonomy['places']['world']>): string | null {
  const [country = '', state] = code.split(' ')
  const spelled = state === undefined ? world.countries[country] : world.states[country]?.[state]
  return spelled?.split(' | ')[0] ?? null
}

function checkOutcodes({ outcodes }: Taxonomy['places'], entries: readonly PlaceEntry[], add: Add): void {
  const file = placePaths.outcodes
  const names = new Set(entries.map(({ name }) => name))
  const owners = new Map<string, string>()
  for (const [place, spelled] of Object.entries(outcodes ?? {})) {
    if (!names.has(place.replace(/ \([^()]*\)$/, '')))
      add(file, place, 'it is no place', 'Correct the name, or list the place first.')
    for (const code of spelled.split(' ')) {
      const owner = owners.get(code)
      if (!OUTCODE.test(code)) add(file, place, `"${code}" is no postcode district`, 'Correct it.')
      else if (owner !== undefined) add(file, place, `${code} belongs to ${owner} already`, 'Remove one.')
      owners.set(code, place)
    }
  }
}

function checkWords({ words, world }: Taxonomy['places'], add: Add): void {
  if (!words || !world) return
  const codes = new Set(
    [...Object.keys(world.countries), ...Object.values(world.states).flatMap(Object.keys)].map(code =>
      code.toLowerCase(),
    ),
  )
  for (const [section, list] of Object.entries(words))
    for (const word of twice(list)) add(placePaths.words, section, `"${word}" stands twice`, 'Remove one.')
  for (const code of words.codes)
    if (!codes.has(code))
      add(placePaths.words, 'codes', `"${code}" is no code of a country or state`, 'Remove it.')
}
