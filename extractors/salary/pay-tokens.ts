import { toText } from '../text/to-text.ts'
import { currencyOfWord, SIGNS } from './currencies.ts'

/** A number as written. `value` is unscaled; `scale` is 1,000 for `k`; `currency` stands before or behind it. */
export interface Figure {
  kind: 'figure'
  value: number
  scale: number
  decimals: number
  /** Written with thousands marks (`45,000`). */
  grouped: boolean
  /** The digits as written, for years and telephone numbers. */
  digits: string
  currency: string | null
  /** Behind the figure stands a currency code or word, which closes the amount. */
  closed: boolean
  /** Letters stand against the digits before (`IR35`) or behind (`8a`) that are no scale, unit or currency. */
  glued: boolean
}
export interface Word {
  kind: 'word'
  /** Lower case. */
  text: string
}
export interface Mark {
  kind: 'mark'
  text: string
  /** No space before it. */
  tight: boolean
}
export type Token = Figure | Word | Mark

const LONGEST = 1000

const SCALES = new Map(
  Object.entries({
    k: 1e3,
    thousand: 1e3,
    grand: 1e3,
    m: 1e6,
    mn: 1e6,
    mil: 1e6,
    mio: 1e6,
    million: 1e6,
    bn: 1e9,
    b: 1e9,
    billion: 1e9,
    l: 1e5,
    lac: 1e5,
    lacs: 1e5,
    lakh: 1e5,
    lakhs: 1e5,
    lpa: 1e5,
    cr: 1e7,
    crore: 1e7,
  }),
)
/** Scales that may stand apart from their figure: "39 k", "112 billion"; a lone "m" or "l" there is something else. */
const APART = new Set(['k', 'thousand', 'million', 'billion', 'bn', 'lakh', 'lakhs', 'lac', 'lacs', 'crore'])
/** What may stand against the digits of a figure without a currency sign. */
const GLUED_AFTER = new Set(
  'p pa pd ph pw pm pcm per pro to plus doe d h hr day hour year annum circa inc fte wte gross ote basic base'.split(
    ' ',
  ),
)
const GLUED_BEFORE = new Set('c ca circa to from upto and or salary basic base gbp'.split(' '))

const NUMBER = /\d(?:[\d.,'’]{0,14}\d)?/y
/** Thousands set apart by a space: "25 000". */
const SPACED = /[1-9]\d{1,2}(?: \d{3}){1,2}(?![\d,.]?\d)/y
/** A run of capitals or one word; text whose line breaks were lost ("BirminghamSalary") is cut at the capital. */
const WORD = /\p{Lu}+(?!\p{Ll})|\p{L}\p{Ll}*/uy
const LETTERS = /\p{L}+/uy

/**
 * A pay text cut into figures, words and marks. HTML, entities, Markdown escapes, special spaces and dashes are
 * levelled before. Reads the first 1,000 characters.
 */
export function tokenise(text: string): Token[] {
  const plain = level(text)
  const tokens: Token[] = []
  let at = 0
  let sign: string | null = null
  while (at < plain.length) {
    const char = plain[at]!
    if (char === ' ') {
      at++
      continue
    }
    const spelled = SIGNS.find(([spelling]) => plain.startsWith(spelling, at))
    if (spelled && (spelled[0].length === 1 || !isLetter(plain[at - 1]))) {
      at += spelled[0].length
      const behind = tokens.at(-1)
      // A sign belongs to the figure behind it unless it can only belong to the one before: "58,000 £ per year".
      if (behind?.kind === 'figure' && behind.currency === null && !startsFigure(plain, at))
        behind.currency = spelled[1]
      else sign = spelled[1]
      continue
    }
    if (isDigit(char)) {
      const [figure, end] = readFigure(plain, at, sign)
      at = end
      const before = tokens.at(-1)
      const codeBefore: string | null =
        before?.kind === 'word' ? currencyOfWord(before.text.toUpperCase()) : null
      if (codeBefore !== null && figure.currency === null && isCode(before)) {
        figure.currency = codeBefore
        tokens.pop()
      }
      tokens.push(figure)
      sign = null
      continue
    }
    if (isLetter(char)) {
      const word = take(LETTERS, plain, at) ?? char
      const known = currencyOfWord(word)
      const behind = tokens.at(-1)
      if (known !== null && behind?.kind === 'figure' && !startsFigure(plain, at + word.length)) {
        behind.currency = known
        behind.closed = true
        at += word.length
        continue
      }
      const piece = known !== null ? word : (take(WORD, plain, at) ?? char)
      tokens.push({ kind: 'word', text: piece.toLowerCase() })
      at += piece.length
      continue
    }
    tokens.push({ kind: 'mark', text: char, tight: plain[at - 1] !== ' ' })
    at++
  }
  return tokens
}

/** Whether a number, with its sign or code, starts here; "(£) 31,365" has a bracket between. */
function startsFigure(text: string, at: number): boolean {
  return /^[\s)(]{0,3}\d/.test(text.slice(at, at + 4))
}

function isCode(token: Token | undefined): boolean {
  return (
    token?.kind === 'word' && currencyOfWord(token.text.toUpperCase()) !== null && token.text.length === 3
  )
}

function readFigure(text: string, start: number, sign: string | null): [Figure, number] {
  const spaced = take(SPACED, text, start)
  const written = spaced ?? take(NUMBER, text, start) ?? text[start]!
  let at = start + written.length
  const figure: Figure = {
    kind: 'figure',
    ...numberOf(written.replaceAll(' ', ',')),
    scale: 1,
    digits: written.replace(/\D/g, ''),
    currency: sign,
    closed: false,
    glued: sign === null && isGluedBefore(text, start),
  }
  const gap = text[at] === ' ' ? 1 : 0
  const letters = take(LETTERS, text, at + gap)?.toLowerCase()
  const thousands = letters !== undefined && gap === 0 && isThousandsOf(text, at)
  const scale = letters === undefined ? undefined : thousands ? 1e3 : SCALES.get(letters)
  if (letters !== undefined && scale !== undefined && (gap === 0 || APART.has(letters))) {
    figure.scale = scale
    figure.closed = thousands
    // "12 LPA" is lakhs per annum: the unit's words stay readable.
    at += letters === 'lpa' || thousands ? gap + 1 : gap + letters.length
  } else if (letters !== undefined && gap === 0 && sign === null) {
    const first = /^\p{L}+?(?=\p{Lu}|$|[^\p{L}])/u.exec(letters)?.[0] ?? letters
    const clock = letters === 'pm' && figure.value <= 12
    figure.glued ||= clock || (!GLUED_AFTER.has(first) && currencyOfWord(letters.toUpperCase()) === null)
  }
  return [figure, at]
}

/** A `k` against the unit or the word behind it: "£45kpa", "£65kBonus". */
function isThousandsOf(text: string, at: number): boolean {
  if (text[at] !== 'k' && text[at] !== 'K') return false
  const rest = take(LETTERS, text, at + 1)
  if (rest === null) return false
  return GLUED_AFTER.has(rest.toLowerCase()) || (text[at] === 'k' && /^\p{Lu}\p{Ll}/u.test(rest))
}

function isGluedBefore(text: string, start: number): boolean {
  if (!isLetter(text[start - 1])) return false
  let from = start - 1
  while (from > 0 && start - from < 12 && isLetter(text[from - 1])) from--
  const word = text.slice(from, start)
  return !GLUED_BEFORE.has(word.toLowerCase()) && currencyOfWord(word.toUpperCase()) === null
}

/** The value of a number in English or continental writing: `45,000.50`, `45.000,50`, `57.340`, `13,50`. */
function numberOf(written: string): { value: number; decimals: number; grouped: boolean } {
  const plain = written.replace(/['’]/g, ',')
  const last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','))
  if (last < 0) return { value: Number(plain), decimals: 0, grouped: false }
  const behind = plain.length - last - 1
  const marks = plain.match(/[.,]/g) ?? []
  const mixed = marks.some(mark => mark !== plain[last])
  const decimal = mixed
    ? behind !== 3 || marks.filter(mark => mark === plain[last]).length === 1
    : behind < 3 || (plain[last] === '.' && behind > 3)
  if (!decimal || (!mixed && marks.length > 1)) {
    return { value: Number(plain.replace(/[.,]/g, '')), decimals: 0, grouped: true }
  }
  const whole = plain.slice(0, last).replace(/[.,]/g, '')
  return { value: Number(`${whole}.${plain.slice(last + 1)}`), decimals: behind, grouped: mixed }
}

function level(text: string): string {
  const cut = text.length > LONGEST ? text.slice(0, LONGEST) : text
  const read = /[<&]/.test(cut) ? toText(cut) : cut
  return read
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .replace(/[\t\r \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+/g, ' ')
    .replace(/\\(?=[-+*.$_#()|~])/g, '')
    .replace(/\*{2,3}|_{2,3}/g, ' ')
    .replace(/[‐‑‒–—―−~]/g, '-')
    .replace(/\ufffd(?= ?\d)/g, '£')
    .replace(/\bPS(?=\d)/g, '£')
    .replace(/[•·●▪]/g, '•')
    .replace(/\bon[ -]target(?: earnings?)?\b/gi, 'OTE')
}

function take(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}

function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9'
}

function isLetter(char: string | undefined): boolean {
  return char !== undefined && /\p{L}/u.test(char)
}

/** The text of a word token, null for any other. */
export function wordOf(token: Token | undefined): string | null {
  return token?.kind === 'word' ? token.text : null
}

/** Whether a token is one of these marks. */
export function isMark(token: Token | undefined, ...marks: string[]): boolean {
  return token?.kind === 'mark' && marks.includes(token.text)
}
