/** A kind of words that a reader looks for, as `defineCue` gave it. */
export interface Cue {
  readonly index: number
}

/** Where a cue stands: `end` is excluded. */
export interface CueHit {
  readonly start: number
  readonly end: number
}

/** Characters of a text that are searched, and hits that are kept of one cue. */
const LONGEST = 60_000
const MOST = 60

const LETTERS = 26
/** 1 to 26 for the letters of either case, else 0. */
const letterOf = new Uint8Array(128)
for (let at = 0; at < LETTERS; at++) letterOf[65 + at] = letterOf[97 + at] = at + 1

const patterns: RegExp[] = []
/** By the first two letters of a word, how cues that begin with them go on. */
const beginnings: { begin: string; index: number }[][] = Array.from({ length: (LETTERS + 1) ** 2 }, () => [])
/** Whether any do: asked at every word, so kept apart and small. */
const isBeginning = new Uint8Array((LETTERS + 1) ** 2)

/**
 * Makes words known to the one pass over a text that serves all readers: a regex over a whole description costs more
 * than everything that is then read at its hits.
 *
 * @param begins how the words begin, in small letters: "remot", "on-site", "f2f"
 * @param pattern sticky (`y`); tried where a word so begins, it decides and gives the end of the hit
 */
export function defineCue(begins: readonly string[], pattern: RegExp): Cue {
  if (!pattern.sticky) throw new Error(`the pattern of a cue must be sticky: ${pattern}`)
  const index = patterns.push(pattern) - 1
  for (const begin of begins) {
    beginnings[pairOf(begin)]!.push({ begin, index })
    isBeginning[pairOf(begin)] = 1
  }
  lastText = null
  return { index }
}

const letterAt = (text: string, at: number): number => {
  const code = text.charCodeAt(at)
  return code < 128 ? letterOf[code]! : 0
}
const pairOf = (begin: string): number => letterAt(begin, 0) * (LETTERS + 1) + letterAt(begin, 1)

let lastText: string | null = null
let lastHits: readonly CueHit[][] = []

/**
 * Where a cue stands in a text, in order: at the beginning of a word, or at a capital inside one ("supportHybrid": lists
 * that lost their line breaks). All cues of a text are found at once and kept until the next text is asked for.
 */
export function findCues(cue: Cue, text: string): readonly CueHit[] {
  if (text !== lastText) {
    lastHits = search(text)
    lastText = text
  }
  return lastHits[cue.index]!
}

function search(text: string): CueHit[][] {
  const hits = patterns.map((): CueHit[] => [])
  const limit = Math.min(text.length, LONGEST)
  let inWord = false
  for (let at = 0; at < limit; at++) {
    const code = text.charCodeAt(at)
    const letter = code < 128 ? letterOf[code]! : 0
    if (letter === 0) {
      inWord = false
      continue
    }
    if (inWord && code >= 97) continue
    inWord = true
    const pair = letter * (LETTERS + 1) + letterAt(text, at + 1)
    if (isBeginning[pair] === 0) continue
    for (const { begin, index } of beginnings[pair]!) {
      const found = hits[index]!
      if (found.length >= MOST || found.at(-1)?.start === at || !goesOn(text, at, begin)) continue
      const pattern = patterns[index]!
      pattern.lastIndex = at
      if (pattern.test(text)) found.push({ start: at, end: pattern.lastIndex })
    }
  }
  return hits
}

/** Whether the word at `at` goes on as `begin` does, whose first two characters are compared already. */
function goesOn(text: string, at: number, begin: string): boolean {
  for (let step = 2; step < begin.length; step++)
    if ((text.charCodeAt(at + step) | 32) !== begin.charCodeAt(step)) return false
  return true
}
