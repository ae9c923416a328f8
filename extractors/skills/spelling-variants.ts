/** British → American endings and stems; the taxonomy is spelled in British English. */
const american: readonly (readonly [RegExp, string])[] = [
  [/is(ations?|ed|ing|er|ers|e)$/, 'iz$1'],
  [/ys(ed|ing|er|ers|e)$/, 'yz$1'],
  [/^(model|label|signal|channel|travel|cancel)l(ing|ed|er|ers)$/, '$1$2'],
  [/^(behavi|col|fav|lab|neighb)our/, '$1or'],
  [/^(cent|met|fib|theat)re(s?)$/, '$1er$2'],
  [/^program+e(s?)$/, 'program$1'],
  [/^(catal|dial|anal)ogue(s?)$/, '$1og$2'],
  [/^(def|off|lic)ence(s?)$/, '$1ense$2'],
  [/^ageing$/, 'aging'],
  [/^fulfil(ment)?$/, 'fulfill$1'],
]

/** The American spelling of a lower-case British word, null where there is none. */
export function americanSpelling(word: string): string | null {
  if (word.length < 5) return null
  for (const [british, replacement] of american) {
    if (british.test(word)) return word.replace(british, replacement)
  }
  return null
}

/** The regular English plural of a lower-case word; null for short words, plurals and words with marks or digits. */
export function pluralOf(word: string): string | null {
  if (word.length < 3 || !/^[a-z]+[^s\W\d_]$/.test(word)) return null
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`
  return /(?:x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`
}
