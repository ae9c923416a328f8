/** How a token stands to the one before it, or which mark it is. */
export type Mark = 'alternative' | 'comma' | 'break' | 'open' | 'close'

export interface Token {
  /** Lower case; a mark's own sign for marks. */
  text: string
  mark: Mark | null
  /** Index into the title, and one past the end. */
  start: number
  end: number
  /** True where only a hyphen stands between this word and the one before ("Front-end"). */
  joined: boolean
}

const WORD =
  /\.?[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}'’]|\.(?=(?:net|js|io|com|ai|py)(?![\p{L}\p{N}]))){0,60}[+#]{0,2}/iuy
const MARKS: Record<string, Mark> = {
  '/': 'alternative',
  '\\': 'alternative',
  '&': 'alternative',
  '+': 'alternative',
  ',': 'comma',
  '(': 'open',
  '[': 'open',
  '{': 'open',
  ')': 'close',
  ']': 'close',
  '}': 'close',
}
const WORDS_OF_CHOICE = new Set(['and', 'or', 'und', 'et'])
const HYPHENS = /[-‐‑‒]/

/** Words and marks of a title. A hyphen within a word is white space; one with a space beside it is a break. */
export function tokenise(title: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  let joined = false
  while (at < title.length) {
    const sign = title[at]!
    if (sign === ' ' || sign === '\t' || sign === '\n') {
      at++
      joined = false
      continue
    }
    WORD.lastIndex = at
    const word = WORD.exec(title)?.[0]
    if (word !== undefined) {
      const text = word.toLowerCase().replaceAll('’', "'").replace(/'s?$/, '')
      const mark = WORDS_OF_CHOICE.has(text) ? 'alternative' : null
      tokens.push({ text, mark, start: at, end: at + word.length, joined })
      at += word.length
      if (title[at] === '.') at++
      joined = false
      continue
    }
    const before = at === 0 ? ' ' : title[at - 1]!
    const after = title[at + 1] ?? ' '
    if (HYPHENS.test(sign) && before !== ' ' && after !== ' ') joined = true
    else if (sign === '–' && /\d/.test(before) && /\d/.test(after)) joined = true
    else tokens.push({ text: sign, mark: MARKS[sign] ?? 'break', start: at, end: at + 1, joined: false })
    at++
  }
  return tokens
}
