import type { Skill, Spelling } from '../skill.ts'
import { writtenForms } from '../spelling-clashes.ts'
import { isFormOf } from './reading-keys.ts'

/** The plainest texts in which a spelling should count, and what each tries. */
export interface SpellingContext {
  /** The spelling as it stands in `text`. */
  written: string
  text: string
  start: number
  /** The phrase of `beside` that `text` is made of, null for the spelling alone or with a word of `near`. */
  phrase: string | null
}

/** Words and categories behind the items of a rule. */
export interface RuleWords {
  lists: ReadonlyMap<string, readonly string[]>
  /** A name of the category that counts without a rule, undefined where it has none. */
  sampleOf(category: string): string | undefined
}

/** Words of a list that are tried; a list holds words of one kind. */
const MOST_WORDS = 12

function wordsOf(item: string, words: RuleWords, open: readonly string[] = []): string[] {
  if (!item.startsWith('@')) return [item]
  const name = item.slice(1)
  const list = words.lists.get(name)
  if (list === undefined) {
    const sample = words.sampleOf(name)
    return sample === undefined ? [] : [sample]
  }
  if (open.includes(name)) return []
  return list.flatMap(each => wordsOf(each, words, [...open, name])).slice(0, MOST_WORDS)
}

/** Sentences in which a name is a noun, `_` for it. */
const sentences = [
  'use of _.',
  'with _.',
  'we look for experience of _ and more.',
  'you have used _ in production.',
  'the _ team is looking for you.',
]

/**
 * Texts for each written form of a spelling: the form alone, or in sentences if its rule asks for a noun; if it asks
 * for surroundings, the form with each word of `near`, and in each phrase of `beside` with one alternative after the
 * other.
 */
export function contextsOf({ text, rule }: Spelling, words: RuleWords): SpellingContext[] {
  const forms = (writtenForms({ text, rule }) ?? [text]).filter(form => isFormOf(form, text))
  return forms.flatMap(written => {
    const place = (before: string, after: string, phrase: string | null): SpellingContext => ({
      written,
      text: `${before}${written}${after}`,
      start: before.length,
      phrase,
    })
    const near = rule?.near?.flatMap(item => wordsOf(item, words)).map(word => `${word}; `)
    const leads = near ?? (rule?.beside ? [] : [''])
    const frames = rule?.grammar
      ? sentences.map(sentence => sentence.split('_') as [string, string])
      : [['', '']]
    return [
      ...leads.flatMap(lead =>
        frames.map(([before = '', after = '']) => place(`${lead}${before}`, after, null)),
      ),
      ...(rule?.beside ?? []).flatMap(phrase =>
        variantsOf(phrase, words).map(([before, after]) => place(before, after, phrase)),
      ),
    ]
  })
}

/** A phrase with its first alternatives, then with one of its places changed at a time; what stands before and after the hit. */
function variantsOf(phrase: string, words: RuleWords): [before: string, after: string][] {
  const places = phrase
    .split(' ')
    .filter(place => place !== '')
    .map(place => (place === '_' ? ['_'] : place.split('|').flatMap(item => wordsOf(item, words))))
  if (places.some(place => place.length === 0)) return []
  const first = places.map(place => place[0]!)
  const variants = [first, ...places.flatMap((place, at) => place.slice(1).map(word => first.with(at, word)))]
  const hit = first.indexOf('_')
  return variants.map(variant => [
    variant
      .slice(0, hit)
      .map(word => `${word} `)
      .join(''),
    variant
      .slice(hit + 1)
      .map(word => ` ${word}`)
      .join(''),
  ])
}

/** By category, a name that counts wherever it stands. */
export function sampleNames(skills: readonly Skill[]): Map<string, string> {
  const samples = new Map<string, string>()
  for (const { category, name, rule } of skills)
    if (rule === null && /^[A-Z][a-z]{4,}$/.test(name) && !samples.has(category)) samples.set(category, name)
  return samples
}
