import { endOfRun, hyphen, idle, isDotNet, kindOf, letter, other, space } from './characters.ts'
import { foldHash, isApostrophe, lowerCode, type Vocabulary } from './vocabulary.ts'

/** What stands between a token and the one before it, weakest first. */
export const gap = {
  /** Nothing: `C++` and `17` in "C++17". */
  none: 0,
  space: 1,
  /** A full stop without a space: "Node.js". */
  dot: 2,
  hyphen: 3,
  slash: 4,
  /** A comma between items. */
  comma: 5,
  /** Anything else: sentence end, bracket, bullet, new block. */
  stop: 6,
} as const

/** Longest text that is read, in UTF-16 units; the longest real adverts are a fifth of it. */
const textLimit = 200_000

/** Tokens of one text, in parallel arrays that the next text overwrites. */
export interface Tokens {
  count: number
  /** Vocabulary number, 0 where unknown. */
  ids: Int32Array
  starts: Int32Array
  ends: Int32Array
  /** The gap before each token. */
  gaps: Uint8Array
}

export function createTokens(capacity = 4096): Tokens {
  return {
    count: 0,
    ids: new Int32Array(capacity),
    starts: new Int32Array(capacity),
    ends: new Int32Array(capacity),
    gaps: new Uint8Array(capacity),
  }
}

function grow(tokens: Tokens): void {
  const larger = createTokens(tokens.ids.length * 2)
  larger.ids.set(tokens.ids)
  larger.starts.set(tokens.starts)
  larger.ends.set(tokens.ends)
  larger.gaps.set(tokens.gaps)
  Object.assign(tokens, larger)
}

/** Stores the token number `at`. */
function put(tokens: Tokens, at: number, id: number, start: number, end: number, before: number): void {
  if (at === tokens.ids.length) grow(tokens)
  tokens.ids[at] = id
  tokens.starts[at] = start
  tokens.ends[at] = end
  tokens.gaps[at] = before
}

/**
 * Splits `text` into `tokens` in one pass. A token is a run of letters and digits with the `++` or `#` of a language
 * behind it, or `.net`, or `&` (read as "and"); apostrophes within it are ignored. Addresses (`https://…`, `www.…`,
 * `@name`) give no tokens. A token unknown as a whole is looked up again without a trailing version ("Python3") or
 * possessive ("Google's"), and is parted before one of the words of `openers`, because lists that lost their line
 * breaks glue the next item on ("SQLStrong").
 */
export function scan(
  text: string,
  vocabulary: Vocabulary,
  tokens: Tokens,
  openers: ReadonlySet<number> = noOpeners,
): void {
  const limit = Math.min(text.length, textLimit)
  const and = vocabulary.idOf('and')
  let before: number = gap.stop
  let spaced = true
  let at = 0

  let count = 0

  while (at < limit) {
    let code = text.charCodeAt(at)
    if (code === 32) {
      if (before === gap.hyphen || before === gap.dot) before = gap.stop
      else if (before < gap.space) before = gap.space
      spaced = true
      at++
      continue
    }
    let folded = code < 128 ? foldedAscii[code]! : foldedBeyond(code)
    if (folded !== 0) {
      const start = at
      let hash = 0
      let stemEnd = 0
      let stemHash = 0
      let wasDigit = true
      let end = at
      let capital = start
      let capitalHash = 0
      while (folded !== 0) {
        if (folded <= nine) {
          if (!wasDigit) {
            stemEnd = at
            stemHash = hash
          }
          wasDigit = true
        } else {
          if (wasDigit) {
            stemEnd = 0
            wasDigit = false
          }
          if (folded !== code && code < 128) {
            capital = at
            capitalHash = hash
          }
        }
        hash = foldHash(hash, folded)
        end = ++at
        if (at >= limit) break
        code = text.charCodeAt(at)
        // Most characters are small letters after a letter: nothing changes but the hash.
        if (!wasDigit)
          while (code >= 97 && code <= 122) {
            hash = foldHash(hash, code)
            end = ++at
            if (at >= limit) break
            code = text.charCodeAt(at)
          }
        if (at >= limit) break
        folded = code < 128 ? foldedAscii[code]! : foldedBeyond(code)
        if (folded === 0 && isApostrophe(code) && at + 1 < limit) {
          const next = text.charCodeAt(at + 1)
          if (kindOf(next) === letter) {
            if (stemEnd === 0 && (next | 32) === 115) {
              stemEnd = at
              stemHash = hash
            }
            at++
            code = next
            folded = code < 128 ? foldedAscii[code]! : foldedBeyond(code)
            wasDigit = false
          }
        }
      }
      if (code === 43 && at + 1 < limit && text.charCodeAt(at + 1) === 43) {
        hash = foldHash(foldHash(hash, 43), 43)
        at += 2
        end = at
        stemEnd = 0
      } else if (code === 35 && end - start === 1 && at < limit) {
        hash = foldHash(hash, 35)
        end = ++at
        stemEnd = 0
      } else if (code === 58 && text.charCodeAt(at + 1) === 47 && text.charCodeAt(at + 2) === 47) {
        at = endOfRun(text, at, limit)
        before = gap.stop
        continue
      } else if (
        code === 46 &&
        end - start === 3 &&
        (text.charCodeAt(start) | 32) === 119 &&
        hash === wwwHash
      ) {
        at = endOfRun(text, at, limit)
        before = gap.stop
        continue
      }
      let id = vocabulary.find(text, start, end, hash)
      if (id === 0 && stemEnd - start > 1) id = vocabulary.find(text, start, stemEnd, stemHash)
      if (id === 0 && capital > start && end - capital > 2) {
        const opener = idBetween(text, vocabulary, capital, end)
        if (openers.has(opener)) {
          put(tokens, count++, vocabulary.find(text, start, capital, capitalHash), start, capital, before)
          before = gap.none
          spaced = false
          before = gap.stop
          put(tokens, count++, opener, capital, end, before)
          before = gap.none
          spaced = false
          continue
        }
      }
      put(tokens, count++, id, start, end, before)
      before = gap.none
      spaced = false
      continue
    }

    if (space(code)) {
      if (before === gap.hyphen || before === gap.dot) before = gap.stop
      else if (before < gap.space) before = gap.space
      spaced = true
    } else if (code === 46) {
      if (isDotNet(text, at)) {
        let hash = 0
        for (let from = at; from < at + 4; from++) hash = foldHash(hash, lowerCode(text.charCodeAt(from)))
        put(tokens, count++, vocabulary.find(text, at, at + 4, hash), at, at + 4, before)
        before = gap.none
        spaced = false
        at += 4
        continue
      }
      before = before === gap.none ? gap.dot : gap.stop
    } else if (hyphen(code)) {
      before = before === gap.none ? gap.hyphen : gap.stop
    } else if (code === 47) {
      if (before <= gap.slash) before = gap.slash
    } else if (code === 44) {
      if (before < gap.comma) before = gap.comma
    } else if (code === 38) {
      if (before === gap.none) before = gap.space
      put(tokens, count++, and, at, at + 1, before)
      before = gap.none
      spaced = false
      before = gap.space
    } else if (code === 10 || code === 13) {
      // A line that goes on in lower case was wrapped; any other line break parts blocks.
      let next = at + 1
      while (next < limit && text.charCodeAt(next) === 32) next++
      const following = text.charCodeAt(next)
      if (following >= 97 && following <= 122) {
        if (before < gap.space) before = gap.space
      } else before = gap.stop
      spaced = true
    } else if (code === 64) {
      if (!space(text.charCodeAt(at + 1))) at = endOfRun(text, at, limit) - 1
      before = gap.stop
    } else if (idle(code)) {
      const bullet = code === 42 && spaced && space(text.charCodeAt(at + 1))
      if (bullet) before = gap.stop
      else if (before < gap.space && code !== 0xad && code !== 92) before = gap.space
    } else {
      before = gap.stop
      spaced = false
    }
    at++
  }
  tokens.count = count
}

const noOpeners: ReadonlySet<number> = new Set()

const nine = 57
/** By ASCII code: the lower-cased code of a letter or digit, 0 for every other character. */
const foldedAscii = new Uint8Array(128)
for (let code = 0; code < 128; code++) if (kindOf(code) !== other) foldedAscii[code] = lowerCode(code)

const foldedBeyond = (code: number): number => (kindOf(code) === letter ? lowerCode(code) : 0)

function idBetween(text: string, vocabulary: Vocabulary, start: number, end: number): number {
  let hash = 0
  for (let at = start; at < end; at++) hash = foldHash(hash, lowerCode(text.charCodeAt(at)))
  return vocabulary.find(text, start, end, hash)
}

const wwwHash = foldHash(foldHash(foldHash(0, 119), 119), 119)

const nothing: Vocabulary = { size: 0, find: () => 0, idOf: () => 0 }

/** Of one phrase after the other: arrays for each of some ten thousand would take longer than reading them. */
const phrase = createTokens(64)

/** The tokens of a spelling or phrase as lower-case words, each with the gap before it. */
export function splitWords(text: string): { word: string; gap: number }[] {
  scan(text, nothing, phrase)
  return Array.from({ length: phrase.count }, (_, index) => {
    const written = text.slice(phrase.starts[index], phrase.ends[index])
    return {
      word: written === '&' ? 'and' : written.toLowerCase().replace(/['’ʼ]/g, ''),
      gap: phrase.gaps[index]!,
    }
  })
}
