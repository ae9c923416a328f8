import { type Checked, checkData } from '../../../extractors/taxonomy/checks/check-data.ts'
import type { Problem } from '../../../extractors/taxonomy/checks/problem.ts'
import { ownTaxonomy, taxonomyVersion } from '../../../extractors/taxonomy/taxonomy-files.ts'

/** Everything that is wrong with the taxonomy of this installation. */
export interface TaxonomyCheck {
  version: string
  checked: Checked
  /** By file, in the order of the checks. */
  problems: Problem[]
  /** Why the readers could not be tried; null where they were. */
  untried: string | null
}

/**
 * Checks the data of the taxonomy, then has the readers read every entry back. Faults that the readers cannot work
 * with keep them from being tried; what else is wrong with the data is reported all the same.
 */
export async function checkTaxonomy(): Promise<TaxonomyCheck> {
  const { taxonomy, problems, checked } = checkData(ownTaxonomy)
  let untried: string | null = null
  try {
    const { findUnread } = await import('../../../extractors/taxonomy/checks/find-unread.ts')
    problems.push(...findUnread(taxonomy))
  } catch (error) {
    untried = error instanceof Error ? error.message.split('\n')[0]! : String(error)
    // A fault that only the readers see.
    if (problems.length === 0)
      problems.push({
        file: '',
        entry: '',
        problem: untried,
        advice: 'Correct it; the readers refuse to work.',
      })
  }
  problems.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))
  return { version: taxonomyVersion, checked, problems, untried }
}
