import { skills } from '../../../extractors/taxonomy/skills.ts'
import type { Match } from './figures.ts'
import type { Expected } from './labelled-advert.ts'
import { plainName } from './match-names.ts'

const canonical = new Map<string, string>()
const spellings = new Map<string, string[]>()
for (const skill of skills) {
  const texts = skill.spellings.map(({ text }) => plainName(text))
  spellings.set(plainName(skill.name), texts)
  for (const text of texts) canonical.set(text, plainName(skill.name))
}

/**
 * Compares found skills with labelled ones. A label and a skill are the same where the label's name, or its words in
 * the advert, are the skill's name or a spelling of it in the taxonomy ("GCP" and "Google Cloud Platform"). Wanted
 * are the core labels; every label is acceptable.
 */
export function matchSkills(labels: Expected['skills'], found: readonly string[]): Omit<Match, 'case'> {
  const finds = [...new Set(found.map(plainName))]
  const meanings = labels.map(label => ({ ...label, names: namesOf(label) }))
  const hits = meanings.filter(({ core, names }) => core && finds.some(name => names.has(name)))
  const isLabelled = (name: string) => meanings.some(({ names }) => names.has(name))
  return {
    hit: hits.map(({ name }) => name),
    missed: meanings.filter(label => label.core && !hits.includes(label)).map(({ name }) => name),
    accepted: finds.filter(isLabelled),
    wrong: finds.filter(name => !isLabelled(name)),
  }
}

function namesOf({ name, surface }: { name: string; surface: string }): Set<string> {
  const stated = [plainName(name), plainName(surface)]
  return new Set([...stated, ...stated.flatMap(text => canonical.get(text) ?? [])])
}

/** Every way in which the taxonomy writes a skill. */
export const spellingsOf = (name: string): readonly string[] =>
  spellings.get(plainName(name)) ?? [plainName(name)]
