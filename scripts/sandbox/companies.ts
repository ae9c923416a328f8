import { createRandom, hash, type Random, weighted } from './random.ts'
import { type Area, companies } from './tables.ts'

export interface Company {
  name: string
  sector: string
  /** Its Greenhouse board; null where it has none. */
  token: string | null
}

const sectorOf = {
  london: weighted(Object.keys(companies.sectors.london), name => companies.sectors.london[name] ?? 0),
  rest: weighted(Object.keys(companies.sectors.rest), name => companies.sectors.rest[name] ?? 0),
}
const suffix = weighted(Object.keys(companies.suffixes), text => companies.suffixes[text] ?? 0)

const named: Record<Area, Company[]> = { london: [], rest: [] }
for (const first of companies.first) {
  for (const second of companies.second) {
    const random = createRandom('company', first, second)
    const area = hash(first, second, 'area') % 100 < 40 ? 'london' : 'rest'
    const end = suffix(random)
    const name = `${first} ${second}${end ? ` ${end}` : ''}`
    named[area].push({ name, sector: sectorOf[area](random), token: null })
  }
}

/** Those with a Greenhouse board of their own. */
export const employers: (Company & { token: string })[] = companies.employers

/** A company of the area; they are many, so that few adverts of one collide within the 60 days of the rule. */
export const drawCompany = (area: Area, random: Random): Company => random.pick(named[area])
