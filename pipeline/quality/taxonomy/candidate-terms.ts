/** A run of one to three capitalised words that no known skill covers. */
export interface Candidate {
  text: string
  /** UTF-16 offsets into the text. */
  start: number
  end: number
  /** At least one word has a capital or digit inside, as product names have ("PyTorch", "AWS", "S3"). */
  shaped: boolean
}

/** A known stretch of the text: UTF-16 offsets, `end` excluded, in order. */
export interface Stretch {
  start: number
  end: number
}

interface Word {
  text: string
  start: number
  end: number
  capital: boolean
  shaped: boolean
  /** Part of a known stretch. */
  known: boolean
}

const WORD = /(?<![#@\p{L}\p{N}])[\p{L}\p{N}](?:[\p{L}\p{N}'’]|[.-](?=[\p{L}\p{N}]))*[+#]{0,2}(?!@)/gu
/** Addresses, handles, tags. */
const ADDRESS = /(?:https?:\/\/|www\.|(?<!\S)[#@])\S+/gi
const SENTENCE_END = /[.!?:;•·●▪–—>|"“*]\s*$/
/** Longest run of capitalised words that is taken for a name; longer ones are headings and titles of documents. */
const LONGEST_RUN = 3
const LONGEST_NAME = 40
/** A line of at most so many words, most of them capitalised, is a heading. */
const HEADING_WORDS = 10
const SMALL_WORDS = new Set(
  'a an and as at be by for from in into is it of on or our the to us we what why with you your'.split(' '),
)

/**
 * The capitalised terms of an advert's text outside of `known`, which parts them. Left out are words that begin a sentence or line and
 * have no other mark of a name, headings, labels, lines in capitals, and addresses. `onLowerCase` is told every word written in lower
 * case, by which ordinary words can be told from names.
 */
export function candidateTerms(
  text: string,
  known: readonly Stretch[],
  onLowerCase: (word: string) => void,
): Candidate[] {
  const candidates: Candidate[] = []
  let lineStart = 0
  let next = 0
  for (const written of text.split('\n')) {
    const line = written.replace(ADDRESS, address => ' '.repeat(address.length))
    const words = wordsOf(line, lineStart)
    for (const word of words) {
      while (next < known.length && known[next]!.end <= word.start) next++
      word.known = next < known.length && known[next]!.start < word.end
      if (!word.known && !word.capital && !word.shaped) onLowerCase(word.text)
    }
    if (!isHeading(line, words)) candidates.push(...runsOf(text, lineStart, words))
    lineStart += line.length + 1
  }
  return candidates
}

/** Whether a word has a capital or digit behind its first letter, or the sign of a language, as names of products have. */
export function hasShape(word: string): boolean {
  if (word.length > LONGEST_NAME) return false
  const first = word.search(/\p{L}/u)
  return first >= 0 && (/[\p{Lu}\d]/u.test(word.slice(first + 1)) || /\p{L}[+#]/u.test(word))
}

function wordsOf(line: string, offset: number): Word[] {
  return Array.from(line.matchAll(WORD), match => {
    const text = match[0].replace(/['’]s?$/, '').replace(/^(\p{Lu}{2,})s$/u, '$1')
    const start = offset + match.index
    return {
      text,
      start,
      end: start + text.length,
      capital: /^\p{Lu}/u.test(text),
      shaped: hasShape(text),
      known: false,
    }
  })
}

function isHeading(line: string, words: readonly Word[]): boolean {
  if (words.length < 2) return false
  if (!/\p{Ll}/u.test(line)) return true
  if (words.length > HEADING_WORDS || /[,;/]|\.\s*$/.test(line)) return false
  const telling = words.filter(({ text }) => !SMALL_WORDS.has(text.toLowerCase()))
  return telling.length > 1 && telling.filter(({ capital }) => capital).length >= 0.7 * telling.length
}

/** Runs of capitalised words with nothing but a space between them. */
function runsOf(text: string, lineStart: number, words: readonly Word[]): Candidate[] {
  const candidates: Candidate[] = []
  let run: Word[] = []
  const close = () => {
    const [first] = run
    if (first !== undefined && opensSentence(text, lineStart, first)) {
      const name = run.findIndex(({ shaped }) => shaped)
      run = name < 0 ? [] : run.slice(name)
    }
    const last = run.at(-1)
    const isName = run.some(({ shaped }) => shaped)
    // "Contract Length: 6 months" is a label.
    const isLabel = last !== undefined && !isName && /^\s{0,2}:/.test(text.slice(last.end, last.end + 3))
    if (last !== undefined && run.length <= LONGEST_RUN && !isLabel) {
      const { start } = run[0]!
      const name = text.slice(start, last.end)
      if (name.length > 1 && name.length <= LONGEST_NAME)
        candidates.push({ text: name, start, end: last.end, shaped: isName })
    }
    run = []
  }
  for (const [at, word] of words.entries()) {
    const before = words[at - 1]
    if (run.length > 0 && text.slice(before!.start + before!.text.length, word.start) !== ' ') close()
    if (!word.known && (word.capital || word.shaped)) run.push(word)
    else close()
  }
  close()
  return candidates
}

function opensSentence(text: string, lineStart: number, { start }: Word): boolean {
  const before = text.slice(Math.max(lineStart, start - 6), start)
  if (start - lineStart <= 6 && !/[\p{L}\p{N}]/u.test(before)) return true
  return SENTENCE_END.test(before)
}
