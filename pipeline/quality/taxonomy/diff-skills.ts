import type { Skill, Spelling } from '../../../extractors/taxonomy/skill.ts'
import { spellingKey } from '../../../extractors/taxonomy/spelling-clashes.ts'
import { type Detail, diffValues } from './diff-entries.ts'
import type { Value } from './entries.ts'

/** A skill as it joined or left. */
export interface ListedSkill {
  name: string
  category: string
  aliases: readonly string[]
}

/** What became of the skills. Aliases and rules are those of skills that stand on both sides, renamed ones included. */
export interface SkillChanges {
  added: ListedSkill[]
  removed: ListedSkill[]
  renamed: { from: string; to: string; category: string }[]
  recategorised: { name: string; from: string; to: string }[]
  aliases: { skill: string; category: string; added: string[]; removed: string[] }[]
  /** Spellings that mean another skill than before. */
  reassigned: { spelling: string; from: string; to: string; category: string }[]
  /** `details` of a rule that joined or left name all that it asks. */
  rules: {
    skill: string
    category: string
    spelling: string
    change: 'added' | 'removed' | 'changed'
    details: Detail[]
  }[]
  versions: { name: string; category: string; before: string | null; after: string | null }[]
}

/** What became of the skills between two states of the taxonomy. */
export function diffSkills(before: readonly Skill[], after: readonly Skill[]): SkillChanges {
  const old = new Map(before.map(skill => [skill.name, skill]))
  const now = new Map(after.map(skill => [skill.name, skill]))
  const gone = before.filter(({ name }) => !now.has(name))
  const come = after.filter(({ name }) => !old.has(name))
  const renamed = pairRenamed(gone, come)
  const formerOf = (skill: Skill): Skill | undefined => old.get(skill.name) ?? renamed.get(skill)
  const formers = new Set(renamed.values())
  const reassigned = findReassigned(before, after, formerOf)
  const taken = new Set(reassigned.map(({ spelling }) => spelling))
  const listed = ({ name, category, aliases }: Skill): ListedSkill => ({ name, category, aliases })
  const changes: SkillChanges = {
    added: come.filter(skill => !renamed.has(skill)).map(listed),
    removed: gone.filter(skill => !formers.has(skill)).map(listed),
    renamed: [...renamed].map(([{ name, category }, from]) => ({ from: from.name, to: name, category })),
    recategorised: [],
    aliases: [],
    reassigned,
    rules: [],
    versions: [],
  }
  for (const skill of after) {
    const { name, category } = skill
    const former = formerOf(skill)
    if (former === undefined) continue
    if (former.category !== category)
      changes.recategorised.push({ name, from: former.category, to: category })
    const texts = new Set(skill.spellings.map(({ text }) => text))
    const known = new Set(former.spellings.map(({ text }) => text))
    const added = skill.aliases.filter(alias => !known.has(alias) && !taken.has(alias))
    const removed = former.aliases.filter(alias => !texts.has(alias) && !taken.has(alias))
    if (added.length + removed.length > 0) changes.aliases.push({ skill: name, category, added, removed })
    changes.rules.push(...diffRules(former, skill))
    if (former.versionOf !== skill.versionOf)
      changes.versions.push({ name, category, before: former.versionOf, after: skill.versionOf })
  }
  return changes
}

/** New names for old ones: a name that became an alias or was one, or half of the spellings in common. */
function pairRenamed(gone: readonly Skill[], come: readonly Skill[]): Map<Skill, Skill> {
  const bySpelling = Map.groupBy(
    gone.flatMap(skill => skill.spellings.map(({ text }) => ({ key: spellingKey(text), skill }))),
    ({ key }) => key,
  )
  const pairs: { skill: Skill; from: Skill; weight: number }[] = []
  for (const skill of come) {
    const shared = new Map<Skill, number>()
    for (const { text } of skill.spellings)
      for (const { skill: from } of bySpelling.get(spellingKey(text)) ?? [])
        shared.set(from, (shared.get(from) ?? 0) + 1)
    for (const [from, count] of shared) {
      const share = count / Math.min(from.spellings.length, skill.spellings.length)
      const weight = share + (hasSpelling(skill, from.name) || hasSpelling(from, skill.name) ? 1 : 0)
      if (weight >= 0.5) pairs.push({ skill, from, weight })
    }
  }
  const renamed = new Map<Skill, Skill>()
  const used = new Set<Skill>()
  for (const { skill, from } of pairs.sort((a, b) => b.weight - a.weight)) {
    if (renamed.has(skill) || used.has(from)) continue
    renamed.set(skill, from)
    used.add(from)
  }
  return renamed
}

const hasSpelling = (skill: Skill, text: string): boolean =>
  skill.spellings.some(spelling => spellingKey(spelling.text) === spellingKey(text))

function findReassigned(
  before: readonly Skill[],
  after: readonly Skill[],
  formerOf: (skill: Skill) => Skill | undefined,
): SkillChanges['reassigned'] {
  const owners = new Map<string, Skill[]>()
  for (const skill of before)
    for (const { text } of skill.spellings) owners.set(text, [...(owners.get(text) ?? []), skill])
  const held = new Map<Skill, Skill>()
  for (const skill of after) {
    const former = formerOf(skill)
    if (former) held.set(former, skill)
  }
  return after.flatMap(skill =>
    skill.spellings.flatMap(({ text }) => {
      const [owner, ...others] = owners.get(text) ?? []
      if (owner === undefined || others.length > 0 || formerOf(skill) === owner) return []
      // Two skills may share a spelling by its written forms; then it is not lost to the first.
      if (held.get(owner)?.spellings.some(spelling => spelling.text === text)) return []
      return [{ spelling: text, from: owner.name, to: skill.name, category: skill.category }]
    }),
  )
}

function diffRules(former: Skill, skill: Skill): SkillChanges['rules'] {
  const old = new Map(former.spellings.map((spelling, at) => [at === 0 ? '' : spelling.text, spelling]))
  return skill.spellings.flatMap((spelling, at) => {
    const known = old.get(at === 0 ? '' : spelling.text)
    if (known === undefined) return []
    const details = diffValues(valuesOf(known), valuesOf(spelling))
    if (details.length === 0) return []
    const change = known.rule === null ? 'added' : spelling.rule === null ? 'removed' : 'changed'
    return [
      { skill: skill.name, category: skill.category, spelling: spelling.text, change, details } as const,
    ]
  })
}

function valuesOf({ rule }: Spelling): Record<string, Value> {
  if (rule === null) return {}
  const { within, ...rest } = rule
  const values: Record<string, Value> = {}
  for (const [key, value] of Object.entries(rest)) if (value !== undefined) values[key] = value
  // The reach says nothing where nothing has to be near.
  if (rule.near) values.within = String(within)
  return values
}
