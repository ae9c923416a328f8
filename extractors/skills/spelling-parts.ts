import type { Skill } from '../taxonomy/skill.ts'
import { spellingKey } from '../taxonomy/spelling-clashes.ts'

/** Categories of what is done, known and dealt in, as against products: a phrase of them may have a product in it. */
const activities: ReadonlySet<string> = new Set([
  'General',
  'Miscellaneous',
  'Processes & Methodologies',
  'Qualifications',
])

const isSubject = (category: string) =>
  activities.has(category) || category === 'Quality Assurance & Compliance'

/**
 * The products that stand as words within longer spellings and are named by them too, although the longest spelling
 * wins. That is so where the longer one is something done with the product ("Windows Server Administration"), or where
 * it is nothing but names side by side ("AWS EC2", "HubSpot CRM"); it is not where the whole is another product
 * ("SQL Server", "React Native"). Names that a rule guards, and versions, are not looked for.
 * @returns a function from a spelling of a skill, both by text and index, to the indices of the skills within it
 */
export function createPartFinder(skills: readonly Skill[]): (text: string, skill: number) => number[] {
  const plain = new Map<string, number>()
  for (const [index, { spellings, versionOf }] of skills.entries()) {
    if (versionOf !== null) continue
    for (const { text, rule } of spellings) if (rule === null) plain.set(spellingKey(text), index)
  }
  return (text, skill) => {
    const words = spellingKey(text).split(' ')
    if (words.length < 2) return []
    const within: number[] = []
    /** By number of words read: the skills whose spellings, side by side, are those words. */
    const tilings: (readonly number[] | undefined)[] = [[]]
    for (let from = 0; from < words.length; from++) {
      for (let to = from + 1; to <= words.length; to++) {
        if (to - from === words.length) continue
        const part = plain.get(words.slice(from, to).join(' '))
        if (part === undefined) continue
        within.push(part)
        const before = tilings[from]
        if (before) tilings[to] = [...before, part]
      }
    }
    const isSideBySide = tilings[words.length]?.includes(skill) ?? false
    if (!isSideBySide && !activities.has(skills[skill]!.category)) return []
    const named = isSideBySide ? tilings[words.length]! : within
    return [...new Set(named)].filter(part => part !== skill && !isSubject(skills[part]!.category))
  }
}
