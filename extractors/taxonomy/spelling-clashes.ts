import type { Skill, Spelling } from './skill.ts'

/** Spellings that the matcher reads alike share a key: case, apostrophes and joining marks make no difference. */
export function spellingKey(text: string): string {
  return text
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/&/g, ' and ')
    .replace(/(?!\.net\b)[\s\-/._()]+/g, ' ')
    .trim()
}

/** The written forms a rule limits a spelling to; null where any case will do. */
export function writtenForms({ text, rule }: Spelling): readonly string[] | null {
  if (rule?.case === undefined) return null
  return rule.case === 'exact' ? [text] : rule.case
}

function apart(left: Spelling, right: Spelling): boolean {
  const leftForms = writtenForms(left)
  const rightForms = writtenForms(right)
  return leftForms !== null && rightForms !== null && !leftForms.some(form => rightForms.includes(form))
}

/**
 * Throws where a name is given twice, or where one spelling stands for two skills and their written forms do not
 * tell them apart (`Swift` the language and `SWIFT` the network may share it).
 */
export function refuseClashes(skills: readonly Skill[]): void {
  const names = new Map<string, Skill>()
  const spellings = new Map<string, { skill: Skill; spelling: Spelling }[]>()
  for (const skill of skills) {
    const namesake = names.get(skill.name.toLowerCase())
    if (namesake) {
      throw new Error(`taxonomy: "${skill.name}" stands in both ${namesake.category} and ${skill.category}`)
    }
    names.set(skill.name.toLowerCase(), skill)
    for (const spelling of skill.spellings) {
      const key = spellingKey(spelling.text)
      const others = spellings.get(key) ?? []
      for (const other of others) {
        if (other.skill === skill || apart(spelling, other.spelling)) continue
        throw new Error(
          `taxonomy: "${spelling.text}" is a spelling of both "${other.skill.name}" (${other.skill.category}) ` +
            `and "${skill.name}" (${skill.category})`,
        )
      }
      spellings.set(key, [...others, { skill, spelling }])
    }
  }
}
