/** Folds one character code into the running hash of a token; codes are lower-cased by the caller. */
export function foldHash(hash: number, code: number): number {
  return (Math.imul(hash, 31) + code) | 0
}

/** Lower case of A–Z and of the Latin-1 and Greek or Cyrillic capitals that a plain offset covers. */
export function lowerCode(code: number): number {
  if (code < 128) return code >= 65 && code <= 90 ? code + 32 : code
  return (code >= 0xc0 && code <= 0xde) ||
    (code >= 0x391 && code <= 0x3a9) ||
    (code >= 0x410 && code <= 0x42f)
    ? code + 32
    : code
}

export function isApostrophe(code: number): boolean {
  return code === 0x27 || code === 0x2019 || code === 0x2bc
}

/** Words by number, found from a slice of text and its hash without making a string. Number 0 is "unknown". */
export interface Vocabulary {
  /** The highest word number. */
  readonly size: number
  /** The number of the lower-cased word that stands in `text` from `start` to `end`, apostrophes left out. */
  find(text: string, start: number, end: number, hash: number): number
  /** The number of a word given as a string, 0 where it is unknown. */
  idOf(word: string): number
}

function hashOf(word: string): number {
  let hash = 0
  for (let at = 0; at < word.length; at++) hash = foldHash(hash, word.charCodeAt(at))
  return hash
}

function spread(hash: number): number {
  return hash ^ (hash >>> 15)
}

function sameWord(word: string, text: string, start: number, end: number): boolean {
  let at = 0
  for (let from = start; from < end; from++) {
    const code = text.charCodeAt(from)
    if (word.charCodeAt(at) !== code) {
      if (isApostrophe(code)) continue
      if (word.charCodeAt(at) !== lowerCode(code)) return false
    }
    at++
  }
  return at === word.length
}

/**
 * A vocabulary of `ids` (word → number ≥ 1; several words may share a number). An open-addressing table at most a
 * quarter full, because nearly every token of an advert is looked up and most are not in it.
 */
export function createVocabulary(ids: ReadonlyMap<string, number>): Vocabulary {
  let slots = 16
  while (slots < ids.size * 4) slots *= 2
  const mask = slots - 1
  const numbers = new Int32Array(slots)
  const hashes = new Int32Array(slots)
  const words: string[] = new Array<string>(slots).fill('')
  let size = 0
  for (const [word, id] of ids) {
    const hash = hashOf(word)
    let slot = spread(hash) & mask
    while (numbers[slot] !== 0) slot = (slot + 1) & mask
    numbers[slot] = id
    hashes[slot] = hash
    words[slot] = word
    size = Math.max(size, id)
  }
  return {
    size,
    find(text, start, end, hash) {
      let slot = spread(hash) & mask
      while (numbers[slot] !== 0) {
        if (hashes[slot] === hash && sameWord(words[slot]!, text, start, end)) return numbers[slot]!
        slot = (slot + 1) & mask
      }
      return 0
    },
    idOf: word => ids.get(word) ?? 0,
  }
}
