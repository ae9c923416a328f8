import type { Skill } from '../taxonomy/skill.ts'
import type { Place } from './rules.ts'
import type { Meaning } from './spelling-trie.ts'
import { americanSpelling } from './spelling-variants.ts'
import { splitWords, type Tokens } from './tokens.ts'

/** Longest acronym that is read against the words before it. */
const longest = 6

/** A hit with what it means. */
interface Hit extends Place {
  readonly meaning: Meaning
}

/**
 * Tests whether the text itself says that an acronym stands for something else: "Configuration Management System
 * (CMS)". That is so where the acronym stands in brackets, the words right before them have its letters as initials,
 * and no spelling of the skill starts with the same word.
 */
export function createExpansions(skills: readonly Skill[]) {
  const firstWords = skills.map(
    ({ spellings }) =>
      new Set(
        spellings
          .map(({ text }) => splitWords(text))
          .filter(words => words.length > 1)
          .flatMap(([first]) => [first!.word, americanSpelling(first!.word) ?? first!.word]),
      ),
  )

  return (text: string, tokens: Tokens, { from, to, meaning }: Hit): boolean => {
    const start = tokens.starts[from]!
    const end = tokens.ends[to]!
    const length = end - start
    if (from !== to || text.charCodeAt(start - 1) !== 40 || text.charCodeAt(end) !== 41) return false
    if (length < 2 || length > longest || from < length) return false
    for (let letter = 0; letter < length; letter++) {
      const code = text.charCodeAt(start + letter)
      const initial = text.charCodeAt(tokens.starts[from - length + letter]!)
      if (code < 65 || code > 90 || (initial & ~32) !== code) return false
    }
    const first = from - length
    const written = text.slice(tokens.starts[first], tokens.ends[first]).toLowerCase()
    return !firstWords[meaning.skill]!.has(written)
  }
}
