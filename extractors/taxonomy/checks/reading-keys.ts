import { americanSpelling, pluralOf } from '../../skills/spelling-variants.ts'
import { splitWords } from '../../skills/tokens.ts'
import { tokenise } from '../../title/tokens.ts'

/**
 * What the reader of skills makes of a spelling: its words, with a slash where only a spelling with a slash allows one
 * ("CI/CD"). Two spellings with one key are one to it.
 */
export function skillKey(text: string): string {
  return splitWords(text.replace(/[()]/g, ' '))
    .map(({ word, gap }, at) => `${at === 0 ? '' : gap === 4 ? '/' : ' '}${word}`)
    .join('')
}

/** The key in American spelling, which stands for both. */
function americanKey(text: string): string {
  return skillKey(text).replace(/[^ /]+/g, word => americanSpelling(word) ?? word)
}

/** The keys that a spelling without a rule covers: its own, its plural, its American forms. */
export function coveredKeys(text: string): string[] {
  const key = skillKey(text)
  const last = key.slice(Math.max(key.lastIndexOf(' '), key.lastIndexOf('/')) + 1)
  const plural = pluralOf(last)
  const covered = [
    key,
    americanKey(text),
    ...(plural ? [`${key.slice(0, key.length - last.length)}${plural}`] : []),
  ]
  return [...new Set(covered.flatMap(each => [each, each.replaceAll('/', ' ')]))]
}

/** What the reader of titles makes of a spelling. */
export function titleKey(text: string): string {
  return tokenise(text)
    .map(token => token.text)
    .join(' ')
}

/** Whether the matcher, having met `text`, can find it written as `form`; digits may follow, as in "Python3". */
export function isFormOf(form: string, text: string): boolean {
  const written = americanKey(form)
  const spelled = americanKey(text)
  return written !== '' && spelled.startsWith(written) && /^\d*$/.test(spelled.slice(written.length))
}
