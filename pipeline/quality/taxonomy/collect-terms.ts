import { z } from 'zod'
import type { RawPosting } from '../../../crawlers/source.ts'
import { extract } from '../../../extractors/extract.ts'
import { findSkillSpans, type SkillSpan } from '../../../extractors/skills/find-skills.ts'
import { readTaxonomyFile } from '../../../extractors/taxonomy/taxonomy-files.ts'
import { toText } from '../../../extractors/text/to-text.ts'
import { grades, type Item, readPhrases } from '../../../extractors/title/vocabulary.ts'
import { createTermCounts, createWordCounts, type TermCounts } from './bounded-counts.ts'
import { candidateTerms } from './candidate-terms.ts'
import { createEmployers, type Employers, employerKey } from './employers.ts'

/** Terms, and words of texts, that are counted at once. */
const most = { terms: 200_000, titleWords: 50_000, words: 200_000 }
/** Characters between a term and a known skill that stand in one list or phrase. */
const REACH = 60
/** Characters of the text to either side of an example. */
const AROUND = 50
/** Longest run of unknown words of a title that is counted as a phrase. */
const LONGEST_PHRASE = 3

/** Categories whose skills say that a text speaks of technology where they stand. */
const technical = new Set(
  readTaxonomyFile('titles/scope.yaml', z.object({ categories: z.array(z.string()) })).categories,
)

/** What the adverts of a run say that the taxonomy does not know. */
export interface Collection {
  adverts: number
  inScope: number
  employers: Employers
  /** By term in lower case. */
  terms: TermCounts
  /** By unknown word or phrase of a title, in lower case. */
  titleWords: TermCounts
  /** How often a word stands in lower case. */
  lowerCase(word: string): number
  add(advert: RawPosting): void
}

export function collectTerms(): Collection {
  const terms = createTermCounts(most.terms)
  const titleWords = createTermCounts(most.titleWords)
  const words = createWordCounts(most.words)
  const employers = createEmployers()
  const collection: Collection = {
    adverts: 0,
    inScope: 0,
    employers,
    terms,
    titleWords,
    lowerCase: word => words.of(word),
    add(advert) {
      collection.adverts++
      const postings = extract(advert)
      const name = postings[0]?.company ?? hostOf(advert.url) ?? advert.source
      const employer = employers.number(name)
      const wanted = postings.filter(({ inScope }) => inScope)
      if (wanted.length === 0) return
      collection.inScope++
      const own = new Set(employerKey(name).split(' '))
      for (const word of new Set(wanted.flatMap(({ title }) => unknownWords(title))))
        if (!own.has(word))
          titleWords.add({
            key: word,
            form: word,
            employer,
            beside: false,
            example: () => titleWith(word, wanted),
          })
      const text = toText(advert.description ?? '')
      const known = findSkillSpans(text)
      const beside = besideSkill(known)
      const met = new Set<string>()
      for (const { text: term, start, end } of candidateTerms(text, known, words.add)) {
        const key = term.toLowerCase()
        if (met.has(key) || key.split(' ').every(word => own.has(word))) continue
        met.add(key)
        terms.add({
          key,
          form: term,
          employer,
          beside: beside(start, end),
          example: () => excerpt(text, start, end),
        })
      }
    },
  }
  return collection
}

/** A test whether a technical skill stands within reach, for places asked in their order. */
function besideSkill(known: readonly SkillSpan[]): (start: number, end: number) => boolean {
  const spans = known.filter(({ category }) => technical.has(category))
  let next = 0
  return (start, end) => {
    while (next < spans.length && spans[next]!.end < start - REACH) next++
    return next < spans.length && spans[next]!.start <= end + REACH
  }
}

/**
 * Unknown words of a title, and unknown phrases of two or three: those before a head, the last of a phrase without
 * one, and short remarks behind ("Software Engineer, Onboarding").
 */
function unknownWords(title: string): string[] {
  const skills = findSkillSpans(title)
  const isUnknown = ({ text, meaning, mark, start, end }: Item): boolean =>
    meaning === null &&
    mark === null &&
    !grades.has(text) &&
    /\p{L}{2}/u.test(text) &&
    !skills.some(skill => skill.start < end && skill.end > start)
  return segmentsOf(readPhrases(title)).flatMap((segment, at) => {
    const head = segment.findLastIndex(({ meaning }) => meaning?.kind === 'head')
    const telling = head >= 0 ? segment.slice(0, head) : at === 0 || segment.length <= 2 ? segment : []
    return phrasesOf(telling.map(item => (isUnknown(item) ? item.text : null)))
  })
}

function segmentsOf(items: readonly Item[]): Item[][] {
  const segments: Item[][] = [[]]
  for (const item of items)
    if (item.mark === null) segments.at(-1)!.push(item)
    else if (item.mark !== 'alternative') segments.push([])
  return segments
}

/** The words between gaps (null), and each whole run of two or three. */
function phrasesOf(words: readonly (string | null)[]): string[] {
  const found: string[] = []
  let run: string[] = []
  for (const word of [...words, null]) {
    if (word !== null) {
      run.push(word)
      continue
    }
    found.push(...run)
    if (run.length > 1 && run.length <= LONGEST_PHRASE) found.push(run.join(' '))
    run = []
  }
  return found
}

const titleWith = (word: string, postings: readonly { title: string }[]): string =>
  (postings.find(({ title }) => title.toLowerCase().includes(word)) ?? postings[0]!).title

function hostOf(url: string | null | undefined): string | null {
  return url && URL.canParse(url) ? new URL(url).host : null
}

/** What stands around a term, cut between words. */
function excerpt(text: string, start: number, end: number): string {
  const from = Math.max(0, start - AROUND)
  const to = Math.min(text.length, end + AROUND)
  const before = from > 0 ? text.slice(from, start).replace(/^\S*\s/, '…') : text.slice(0, start)
  const after = to < text.length ? text.slice(end, to).replace(/\s\S*$/, '…') : text.slice(end)
  return `${before}${text.slice(start, end)}${after}`.replace(/\s+/g, ' ').toWellFormed().trim()
}
