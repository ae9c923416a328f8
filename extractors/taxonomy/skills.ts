import { listSkills } from './list-skills.ts'
import type { Skill } from './skill.ts'
import { SkillFile, WordListFile } from './skill-file.ts'
import { findClashes } from './spelling-clashes.ts'
import { readTaxonomyFile, taxonomyFiles } from './taxonomy-files.ts'

/**
 * The skills of parsed skill files, in file order. Throws where a name stands in two categories or a spelling
 * could mean two skills, or a version belongs to no skill; `taxonomy check` names all such faults at once.
 */
export function skillsOf(files: readonly SkillFile[]): Skill[] {
  const all = listSkills(files)
  const [clash] = findClashes(all)
  if (clash) throw new Error(`taxonomy: ${clash.message}`)
  const names = new Set(all.map(skill => skill.name))
  for (const { name, versionOf } of all) {
    if (versionOf !== null && !names.has(versionOf)) {
      throw new Error(`taxonomy: "${name}" is a version of "${versionOf}", which is no skill`)
    }
  }
  return all
}

/** Every skill, by category and then as ordered in its file. */
export const skills: readonly Skill[] = skillsOf(
  taxonomyFiles
    .filter(name => name.startsWith('skills/'))
    .map(name => readTaxonomyFile(name, SkillFile, 'strings')),
)

/**
 * Named word lists that rules refer to as `@name`. A list may refer to other lists and to categories of skills.
 */
export const wordLists: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(readTaxonomyFile('word-lists.yaml', WordListFile, 'strings')),
)
