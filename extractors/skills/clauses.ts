import { gap, type Tokens } from './tokens.ts'

/** Marks that end a sentence or an item: full stops apart from those within names, and the separators of lists. */
const enders = new Set([...'!?;|•·●▪◦‣⁃)}]'].map(mark => mark.charCodeAt(0)))

/** Longest run of marks between two tokens that is looked at; a longer one is a rule of dashes. */
const longestGap = 60

/**
 * Whether a sentence, or an item of a list, ends before token `at`. Brackets that open, dashes, colons and quotes
 * part tokens too (`gap.stop`) but leave them in one sentence. A line that goes on in lower case was wrapped.
 */
export function endsBefore(text: string, tokens: Tokens, at: number): boolean {
  if (at <= 0 || at >= tokens.count) return true
  if (tokens.gaps[at] !== gap.stop) return false
  const from = tokens.ends[at - 1]!
  const to = tokens.starts[at]!
  if (to - from > longestGap) return true
  for (let place = from; place < to; place++) {
    const code = text.charCodeAt(place)
    if (enders.has(code)) return true
    if (code === 46 && from - tokens.starts[at - 1]! > 1) return true
    if (code === 10) {
      const next = text.charCodeAt(to)
      if (next < 97 || next > 122) return true
    }
  }
  return false
}

/** Whether the token is written with a capital or a digit first, as names are. */
export function looksLikeName(text: string, tokens: Tokens, at: number): boolean {
  const code = text.charCodeAt(tokens.starts[at]!)
  return (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || (code >= 0xc0 && code <= 0xde)
}
