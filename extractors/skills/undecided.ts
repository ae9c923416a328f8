import { capitalTells, readsAs, sentencesAText } from './grammar.ts'
import { type Place, supportOf } from './rules.ts'
import type { Meaning } from './spelling-trie.ts'
import { gap, type Tokens } from './tokens.ts'

/** A hit whose rule asks for something around it, until `pending` is cleared. */
export interface Undecided extends Place {
  readonly meaning: Meaning
  pending: boolean
}

const joins = ['and', 'or']
/** Right behind a name, never behind a verb or an adjective: "React is a plus". */
const behindNames = [
  ...['is', 'are', 'experience', 'knowledge', 'skills', 'developer', 'developers', 'engineer', 'engineers'],
  ...['preferred', 'required', 'desirable', 'would'],
]

/** Words that `createSettling` needs in the vocabulary. */
export const settlingWords: readonly string[] = [...joins, ...behindNames]

/**
 * A function that accepts the pending hits whose rule is met by what stands around them, left to right, and enters
 * them into `categoryAt`. Where a rule names a grammar and only `near` speaks for the hit, a place in a list, the end
 * of the clause or a capital within the sentence decides; only then the tagger is asked, for a few sentences of a text.
 * @param idOf the number of a word of `settlingWords`
 */
export function createSettling(idOf: (word: string) => number) {
  const joining = new Set(joins.map(idOf))
  const naming = new Set(behindNames.map(idOf))

  /** Whether two hits are items of one list: a comma, a slash or one joining word lies between them. */
  const areListed = (tokens: Tokens, left: Place, right: Place): boolean => {
    if (right.from === left.to + 1) {
      return tokens.gaps[right.from] === gap.comma || tokens.gaps[right.from] === gap.slash
    }
    return right.from === left.to + 2 && joining.has(tokens.ids[right.from - 1]!)
  }

  const isNamed = (found: readonly Place[], index: number, tokens: Tokens): boolean => {
    const match = found[index]!
    const next = match.to + 1
    if (next >= tokens.count || tokens.gaps[next] === gap.stop) return true
    if (tokens.gaps[next]! <= gap.slash && naming.has(tokens.ids[next]!)) return true
    const [before, after] = [found[index - 1], found[index + 1]]
    return (
      (before !== undefined && areListed(tokens, before, match)) ||
      (after !== undefined && areListed(tokens, match, after))
    )
  }

  return (found: readonly Undecided[], text: string, tokens: Tokens, categoryAt: Int32Array): void => {
    let sentences = sentencesAText
    for (const [index, match] of found.entries()) {
      if (!match.pending) continue
      const rule = match.meaning.rule!
      const support = supportOf(rule, tokens, categoryAt, match)
      if (support === 'none') continue
      if (
        support === 'plausible' &&
        rule.grammar !== null &&
        !isNamed(found, index, tokens) &&
        !capitalTells(text, tokens, match) &&
        (sentences-- <= 0 || !readsAs(rule.grammar, text, tokens, match))
      )
        continue
      match.pending = false
      categoryAt.fill(match.meaning.categoryBit, match.from, match.to + 1)
    }
  }
}
