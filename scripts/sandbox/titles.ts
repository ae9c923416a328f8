import type { EmploymentType, Seniority, Workplace } from './advert.ts'
import { type Random, weighted } from './random.ts'
import { type RoleTable, skills as skillTable, titles } from './tables.ts'

const prefixes: Partial<Record<Seniority, string>> = {
  graduate: 'Graduate',
  junior: 'Junior',
  senior: 'Senior',
  lead: 'Lead',
  principal: 'Principal',
  staff: 'Staff',
}

/**
 * The canonical title terms of a role at a level, most specific first, as trend pages generalise them: the whole title
 * without its seniority, then without its qualifiers, and the seniority with the bare head ("Senior Python Backend
 * Developer" is no "Senior Backend Developer"; a "Senior Project Manager" is no "Senior Manager").
 *
 * @param tech a skill named before the role
 */
export function titleTerms(role: RoleTable, seniority: Seniority | null, tech: string | null): string[] {
  const head = role.head ?? role.title.slice(role.title.lastIndexOf(' ') + 1)
  const prefix = role.ladder === 'fixed' || !seniority ? undefined : prefixes[seniority]
  const levelled = (terms: string[]): string[] => (prefix ? terms.map(term => `${prefix} ${term}`) : [])
  const whole = tech ? `${tech} ${role.title}` : role.title
  return [
    ...new Set([
      ...levelled([whole]),
      whole,
      role.title,
      ...(role.terms ?? []),
      ...levelled(role.levelled ?? []),
      ...(role.levelled ?? []),
      ...(tech && head ? [`${tech} ${head}`] : []),
      ...(head && head !== 'Manager' ? levelled([head]) : []),
      ...(head ? [head] : []),
    ]),
  ]
}

const draws = (tables: Record<string, Record<string, number>>): Record<string, (random: Random) => string> =>
  Object.fromEntries(
    Object.entries(tables).map(([name, forms]) => [
      name,
      weighted(Object.keys(forms), form => forms[form] ?? 0),
    ]),
  )
const words = draws(titles.words)
const levels = draws(titles.seniority)
const trailing = draws(titles.trailing)

/** A skill as an advert writes it. */
export const spellSkill = (skill: string, random: Random): string =>
  random.pick(skillTable.spellings[skill] ?? [skill])

/** What a title may tell of its advert. */
export interface TitleFacts {
  role: RoleTable | null
  /** The whole title where there is no role. */
  plain: string
  seniority: Seniority | null
  tech: string | null
  type: EmploymentType
  /** States the contract in the title, for boards that have no field for it. */
  statesType: boolean
  ir35: 'inside' | 'outside' | null
  workplace: Workplace
  town: string
  months: number
  /** A skill of the advert that the title may name behind the role. */
  skill: string | null
}

/** The title as published: real-world spellings, levels and trailing noise. */
export function spellTitle(facts: TitleFacts, random: Random): string {
  let title = facts.plain
  if (facts.role) {
    title = facts.role.title
    for (const [word, spell] of Object.entries(words)) {
      if (title.includes(word)) title = title.replace(word, spell(random))
    }
    if (facts.tech) title = `${facts.tech} ${title}`
    const level = facts.role.ladder === 'fixed' || !facts.seniority ? undefined : levels[facts.seniority]
    if (level) title = `${level(random)} ${title}`
  }
  const told = (kind: keyof typeof titles.told): boolean => random.chance(titles.told[kind])
  const add = (kind: string): void => {
    title += trailing[kind]?.(random) ?? ''
  }

  if (facts.skill && told('skill')) add('skill')
  if (facts.statesType) title += ' (Contract)'
  else if (facts.type === 'contract' && told('contract')) add('contract')
  if (facts.ir35 && told('ir35')) add(facts.ir35)
  if (facts.workplace === 'remote' && told('remote')) add('remote')
  else if (facts.workplace === 'hybrid' && told('hybrid')) add('hybrid')
  else add('any')

  title = title
    .replaceAll('{town}', facts.town)
    .replaceAll('{months}', String(facts.months))
    .replaceAll('{skill}', facts.skill ?? '')
    .replaceAll('{number}', String(random.int(10000, 99999)))
  return told('upperCase') ? title.toUpperCase() : title
}
