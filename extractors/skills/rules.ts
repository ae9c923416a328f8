import type { Rule } from '../taxonomy/skill-file.ts'
import { gap, splitWords, type Tokens } from './tokens.ts'

/** Words by number and categories of skills by bit: what one place of a phrase or a `near` accepts. */
export interface WordSet {
  readonly ids: ReadonlySet<number>
  /** One bit per category. */
  readonly categories: number
}

/** A phrase around a hit: `before` is read leftwards from it, `after` rightwards. */
interface Phrase {
  readonly before: readonly WordSet[]
  readonly after: readonly WordSet[]
}

export interface CompiledRule {
  /** Accepted written forms, null for any case. */
  readonly forms: readonly string[] | null
  readonly not: readonly Phrase[]
  readonly beside: readonly Phrase[]
  readonly near: WordSet | null
  readonly within: number
  /** What the hit must be in its sentence where only `near` speaks for it. */
  readonly grammar: NonNullable<Rule['grammar']> | null
}

/** What compiling needs to know of the taxonomy. */
export interface RuleContext {
  /** Numbers a word, adding it to the vocabulary. */
  intern(word: string): number
  readonly lists: ReadonlyMap<string, readonly string[]>
  /** The bit of a category of skills, undefined for another name. */
  categoryBit(name: string): number | undefined
}

function wordSet(items: readonly string[], context: RuleContext, open: readonly string[] = []): WordSet {
  const ids = new Set<number>()
  let categories = 0
  for (const item of items) {
    if (!item.startsWith('@')) {
      const words = splitWords(item)
      if (words.length !== 1) throw new Error(`taxonomy: "${item}" in a rule is not one word`)
      ids.add(context.intern(words[0]!.word))
      continue
    }
    const name = item.slice(1)
    const bit = context.categoryBit(name)
    const list = context.lists.get(name)
    if (bit !== undefined) categories |= bit
    else if (list === undefined)
      throw new Error(`taxonomy: a rule refers to ${item}, which is no list or category`)
    else if (open.includes(name)) throw new Error(`taxonomy: the word list @${name} contains itself`)
    else {
      const inner = wordSet(list, context, [...open, name])
      for (const id of inner.ids) ids.add(id)
      categories |= inner.categories
    }
  }
  return { ids, categories }
}

function compilePhrase(phrase: string, context: RuleContext): Phrase {
  const sides = ` ${phrase} `.split(' _ ')
  if (sides.length !== 2 || phrase.trim() === '_') {
    throw new Error(`taxonomy: the phrase "${phrase}" needs one "_" for the hit and a word beside it`)
  }
  const [before = [], after = []] = sides.map(side => compilePlaces(side, context))
  return { before: before.toReversed(), after }
}

/** The places of a phrase, each with its alternatives parted by `|`. */
export function compilePlaces(phrase: string, context: RuleContext): WordSet[] {
  return phrase
    .split(' ')
    .filter(place => place !== '')
    .map(place => wordSet(place.split('|'), context))
}

/** The rule of the spelling `text` as numbers. Throws where it refers to an unknown list or a phrase has no place for the hit. */
export function compileRule(rule: Rule, text: string, context: RuleContext): CompiledRule {
  const not = (rule.not ?? []).map(phrase => compilePhrase(phrase, context))
  if (not.some(({ before, after }) => [...before, ...after].some(place => place.categories !== 0))) {
    throw new Error(`taxonomy: "not" of "${text}" refers to a category of skills; it may refer to words only`)
  }
  return {
    forms: rule.case === undefined ? null : rule.case === 'exact' ? [text] : rule.case,
    not,
    beside: (rule.beside ?? []).map(phrase => compilePhrase(phrase, context)),
    near: rule.near ? wordSet(rule.near, context) : null,
    within: rule.within,
    grammar: rule.grammar ?? null,
  }
}

/** Where a hit stands: tokens `from` to `to`, both included. */
export interface Place {
  readonly from: number
  readonly to: number
}

function accepts(set: WordSet, tokens: Tokens, categoryAt: Int32Array, at: number): boolean {
  return (set.categories & categoryAt[at]!) !== 0 || set.ids.has(tokens.ids[at]!)
}

function stands(
  { before, after }: Phrase,
  tokens: Tokens,
  categoryAt: Int32Array,
  { from, to }: Place,
): boolean {
  let at = from
  for (const place of before) {
    if (at === 0 || tokens.gaps[at]! > gap.slash) return false
    at--
    if (!accepts(place, tokens, categoryAt, at)) return false
  }
  at = to
  for (const place of after) {
    at++
    if (at >= tokens.count || tokens.gaps[at]! > gap.slash) return false
    if (!accepts(place, tokens, categoryAt, at)) return false
  }
  return true
}

/** Whether the hit is written in an accepted form; marks between the words do not matter. */
export function wellWritten(rule: CompiledRule, text: string, tokens: Tokens, { from, to }: Place): boolean {
  if (rule.forms === null) return true
  const written = text.slice(tokens.starts[from], tokens.ends[to])
  return rule.forms.some(form => {
    if (!written.startsWith(form)) return false
    for (let at = form.length; at < written.length; at++) {
      const code = written.charCodeAt(at)
      if (code < 48 || code > 57) return /^['’]s$/.test(written.slice(at))
    }
    return true
  })
}

/** Whether a phrase of `not` stands around the hit. */
export function refused(rule: CompiledRule, tokens: Tokens, categoryAt: Int32Array, place: Place): boolean {
  return rule.not.some(phrase => stands(phrase, tokens, categoryAt, place))
}

/** Whether the rule asks for anything around the hit. */
export function needsContext(rule: CompiledRule): boolean {
  return rule.near !== null || rule.beside.length > 0 || rule.grammar !== null
}

/** How far the words around a hit settle what it is; `plausible` leaves it to the rest of the rule. */
export type Support = 'none' | 'plausible' | 'certain'

/**
 * What stands around the hit: `certain` is one of the `beside` phrases, `plausible` a `near` word within reach, or a
 * rule that asks for neither. `categoryAt` holds the category bit of each token that belongs to a certain hit.
 */
export function supportOf(rule: CompiledRule, tokens: Tokens, categoryAt: Int32Array, place: Place): Support {
  if (rule.beside.some(phrase => stands(phrase, tokens, categoryAt, place))) return 'certain'
  if (rule.near === null) return rule.beside.length > 0 ? 'none' : 'plausible'
  const first = Math.max(0, place.from - rule.within)
  const last = Math.min(tokens.count - 1, place.to + rule.within)
  for (let at = first; at <= last; at++) {
    if ((at < place.from || at > place.to) && accepts(rule.near, tokens, categoryAt, at)) return 'plausible'
  }
  return 'none'
}
