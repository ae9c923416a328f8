import type { GuideVacancy } from '../../../db/queries/guide-figures.ts'
import type { PayObservation } from '../premiums/adjusted-premiums.ts'
import type { PayUnit } from '../trend-page.ts'
import { middleOf } from './quotes-in.ts'
import { isSector } from './sectors.ts'
import { familyOf } from './title-family.ts'

interface Name {
  name: string
  category: string
}

/**
 * The quoted vacancies as the model of pay takes them. One role, region and sector each: the narrowest role, "several"
 * for places in several regions, and of several sectors the one that fewest vacancies name, which says the most.
 * @param names of the terms by id
 * @param regions by area id
 * @param except the page's own term
 */
export function payObservations(
  vacancies: readonly GuideVacancy[],
  unit: PayUnit,
  names: ReadonlyMap<number, Name>,
  regions: ReadonlyMap<number, string>,
  except: number,
): PayObservation[] {
  const counts = new Map<string, number>()
  const read = vacancies.flatMap(vacancy => {
    if (vacancy.quote?.unit !== unit) return []
    const terms = vacancy.terms.flatMap(id => (id === except ? [] : (names.get(id) ?? [])))
    const sectors = terms.filter(isSector).map(({ name }) => name)
    for (const sector of sectors) counts.set(sector, (counts.get(sector) ?? 0) + 1)
    return [{ vacancy, pay: middleOf(vacancy.quote), terms, sectors }]
  })
  const rarest = (a: string, b: string) => counts.get(a)! - counts.get(b)! || (a < b ? -1 : 1)
  return read.map(({ vacancy, pay, terms, sectors }) => ({
    pay,
    skills: terms.filter(term => term.category !== 'Job Titles' && !isSector(term)).map(({ name }) => name),
    role: narrowestRole(
      vacancy.terms.flatMap(id => {
        const term = names.get(id)
        return term?.category === 'Job Titles' ? [term.name] : []
      }),
    ),
    seniority: vacancy.seniority,
    location: regionOf(vacancy, regions),
    sector: sectors.toSorted(rarest)[0] ?? null,
    month: vacancy.postedOn.slice(0, 7),
  }))
}

const families = new Map<string, ReturnType<typeof familyOf>>()

/** Of a vacancy's title terms the one that is wider than no other, without level; the first by name where several are. */
function narrowestRole(titles: readonly string[]): string | null {
  const mine = titles.map(title => {
    if (!families.has(title)) families.set(title, familyOf(title))
    return { title, family: families.get(title) ?? null }
  })
  const bare = mine.filter(({ family }) => family?.level === null)
  const wider = new Set(bare.flatMap(({ family }) => family!.wider))
  return (
    bare
      .map(({ title }) => title)
      .filter(title => !wider.has(title))
      .sort()[0] ?? null
  )
}

function regionOf({ areas }: GuideVacancy, regions: ReadonlyMap<number, string>): string | null {
  const [first, ...more] = new Set(areas.flatMap(id => regions.get(id) ?? []))
  return first === undefined ? null : more.length > 0 ? 'several' : first
}
