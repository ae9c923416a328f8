import type { Skill } from './skill.ts'
import type { SkillFile } from './skill-file.ts'

/** The skills of parsed skill files, in file order, whatever faults they have. */
export function listSkills(files: readonly SkillFile[]): Skill[] {
  return files.flatMap(file =>
    file.skills.map(({ name, aliases = [], rule = null, versionOf = null }): Skill => {
      const others = aliases.map(alias => (typeof alias === 'string' ? { text: alias, rule: null } : alias))
      return {
        name,
        category: file.category,
        aliases: others.map(other => other.text),
        rule,
        spellings: [{ text: name, rule }, ...others],
        versionOf,
      }
    }),
  )
}
