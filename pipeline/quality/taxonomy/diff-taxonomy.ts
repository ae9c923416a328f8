import { listSkills } from '../../../extractors/taxonomy/list-skills.ts'
import { readTaxonomy } from '../../../extractors/taxonomy/read-taxonomy.ts'
import { taxonomyVersionOf } from '../../../extractors/taxonomy/taxonomy-files.ts'
import { diffEntries, type EntryChange } from './diff-entries.ts'
import { diffSkills, type SkillChanges } from './diff-skills.ts'
import { entriesOf } from './entries.ts'
import type { NamedTaxonomy } from './find-taxonomy.ts'

/** What an editor wants to read before a release of the taxonomy. */
export interface TaxonomyDiff {
  from: { name: string; version: string }
  to: { name: string; version: string }
  skills: SkillChanges
  /** Word lists, titles and places. */
  entries: EntryChange[]
  /** Files that one of the two has in a form that this version of jobtide does not read. */
  notCompared: { file: string; in: string; reason: string }[]
}

/** Compares two taxonomies, both read as extraction reads them. */
export function diffTaxonomies(from: NamedTaxonomy, to: NamedTaxonomy): TaxonomyDiff {
  const [before, after] = [from, to].map(({ name, source }) => {
    const { taxonomy, faults } = readTaxonomy(source)
    // A file that a taxonomy does not have is one without entries.
    return { name, taxonomy, faults: faults.filter(({ file }) => source.files.includes(file)) }
  }) as [Side, Side]
  const notCompared = [before, after].flatMap(({ name, faults }) =>
    faults.map(({ file, entry, message }) => ({
      file,
      in: name,
      reason: entry === '' ? message : `${entry}: ${message}`,
    })),
  )
  const left = new Set(notCompared.map(({ file }) => file))
  const skillsOf = ({ taxonomy }: Side) =>
    listSkills(taxonomy.skills.filter(({ path }) => !left.has(path)).map(({ file }) => file))
  const compared = ({ taxonomy }: Side) => entriesOf(taxonomy).filter(({ file }) => !left.has(file))
  return {
    from: { name: from.name, version: taxonomyVersionOf(from.source) },
    to: { name: to.name, version: taxonomyVersionOf(to.source) },
    skills: diffSkills(skillsOf(before), skillsOf(after)),
    entries: diffEntries(compared(before), compared(after)),
    notCompared,
  }
}

type Side = { name: string } & ReturnType<typeof readTaxonomy>

/** Whether the two hold the same. */
export function isEmptyDiff({ skills, entries, notCompared }: TaxonomyDiff): boolean {
  return (
    notCompared.length === 0 &&
    entries.length === 0 &&
    Object.values(skills).every(changes => changes.length === 0)
  )
}
