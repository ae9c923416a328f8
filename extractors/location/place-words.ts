/** A word of a location text. */
export interface PlaceWord {
  /** Lower case, without accents, apostrophes and dots. */
  text: string
  /** As written. */
  raw: string
  /** What stands between the word before and this one; at the first word 'list'. */
  gap: Gap
  /** A bracket opens between the word before and this one. */
  bracket: boolean
}

/** `none`: nothing but space or a hyphen; `part`: the parts of one address; `list`: one place and the next. */
export type Gap = 'none' | 'part' | 'list'

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}'’`´]|\.(?=\p{L}(?:[.,;)\s]|$)))*/gu
const ADDRESS = /(?:https?:\/\/|www\.)\S*/gi
const LIST_GAP = /[/|;•·\n]|\s[+]\s/
const PART_GAP = /[,():[\]]|\s[-–—]\s/
const MARKS = /\p{M}+/gu
const NOT_DECOMPOSED: Record<string, string> = { ł: 'l', ø: 'o', đ: 'd', ß: 'ss', æ: 'ae', ı: 'i' }

/**
 * Folds a word to the form names are compared in: lower case ASCII as far as it goes, `saint` as `st`, `&` is read
 * by `placeWords` as the word `and`.
 */
function fold(raw: string): string {
  let text = raw.toLowerCase()
  if (/[^a-z0-9]/.test(text)) {
    text = text
      .normalize('NFKD')
      .replace(MARKS, '')
      .replace(/['’`´.]/g, '')
      .replace(/[łøđßæı]/g, letter => NOT_DECOMPOSED[letter] ?? letter)
  }
  return text === 'saint' ? 'st' : text
}

function gapOf(between: string, before: string): Gap {
  if (between === ' ' || between === '' || between === '-') return 'none'
  // The full stop of `St. Helier` and `N. Ireland` ends no part.
  if (between.startsWith('.')) return before.length > 2 ? 'part' : 'none'
  if (LIST_GAP.test(between)) return 'list'
  return PART_GAP.test(between) ? 'part' : 'none'
}

/** The words of a location text with what stands between them. `Stoke-on- Trent` reads as three words of one name. */
export function placeWords(text: string): PlaceWord[] {
  const words: PlaceWord[] = []
  let end = 0
  for (const match of text.replace(ADDRESS, '|').replaceAll('&', ' and ').matchAll(WORD)) {
    const between = match.index === 0 ? '' : match.input.slice(end, match.index)
    words.push({
      text: fold(match[0]),
      raw: match[0],
      gap: words.length === 0 ? 'list' : gapOf(between, words.at(-1)?.text ?? ''),
      bracket: between.includes('('),
    })
    end = match.index + match[0].length
  }
  return words
}
