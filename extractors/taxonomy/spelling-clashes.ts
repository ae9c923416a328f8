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

/** A name or spelling that two skills claim; `skill` is the one that comes later in the files. */
export interface Clash {
  skill: Skill
  other: Skill
  /** The spelling of `skill`. */
  text: string
  kind: 'name' | 'spelling'
  message: string
}

/**
 * The names that are given twice, and the spellings that stand for two skills and whose written forms do not tell
 * them apart (`Swift` the language and `SWIFT` the network may share theirs).
 */
export function findClashes(skills: readonly Skill[]): Clash[] {
  const clashes: Clash[] = []
  const names = new Map<string, Skill>()
  const spellings = new Map<string, { skill: Skill; spelling: Spelling }[]>()
  for (const skill of skills) {
    const namesake = names.get(skill.name.toLowerCase())
    if (namesake) {
      const message =
        namesake.category === skill.category
          ? `"${skill.name}" stands twice in ${skill.category}`
          : `"${skill.name}" stands in both ${namesake.category} and ${skill.category}`
      clashes.push({ skill, other: namesake, text: skill.name, kind: 'name', message })
    } else names.set(skill.name.toLowerCase(), skill)
    for (const spelling of skill.spellings) {
      const key = spellingKey(spelling.text)
      const others = spellings.get(key) ?? []
      for (const { skill: other, spelling: claimed } of others) {
        if (other === skill || apart(spelling, claimed)) continue
        if (namesake === other && spelling.text === skill.name) continue
        const message =
          `"${spelling.text}" is a spelling of both "${other.name}" (${other.category}) ` +
          `and "${skill.name}" (${skill.category})`
        clashes.push({ skill, other, text: spelling.text, kind: 'spelling', message })
      }
      spellings.set(key, [...others, { skill, spelling }])
    }
  }
  return clashes
}
