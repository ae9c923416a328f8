import type { Advert, Pay, PayUnit, Truth, TruthQuery } from './advert.ts'
import { isWithin } from './places.ts'

/** Whether an advert's vacancy has the term, as a title term or as a skill. */
const hasTerm = (advert: Advert, term: string): boolean =>
  advert.titleTerms.includes(term) || advert.skills.includes(term)

/** Answers questions about the adverts; `adverts` are in order of posting, so the first of a vacancy dates it. */
export function createTruth(adverts: Advert[]): Truth {
  const seen = new Set<number>()
  const vacancies: Advert[] = []
  for (const advert of adverts) {
    if (!advert.inScope || advert.flaw === 'missing-title' || seen.has(advert.vacancy)) continue
    seen.add(advert.vacancy)
    vacancies.push(advert)
  }

  const select = ({ from, to, type, area = 'UK', term }: TruthQuery): Advert[] =>
    vacancies.filter(
      vacancy =>
        vacancy.postedOn > from &&
        vacancy.postedOn <= to &&
        (!type || vacancy.type === type) &&
        isWithin(vacancy.place, area) &&
        (!term || hasTerm(vacancy, term)),
    )

  const quotes = (query: TruthQuery, unit: PayUnit): Pay[] =>
    select(query).flatMap(({ pay }) => (pay?.unit === unit ? [pay] : []))

  const skills = (query: TruthQuery): { name: string; vacancies: number }[] => {
    const counts = new Map<string, number>()
    for (const vacancy of select(query)) {
      for (const name of vacancy.skills) counts.set(name, (counts.get(name) ?? 0) + 1)
    }
    return [...counts]
      .map(([name, count]) => ({ name, vacancies: count }))
      .sort((a, b) => b.vacancies - a.vacancies || (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1))
  }

  const accounting = (): Record<string, number> => {
    const counts: Record<string, number> = { adverts: adverts.length, vacancies: vacancies.length }
    const count = (key: string): void => {
      counts[key] = (counts[key] ?? 0) + 1
    }
    for (const advert of adverts) {
      count(`board ${advert.board}`)
      if (advert.repeat) count(advert.repeat)
      if (advert.flaw) count(advert.flaw)
      if (!advert.inScope) count('out of scope')
    }
    return counts
  }

  return {
    vacancies: query => select(query).length,
    recognised: query => select(query).filter(vacancy => vacancy.titleTerms.length > 0).length,
    quotes,
    skills,
    accounting,
  }
}
