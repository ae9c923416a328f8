import { listSkills } from '../list-skills.ts'
import { type Taxonomy, titlePaths } from '../read-taxonomy.ts'
import { titleKey } from './reading-keys.ts'

/** One spelling that the vocabulary of titles is filled with. */
export interface TitleSpelling {
  file: string
  /** The list of the file. */
  section: string
  /** The name of the entry, or the word itself in lists of words. */
  name: string
  text: string
  /** The vocabulary adds the regular plural by itself. */
  plural: boolean
}

/**
 * Every spelling of the title files, and of the skills that titles read, in the order in which the vocabulary of
 * titles takes them: of two with one key the later one holds (but `notLevels` hold only where nothing else does).
 */
export function titleSpellings({ titles, skills }: Taxonomy): TitleSpelling[] {
  const { heads, levels, qualifiers, otherRoles } = titles
  const found: TitleSpelling[] = []
  const add = (file: string, section: string, plural: boolean, name: string, texts: readonly string[]) => {
    for (const text of texts) found.push({ file, section, name, text, plural })
  }
  const words = (file: string, section: string, plural: boolean, list: readonly string[] = []) => {
    for (const word of list) add(file, section, plural, word, [word])
  }
  const entries = (
    file: string,
    section: string,
    plural: boolean,
    list: readonly { name: string; also: string[] }[] = [],
  ) => {
    for (const { name, also } of list) add(file, section, plural, name, [name, ...also])
  }
  words(titlePaths.otherRoles, 'fields', false, otherRoles?.fields)
  words(titlePaths.levels, 'fillers', false, levels?.fillers)
  const categories = new Set(qualifiers?.skills.categories)
  const never = new Set(qualifiers?.skills.never)
  for (const { path, file } of skills)
    for (const { name, category, spellings } of listSkills([file]))
      if (categories.has(category) && !never.has(name))
        add(
          path,
          'skills',
          false,
          name,
          spellings.filter(({ rule }) => rule === null).map(({ text }) => text),
        )
  entries(titlePaths.qualifiers, 'technologies', false, qualifiers?.technologies)
  entries(titlePaths.qualifiers, 'technical', true, qualifiers?.technical)
  entries(titlePaths.qualifiers, 'partly', true, qualifiers?.partly)
  for (const { level, term, words: spelled } of levels?.levels ?? [])
    add(titlePaths.levels, 'levels', true, term ?? level, spelled)
  entries(titlePaths.heads, 'heads', true, heads?.heads)
  entries(titlePaths.heads, 'leading', false, heads?.leading)
  words(titlePaths.otherRoles, 'roles', true, otherRoles?.roles)
  entries(titlePaths.heads, 'whole', true, heads?.whole)
  words(titlePaths.levels, 'notLevels', true, levels?.notLevels)
  words(titlePaths.heads, 'spelledOut', true, Object.keys(heads?.spelledOut ?? {}))
  return found
}

/** The keys of the vocabulary that a spelling fills, its own first. */
export function keysOf({ text, plural }: TitleSpelling): string[] {
  const key = titleKey(text)
  if (!plural || text.endsWith('s')) return [key]
  return [key, titleKey(/[^aeiou]y$/.test(text) ? `${text.slice(0, -1)}ies` : `${text}s`)]
}
