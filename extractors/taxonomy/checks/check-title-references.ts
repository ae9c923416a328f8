import { listSkills } from '../list-skills.ts'
import { type Taxonomy, titlePaths } from '../read-taxonomy.ts'
import { skillCategories } from '../skill-file.ts'
import { twice } from './check-rules.ts'
import type { Problem } from './problem.ts'

/** Names that entries of the title files refer to and that are no head, qualifier, skill or category. */
export function checkTitleReferences({ titles, skills }: Taxonomy): Problem[] {
  const { heads, qualifiers, scope } = titles
  const problems: Problem[] = []
  const skillNames = new Set(skills.flatMap(({ file }) => listSkills([file])).map(skill => skill.name))
  const categories = new Set<string>(skillCategories)
  const headNames = new Set([...(heads?.heads ?? []), ...(heads?.whole ?? [])].map(({ name }) => name))
  const allHeads = new Set([...headNames, ...(heads?.leading ?? []).map(({ name }) => name)])
  const entries = qualifiers
    ? [...qualifiers.technical, ...qualifiers.partly, ...qualifiers.technologies]
    : []
  const qualifierNames = new Set([
    ...entries.map(({ name }) => name),
    ...skillNames,
    ...Object.values(qualifiers?.skills.names ?? {}),
  ])
  const expect = (
    file: string,
    entry: string,
    known: ReadonlySet<string>,
    kind: string,
    names: readonly string[],
  ) => {
    for (const name of names)
      if (!known.has(name))
        problems.push({
          file,
          entry,
          problem: `it refers to "${name}", which is no ${kind}`,
          advice: 'Correct the name, or remove it.',
        })
  }
  const file = titlePaths.qualifiers
  for (const { name, with: withHeads, broader, joins } of heads ? entries : []) {
    expect(file, name, allHeads, 'head', withHeads ?? [])
    const wider =
      broader === undefined ? [] : typeof broader === 'string' ? [broader] : Object.values(broader)
    expect(file, name, qualifierNames, 'qualifier', [...wider, ...(joins ? [joins] : [])])
    if (broader !== undefined && typeof broader !== 'string' && !Array.isArray(broader))
      expect(file, name, new Set([...allHeads, 'default']), 'head', Object.keys(broader))
    if (wider.includes(name))
      problems.push({
        file,
        entry: name,
        problem: 'it is wider than itself',
        advice: 'Remove it from "broader".',
      })
  }
  for (const { name, broader } of [...(heads?.heads ?? []), ...(heads?.whole ?? [])])
    expect(titlePaths.heads, name, headNames, 'head', broader ? [broader] : [])
  for (const { name, general } of heads?.leading ?? [])
    expect(titlePaths.heads, name, headNames, 'head', general ? [general] : [])
  for (const section of ['technical', 'partly', 'technologies'] as const)
    for (const name of twice((qualifiers?.[section] ?? []).map(entry => entry.name)))
      problems.push({ file, entry: name, problem: `it stands twice in ${section}`, advice: 'Join the two.' })
  if (qualifiers) {
    expect(file, 'skills › categories', categories, 'category', qualifiers.skills.categories)
    expect(file, 'skills › names', skillNames, 'skill', Object.keys(qualifiers.skills.names))
    expect(file, 'skills › never', skillNames, 'skill', qualifiers.skills.never)
  }
  expect(titlePaths.scope, 'categories', categories, 'category', scope?.categories ?? [])
  expect(titlePaths.scope, 'everyday', skillNames, 'skill', scope?.everyday ?? [])
  return problems
}
