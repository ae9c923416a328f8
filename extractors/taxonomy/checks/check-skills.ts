import { listSkills } from '../list-skills.ts'
import type { Skill } from '../skill.ts'
import { type SkillFile, skillCategories } from '../skill-file.ts'
import { findClashes, spellingKey } from '../spelling-clashes.ts'
import type { Problem } from './problem.ts'
import { coveredKeys, skillKey, titleKey } from './reading-keys.ts'

/** The file of a category: its name in kebab-case. */
export const fileOfCategory = (category: string): string =>
  `skills/${category.toLowerCase().replaceAll('&', 'and').replaceAll(',', '').replaceAll(' ', '-')}.yaml`

/** Skills with the path of the file that each stands in. */
export interface FiledSkill {
  path: string
  skill: Skill
}

export const filedSkills = (files: readonly { path: string; file: SkillFile }[]): FiledSkill[] =>
  files.flatMap(({ path, file }) => listSkills([file]).map(skill => ({ path, skill })))

/**
 * Names, spellings and categories of all skills: names given twice, spellings of two skills, aliases that change
 * nothing or switch a rule off, versions of nothing, categories without a file.
 * @param inTitles the categories whose spellings the title grammar reads too
 */
export function checkSkills(
  files: readonly { path: string; file: SkillFile }[],
  inTitles: ReadonlySet<string>,
): Problem[] {
  const filed = filedSkills(files)
  return [
    ...checkCategories(files),
    ...checkClashes(filed),
    ...filed.flatMap(({ path, skill }) => checkSpellings(path, skill, inTitles.has(skill.category))),
    ...checkVersions(filed),
  ]
}

function checkCategories(files: readonly { path: string; file: SkillFile }[]): Problem[] {
  const problems: Problem[] = []
  for (const category of skillCategories) {
    const own = files.filter(({ file }) => file.category === category)
    const expected = fileOfCategory(category)
    if (own.length === 0)
      problems.push({
        file: expected,
        entry: category,
        problem: 'the category has no skills',
        advice: `Add ${expected} with at least one skill.`,
      })
    for (const { path } of own)
      if (path !== expected)
        problems.push({
          file: path,
          entry: category,
          problem: `the skills of this category belong in ${expected}`,
          advice: 'Move them there, or correct the category.',
        })
  }
  return problems
}

function checkClashes(filed: readonly FiledSkill[]): Problem[] {
  const paths = new Map(filed.map(({ path, skill }) => [skill, path]))
  return findClashes(filed.map(({ skill }) => skill)).map(({ skill, other, kind, message }) => ({
    file: paths.get(skill)!,
    entry: skill.name,
    problem: message,
    advice:
      kind === 'name'
        ? `Keep one of the two; the other is in ${paths.get(other)}.`
        : 'Leave it to one of the two, or tell them apart by "case" in a rule of each.',
  }))
}

function checkSpellings(path: string, skill: Skill, inTitles: boolean): Problem[] {
  const problems: Problem[] = []
  const report = (problem: string, advice: string) =>
    problems.push({ file: path, entry: skill.name, problem, advice })
  for (const [at, { text, rule }] of skill.spellings.entries()) {
    if (skillKey(text) === '') {
      report(`"${text}" has no letters or digits`, 'Spell it as adverts do.')
      continue
    }
    const others = skill.spellings.filter((_, other) => other !== at)
    if (rule === null) {
      const ruled = others.find(other => other.rule !== null && spellingKey(other.text) === spellingKey(text))
      if (ruled) {
        report(
          `the alias "${text}" has no rule and reads like "${ruled.text}", whose rule it switches off`,
          'Remove it, or give it the rule.',
        )
        continue
      }
    } else {
      const twin = skill.spellings.slice(0, at).find(other => other.rule !== null && other.text === text)
      if (twin) report(`"${text}" is given twice`, 'Join the two rules.')
      continue
    }
    // The name stays whatever covers it; of two aliases the later one goes.
    if (at === 0) continue
    const covering = skill.spellings.find(
      (other, index) =>
        index !== at &&
        other.rule === null &&
        covers(other.text, text, inTitles) &&
        !(index > at && covers(text, other.text, inTitles)),
    )
    if (covering) report(`the alias "${text}" is read as "${covering.text}" without it`, 'Remove the alias.')
  }
  return problems
}

/** Whether `text` is read where only `by` is listed. Titles know neither plurals nor American forms of skills. */
function covers(by: string, text: string, inTitles: boolean): boolean {
  if (inTitles && titleKey(by) !== titleKey(text)) return false
  return coveredKeys(by).includes(skillKey(text))
}

function checkVersions(filed: readonly FiledSkill[]): Problem[] {
  const byName = new Map(filed.map(each => [each.skill.name, each.skill]))
  return filed.flatMap(({ path, skill }) => {
    const chain = [skill.name]
    for (let at = skill; at.versionOf !== null; ) {
      const next = byName.get(at.versionOf)
      if (next === undefined) {
        if (at !== skill) return []
        const problem = `it is a version of "${skill.versionOf}", which is no skill`
        return [
          {
            file: path,
            entry: skill.name,
            problem,
            advice: 'Give the name of a skill as it stands in its file.',
          },
        ]
      }
      if (chain.includes(next.name)) {
        const problem = `it is a version of itself: ${[...chain, next.name].join(' → ')}`
        return [{ file: path, entry: skill.name, problem, advice: 'Remove one "versionOf".' }]
      }
      chain.push(next.name)
      at = next
    }
    return []
  })
}
