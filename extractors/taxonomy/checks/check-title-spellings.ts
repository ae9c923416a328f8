import type { Taxonomy } from '../read-taxonomy.ts'
import type { Problem } from './problem.ts'
import { keysOf, type TitleSpelling, titleSpellings } from './title-spellings.ts'

/** Spellings of the title files that another entry takes away, that are given twice or go without saying. */
export function checkTitleSpellings(taxonomy: Taxonomy): Problem[] {
  const spellings = titleSpellings(taxonomy)
  const holders = new Map<string, TitleSpelling>()
  const problems: Problem[] = []
  const report = ({ file, section, name }: TitleSpelling, problem: string, advice: string) =>
    problems.push({ file, entry: `${section} › ${name}`, problem, advice })
  const explicit = new Map<string, TitleSpelling>()
  for (const spelling of spellings) {
    const [own = ''] = keysOf(spelling)
    const holder = holders.get(own)
    if (own === '') report(spelling, `"${spelling.text}" has no letters or digits`, 'Spell it as titles do.')
    else if (spelling.section === 'notLevels' && holder)
      report(spelling, `it has no effect: ${described(holder)} is known already`, 'Remove it.')
    else {
      if (spelling.section !== 'skills') {
        const given = explicit.get(own)
        if (given && sameEntry(given, spelling))
          report(spelling, `"${spelling.text}" reads like "${given.text}" of the same entry`, 'Remove one.')
        else explicit.set(own, spelling)
      }
      for (const key of keysOf(spelling)) holders.set(key, spelling)
    }
  }
  for (const spelling of spellings) {
    if (spelling.section === 'skills' || spelling.section === 'notLevels') continue
    const [own = ''] = keysOf(spelling)
    const holder = holders.get(own)
    if (holder === undefined || holder === spelling) continue
    if (!sameEntry(holder, spelling))
      report(
        spelling,
        `"${spelling.text}" is never read as this: ${described(holder)} takes it`,
        'Remove it here, or there.',
      )
  }
  for (const entry of Map.groupBy(spellings, identity).values()) {
    const plurals = new Map(entry.map(spelling => [keysOf(spelling)[1], spelling]))
    for (const spelling of entry) {
      const single = plurals.get(keysOf(spelling)[0])
      if (single && single !== spelling && spelling.section !== 'skills' && spelling.text !== spelling.name)
        report(
          spelling,
          `"${spelling.text}" is the plural of "${single.text}", which is understood`,
          'Remove it.',
        )
    }
  }
  return problems
}

const identity = ({ file, section, name }: TitleSpelling): string => `${file} ${section} ${name}`

const sameEntry = (left: TitleSpelling, right: TitleSpelling): boolean => identity(left) === identity(right)

const described = ({ file, section, name, text }: TitleSpelling): string =>
  section === 'skills'
    ? `the skill ${name} (${file})`
    : `${text === name ? `"${name}"` : `"${text}" of ${name}`} (${file}, ${section})`
