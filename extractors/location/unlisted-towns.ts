import { type Area, countryCodes, gazetteer, spellings, stateCodes } from './gazetteer.ts'
import { geonamesFile } from './place-files.ts'
import { type GeoNamesTown, townKey, townsNamed } from './town-index.ts'

const MOST_KEPT = 5000

const kept = new Map<string, readonly Area[]>()
let listed: Map<string, Area[]> | null = null

/** Places of the taxonomy by every way they are written, in the form of `townKey`. */
function listedByKey(): Map<string, Area[]> {
  if (listed !== null) return listed
  listed = new Map()
  for (const { text, area } of spellings) {
    const key = townKey(text)
    const others = listed.get(key)
    if (others === undefined) listed.set(key, [area])
    else others.push(area)
  }
  return listed
}

const countyOfCode = new Map<string, Area>()
for (const [name, codes] of Object.entries(geonamesFile.counties)) {
  const area = gazetteer.get(name)
  if (area === undefined) throw new Error(`taxonomy locations/geonames.yaml: unknown area "${name}"`)
  for (const code of codes.split(' ')) countyOfCode.set(code, area)
}

const stateOfCode = new Map<string, string>()
for (const [country, states] of Object.entries(geonamesFile.states)) {
  for (const [code, number] of Object.entries(states)) stateOfCode.set(`${country} ${number}`, code)
}

/** What a town lies in, as the taxonomy knows it: a UK county, a state, a country; null where it knows none. */
function areaAround({ country, admin1, admin2 }: GeoNamesTown): Area | null {
  if (country === 'GB') return countyOfCode.get(admin2) ?? null
  const home = countryCodes.get(country)?.[0] ?? null
  const code = country === 'US' ? admin1 : stateOfCode.get(`${country} ${admin1}`)
  const state = code === undefined ? undefined : stateCodes.get(code)
  return state?.find(({ within }) => within === home) ?? home
}

function asArea(name: string, within: Area, isOnly: boolean): Area {
  const bare = isOnly && !gazetteer.has(name)
  const unique = bare ? name : `${name} (${within.name.replace(/ \(.*/, '')})`
  return { name: unique, kind: 'town', within, path: [...within.path, unique] }
}

function findTowns(key: string): Area[] {
  const around = new Map<Area, string>()
  for (const town of townsNamed(key)) {
    const area = areaAround(town)
    if (area !== null && !around.has(area)) around.set(area, town.name)
  }
  const known = listedByKey().get(key) ?? []
  return [...around].map(
    ([within, name]) =>
      known.find(({ path }) => path.includes(within.name)) ?? asArea(name, within, around.size === 1),
  )
}

/**
 * The towns of the world that bear a name, from the GeoNames gazetteer, each once for the UK county, the state or the
 * country it lies in; a town that the taxonomy lists there is given as the taxonomy has it. The others' names are
 * unique too: `Elgin (Illinois)`.
 */
export function townsOfName(name: string): readonly Area[] {
  const key = townKey(name)
  if (key === '') return []
  let towns = kept.get(key)
  if (towns === undefined) {
    towns = findTowns(key)
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(key, towns)
  }
  return towns
}
