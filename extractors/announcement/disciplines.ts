import type { Item, Level } from '../title/meaning.ts'
import type { NamedRole } from '../title/read-title.ts'
import { readPhrases } from '../title/vocabulary.ts'

/** Unknown words that a list of fields may hold ("various", "talent"). */
const MOST_UNKNOWN = 2
/** Unknown words between an offer and the fields of work that it is about. */
const MOST_BETWEEN = 4
const STAFF =
  /^\W{0,3}(?:engineering|development|talent|hires?|roles?|positions?|people|folks|person|someone|experts?|guru|ninja|wizard|rockstar|types?|specialists?|generalists?|minded)\b/i

/**
 * The roles that a list of fields of work stands for: "Frontend, Backend, DevOps", "Sr Full Stack", "Data Science and
 * Engineering". Empty where the text says more than that.
 */
export function disciplinesOf(text: string): NamedRole[] {
  const items = readPhrases(text.slice(0, 200))
  const unknown = items.filter(({ meaning, mark }) => meaning === null && mark === null).length
  if (unknown > MOST_UNKNOWN || items.some(({ meaning }) => isOtherwiseUsed(meaning))) return []
  const roles = rolesOfItems(items)
  // "Mobile Data Labs" is a firm.
  return unknown > 0 && roles.length === 1 && !/\b(?:roles?|positions?|jobs?)\b/i.test(text) ? [] : roles
}

/**
 * The roles of the fields of work that an offer comes to soon, where it lists several or speaks of people: "hiring for
 * roles in backend, frontend and data science", "looking for devops talent".
 */
export function disciplinesNear(phrase: string): NamedRole[] {
  const items = readPhrases(phrase.slice(0, 120))
  let unknown = 0
  const first = items.findIndex(({ meaning, mark }) => {
    if (meaning === null && mark === null) unknown++
    return meaning?.kind === 'qualifier' && meaning.practitioner !== null
  })
  if (first < 0 || unknown > MOST_BETWEEN) return []
  const end = items.findIndex(({ meaning, mark }, at) => at > first && meaning === null && mark === null)
  const roles = rolesOfItems(end < 0 ? items : items.slice(0, end))
  return roles.length > 1 || (end >= 0 && STAFF.test(phrase.slice(items[end]!.start))) ? roles : []
}

const isOtherwiseUsed = (meaning: Item['meaning']): boolean =>
  meaning?.kind === 'head' || meaning?.kind === 'leading' || meaning?.kind === 'otherRole'

function rolesOfItems(items: readonly Item[]): NamedRole[] {
  const roles: NamedRole[] = []
  let levels: Level[] = []
  let taken = false
  for (const { meaning, mark } of items) {
    if (mark !== null) {
      taken = false
      if (mark !== 'alternative') levels = []
    } else if (meaning?.kind === 'level') {
      const last = roles.at(-1)
      // "Data Science Intern"
      if (taken && last && meaning.level === 'intern') last.title += ' Intern'
      else levels = [...levels, meaning]
    } else if (meaning?.kind === 'qualifier' && meaning.practitioner !== null && !taken) {
      const front = levels.map(({ term }) => term).filter(term => term !== null)
      const intern = levels.some(({ level }) => level === 'intern') ? ['Intern'] : []
      roles.push({
        title: [front.join('/'), meaning.practitioner, ...intern].filter(part => part !== '').join(' '),
        it: true,
        bare: meaning.practitioner === 'Engineer',
      })
      taken = true
    }
  }
  return roles
}
