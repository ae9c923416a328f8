import type { PassageFile } from '../taxonomy/passage-file.ts'
import { endsBefore, looksLikeName } from './clauses.ts'
import { compilePlaces, type RuleContext, type WordSet } from './rules.ts'
import { gap, type Tokens } from './tokens.ts'

/** How far a stretch goes, in tokens to one side. */
const longestSentence = 60
const longestList = 24
/** A list of departments or firms has at most so many words to an item. */
const longestItem = 3

interface Opener {
  readonly words: readonly WordSet[]
  readonly reach: 'names' | 'list' | 'sentence'
  readonly side: 'before' | 'after' | 'both'
  /** Bits of the categories whose hits are set aside. */
  readonly categories: number
}

/** Finds the stretches of a text that demand nothing. */
export interface Passages {
  /** By number of a word: whether a phrase starts with it. */
  readonly opens: Uint8Array
  /**
   * Sets, for each token of a stretch, the bits of the categories whose hits do not count there. `starts` are the
   * tokens that `opens` names, ascending.
   */
  mark(text: string, tokens: Tokens, starts: readonly number[], asideAt: Int32Array): void
}

const joiners = ['and', 'or', 'the', 'other', 'like', 'as', 'such', 'both', 'also', 'at', 'from', 'ex']
const partings = ['and', 'or']
const bounds = [
  ...['a', 'an', 'the', 'our', 'your', 'their', 'other', 'join', 'experience', 'experienced', 'leading'],
  ...[
    'with',
    'within',
    'across',
    'in',
    'of',
    'to',
    'for',
    'by',
    'from',
    'on',
    'at',
    'as',
    'is',
    'are',
    'between',
    'among',
    'alongside',
  ],
]

/** Words that `createPassages` needs in the vocabulary. */
export const passageWords: readonly string[] = [...joiners, ...partings, ...bounds]

/** The passages as numbers. */
export interface CompiledPassages {
  readonly openers: readonly { first: number; opener: Opener }[]
  readonly until: ReadonlySet<number>
}

/** Compiles the passages; every word of theirs is numbered through `context`. */
export function compilePassages(file: PassageFile, context: RuleContext): CompiledPassages {
  const all = -1
  const openers: { first: number; opener: Opener }[] = []
  for (const { reach, side, phrases, only, keeps } of file.passages) {
    const kept = keeps ?? (reach === 'sentence' ? file.keeps : [])
    const categories = only ? bitsOf(only, context) : all & ~bitsOf(kept, context)
    for (const phrase of phrases) {
      const words = compilePlaces(phrase, context)
      for (const first of words[0]?.ids ?? [])
        openers.push({ first, opener: { words, reach, side, categories } })
    }
  }
  const until = new Set(file.until.map(word => context.intern(word)))
  return { openers, until }
}

function bitsOf(categories: readonly string[], context: RuleContext): number {
  return categories.reduce((bits, name) => bits | (context.categoryBit(name) ?? 0), 0)
}

/** @param idOf the number of a word of `passageWords` */
export function createPassages(
  { openers, until }: CompiledPassages,
  size: number,
  idOf: (word: string) => number,
): Passages {
  const opens = new Uint8Array(size + 1)
  const byFirst = new Map<number, Opener[]>()
  for (const { first, opener } of openers) {
    opens[first] = 1
    byFirst.set(first, [...(byFirst.get(first) ?? []), opener])
  }
  const joining = new Set(joiners.map(idOf))
  const parting = new Set(partings.map(idOf))
  const bounding = new Set(bounds.map(idOf))

  /** The last token of the phrase that starts at `from`, -1 where another text stands there. */
  const lastOf = (text: string, tokens: Tokens, { words }: Opener, from: number): number => {
    for (let step = 1; step < words.length; step++) {
      const at = from + step
      if (at >= tokens.count || !words[step]!.ids.has(tokens.ids[at]!)) return -1
      if (endsBefore(text, tokens, at)) return -1
    }
    return from + words.length - 1
  }

  const markSentence = (
    text: string,
    tokens: Tokens,
    from: number,
    step: 1 | -1,
    set: (at: number) => void,
  ) => {
    for (let at = from, left = longestSentence; left > 0; left--) {
      if (step < 0 ? endsBefore(text, tokens, at) : endsBefore(text, tokens, at + 1)) return
      at += step
      if (step > 0 && until.has(tokens.ids[at]!)) return
      set(at)
    }
  }

  const markNamesAfter = (text: string, tokens: Tokens, from: number, set: (at: number) => void) => {
    for (let at = from + 1, left = longestList; left > 0; at++, left--) {
      if (endsBefore(text, tokens, at)) return
      if (!looksLikeName(text, tokens, at) && !joining.has(tokens.ids[at]!)) return
      set(at)
    }
  }

  /** Items of at most three words, none of which opens a phrase of another kind ("within the", "with our"). */
  const markListBefore = (
    tokens: Tokens,
    text: string,
    from: number,
    fewest: number,
    set: (at: number) => void,
  ) => {
    // An item of the list itself ("React and conference tickets") is no heading of what stands before it.
    if (from === 0 || tokens.gaps[from]! >= gap.slash || parting.has(tokens.ids[from - 1]!)) return
    let at = from - 1
    let items = 1
    for (let left = longestList, words = 0; left > 0 && at >= 0; at--, left--) {
      const id = tokens.ids[at]!
      if (endsBefore(text, tokens, at + 1) || bounding.has(id)) break
      const parted = tokens.gaps[at + 1]! >= gap.slash && !parting.has(tokens.ids[at + 1]!)
      if (parted || parting.has(id)) {
        words = 0
        items++
      }
      if (!parting.has(id) && ++words > longestItem) break
    }
    if (items < fewest) return
    for (let place = at + 1; place < from; place++) set(place)
  }

  return {
    opens,
    mark(text, tokens, starts, asideAt) {
      for (const from of starts) {
        for (const opener of byFirst.get(tokens.ids[from]!) ?? []) {
          const to = lastOf(text, tokens, opener, from)
          if (to < 0) continue
          const set = (at: number) => {
            asideAt[at]! |= opener.categories
          }
          if (opener.reach === 'sentence') {
            if (opener.side !== 'before') markSentence(text, tokens, to, 1, set)
            if (opener.side !== 'after') markSentence(text, tokens, from, -1, set)
          } else if (opener.side === 'before')
            markListBefore(tokens, text, from, opener.reach === 'list' ? 2 : 1, set)
          else markNamesAfter(text, tokens, to, set)
        }
      }
    },
  }
}
