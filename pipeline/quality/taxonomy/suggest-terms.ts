import nlp from 'compromise/two'
import { skillVocabulary } from '../../../extractors/skills/find-skills.ts'
import { coveredKeys, skillKey } from '../../../extractors/taxonomy/checks/reading-keys.ts'
import { readTitle } from '../../../extractors/title/read-title.ts'
import type { TermCount } from './bounded-counts.ts'
import { hasShape } from './candidate-terms.ts'
import { type Collection, collectTerms } from './collect-terms.ts'
import { isNoTerm, isPlaceCode } from './no-terms.ts'
import { readAdverts } from './read-adverts.ts'

/** A term that an editor may want to add. */
export interface Suggestion {
  /** As adverts write it; title words in lower case. */
  term: string
  /** Employers and adverts that use it. */
  employers: number
  adverts: number
  /** Share (0..1) of the adverts in which it stands beside a known technical skill; null for words of titles. */
  besideSkills: number | null
  example: string
}

/** An editor's work list, most wanted first. */
export interface Suggestions {
  adverts: number
  inScope: number
  employers: number
  terms: Suggestion[]
  titleWords: Suggestion[]
}

/** How far the reading is: in which file, the how manieth (from 0), and the share (0..1) of it, null where not known. */
export interface SuggestProgress {
  file: string
  at: number
  share: number | null
  adverts: number
}

interface Options {
  /** Suggestions of each kind. */
  limit: number
  /** Least employers that use a term. */
  min: number
  /** Told after every hundredth advert. */
  onProgress?(progress: SuggestProgress): void
}

/** What a term counts for that stands beside no known skill, and one made of ordinary words. */
const weights = { alone: 0.1, ordinary: 0.25 }
const MUCH_MORE_OFTEN = 20

/**
 * Reads the adverts of files and lists what they name and the taxonomy does not know: capitalised terms of the
 * descriptions, ranked by how many employers use them beside technical skills, and words of the titles, ranked by
 * employers. Memory is bounded: of very many different terms the rare ones are forgotten.
 * @throws ArchiveError where a file cannot be read to its end
 */
export async function suggestTerms(files: readonly string[], options: Options): Promise<Suggestions> {
  const collection = collectTerms()
  for (const [at, file] of files.entries())
    for await (const { advert, share } of readAdverts(file)) {
      collection.add(advert)
      if (collection.adverts % 100 === 0)
        options.onProgress?.({ file, at, share, adverts: collection.adverts })
    }
  const { adverts, inScope, employers } = collection
  return {
    adverts,
    inScope,
    employers: employers.size,
    terms: rankTerms(collection, options),
    titleWords: rankTitleWords(collection, options),
  }
}

function rankTerms(collection: Collection, { limit, min }: Options): Suggestion[] {
  const known = new Set(skillVocabulary().flatMap(coveredKeys))
  const ranked = [...collection.terms.entries()]
    .filter(([term, { employers }]) => employers.size >= min && !isNoTerm(term) && !known.has(skillKey(term)))
    .map(([key, count]) => {
      const suggestion = suggestionOf(count)
      return { ...suggestion, score: scoreOf(key, suggestion.term, count, collection) }
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.term < b.term ? -1 : 1))
  const suggestions: Suggestion[] = []
  for (const { score: _, ...suggestion } of ranked) {
    if (suggestions.length >= limit) break
    if (!isPersonOrPlace(suggestion) && !isRole(suggestion)) suggestions.push(suggestion)
  }
  return suggestions
}

const suggestionOf = ({ form, adverts, employers, beside, example }: TermCount): Suggestion => ({
  term: form,
  employers: employers.size,
  adverts,
  besideSkills: beside / adverts,
  example,
})

/** 0 for ordinary words that happen to be capitalised, and for names that no editor calls a skill. */
function scoreOf(key: string, term: string, count: TermCount, collection: Collection): number {
  const { adverts, employers, beside } = count
  const share = beside / adverts
  const parts = term.split(' ')
  const isShaped = parts.some(hasShape)
  const isOrdinary = key.split(' ').every(word => collection.lowerCase(word) > adverts * (isShaped ? 2 : 0.5))
  if (isOrdinary && (parts.length === 1 || !/\p{Ll}/u.test(term))) return 0
  if (share < 0.5 && (isPlaceCode(key) || collection.employers.has(key))) return 0
  if (/^\p{Lu}['’]|n['’]t$/u.test(term) || isGlued(term, adverts, collection)) return 0
  return employers.size * (weights.alone + share) * (isOrdinary ? weights.ordinary : 1)
}

/** Ordinary words from either side of a lost line break: "skillsStrong", "LondonSalary". */
function isGlued(term: string, adverts: number, collection: Collection): boolean {
  const parts = term.split(/(?<=\p{Ll})(?=\p{Lu})/u).map(part => part.toLowerCase())
  return (
    parts.length > 1 &&
    !term.includes(' ') &&
    parts.every(part => isNoTerm(part) || collection.lowerCase(part) > adverts * MUCH_MORE_OFTEN)
  )
}

const notNames =
  '#FirstName #Place #Date #Demonym #Adverb #Conjunction #Preposition #Pronoun #Expression'.split(' ')

/** Names of persons, places and days, and words of grammar, as far as the language library knows them; product names share some. */
function isPersonOrPlace({ term, besideSkills }: Suggestion): boolean {
  const text = nlp(term)
  if (term.includes(' ') && text.has('^#FirstName')) return true
  return (besideSkills ?? 0) < 0.7 && notNames.some(tag => text.has(tag))
}

/** "Senior Software Engineer": the grammar of titles knows it. */
function isRole({ term }: Suggestion): boolean {
  const { terms, it } = readTitle(term)
  return terms.length > 0 || it !== null
}

function rankTitleWords(collection: Collection, { limit, min }: Options): Suggestion[] {
  return [...collection.titleWords.entries()]
    .filter(
      ([word, { employers }]) => employers.size >= min && !isNoTerm(word) && !collection.employers.has(word),
    )
    .map(([, count]) => ({ ...suggestionOf(count), besideSkills: null }))
    .sort((a, b) => b.employers - a.employers || b.adverts - a.adverts || (a.term < b.term ? -1 : 1))
    .slice(0, limit)
}
