import { placeEntries } from '../place-entries.ts'
import {
  passagePath,
  placePaths,
  readTaxonomy,
  type Taxonomy,
  titlePaths,
  wordListPath,
} from '../read-taxonomy.ts'
import type { TaxonomySource } from '../taxonomy-files.ts'
import { checkPlaces } from './check-places.ts'
import { checkRules } from './check-rules.ts'
import { checkSkills, filedSkills } from './check-skills.ts'
import { checkTexts } from './check-texts.ts'
import { checkTitleReferences } from './check-title-references.ts'
import { checkTitleSpellings } from './check-title-spellings.ts'
import type { Problem } from './problem.ts'
import { titleSpellings } from './title-spellings.ts'

/** How much was checked. */
export interface Checked {
  skills: number
  /** Of skills: names and aliases. */
  spellings: number
  /** Spellings with a rule. */
  rules: number
  wordLists: number
  /** Of titles: spellings of heads, qualifiers, levels and roles, without those of skills. */
  titleTerms: number
  places: number
}

/** The faults of a taxonomy that its files show by themselves, without reading a text by it. */
export function checkData(source: TaxonomySource): {
  taxonomy: Taxonomy
  problems: Problem[]
  checked: Checked
} {
  const { taxonomy, faults } = readTaxonomy(source)
  const { skills, wordLists, titles, places } = taxonomy
  const problems: Problem[] = [
    ...faults.map(({ file, entry, message }) => ({
      file,
      entry,
      problem: message,
      advice: 'Correct the file; what it holds is not checked until then.',
    })),
    ...skills.flatMap(({ path, file }) => checkTexts(path, file)),
    ...checkTexts(wordListPath, wordLists),
    ...checkTexts(passagePath, taxonomy.passages),
    ...Object.entries(titlePaths).flatMap(([name, path]) =>
      checkTexts(path, titles[name as keyof typeof titles]),
    ),
    ...Object.entries(placePaths).flatMap(([name, path]) =>
      checkTexts(path, places[name as keyof typeof places]),
    ),
    ...checkSkills(skills, new Set(titles.qualifiers?.skills.categories)),
    ...(wordLists ? checkRules(skills, wordLists, taxonomy.passages) : []),
    ...checkTitleSpellings(taxonomy),
    ...checkTitleReferences(taxonomy),
    ...checkPlaces(taxonomy),
  ]
  const spellings = filedSkills(skills).flatMap(({ skill }) => skill.spellings)
  const checked = {
    skills: filedSkills(skills).length,
    spellings: spellings.length,
    rules: spellings.filter(({ rule }) => rule !== null).length,
    wordLists: Object.keys(wordLists ?? {}).length,
    titleTerms: titleSpellings(taxonomy).filter(({ section }) => section !== 'skills').length,
    places: placeEntries(places).length,
  }
  return { taxonomy, problems, checked }
}
