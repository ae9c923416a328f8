import type { PayPeriod } from '../posting.ts'
import { type Token, wordOf } from './pay-tokens.ts'
import { NEVER_BASE, NOT_BASE, PAY, ROLES, SUPPLEMENTS } from './pay-words.ts'

/** Furthest distance, in tokens, of a word before a figure that says what it is. */
const REACH = 9
/** Marks that end the clause that a figure stands in. */
export const STOPS: ReadonlySet<string> = new Set(['.', ';', '•', '|', '\n', '!', '?', '+', ','])

/** What makes a figure no base pay: a noun before it in the same clause, or one that it stands before. */
export function trapOf(
  tokens: readonly Token[],
  from: number,
  first: number,
  end: number,
  value: number,
  closed: boolean,
  period: PayPeriod | null,
): 'ote' | 'other' | null {
  let earn = false
  for (let at = first - 1; at >= Math.max(from, first - REACH); at--) {
    const token = tokens[at]!
    if (token.kind === 'mark' && STOPS.has(token.text)) break
    const text = wordOf(token)
    if (text === null) continue
    if (PAY.has(text) || ROLES.has(text)) break
    if (text === 'earn' || text === 'earnings') earn = true
    if (isTrap(text, value)) return text === 'ote' ? 'ote' : 'other'
  }
  if (period === null && wordOf(tokens[end]) === 'per') return 'other'
  const whole = value >= 10_000 && (closed || period === 'year')
  for (let at = end; at < Math.min(tokens.length, end + (earn ? 10 : 5)); at++) {
    const token = tokens[at]!
    if (token.kind === 'figure') break
    if (token.kind === 'mark') {
      if (token.text === '-' && token.tight) continue
      if (STOPS.has(token.text) || !['&', "'", '’'].includes(token.text)) break
      if (!earn) break
      continue
    }
    if (
      !earn &&
      /^(?:plus|and|with|inc|incl|including|inclusive|excl|excluding|or|doe|basic|base|per)$/.test(token.text)
    )
      break
    if (whole ? NEVER_BASE.has(token.text) : isTrap(token.text, value)) {
      return belongsToNext(tokens, at) ? null : token.text === 'ote' ? 'ote' : 'other'
    }
  }
  return null
}

function isTrap(text: string, value: number): boolean {
  return NOT_BASE.has(text) || (SUPPLEMENTS.has(text) && value < 10_000)
}

/** `OTE 20,000`, `allowance of £2,162`, `bonus: £5k`: the noun names the figure behind it. */
function belongsToNext(tokens: readonly Token[], at: number): boolean {
  for (let next = at + 1; next < Math.min(tokens.length, at + 4); next++) {
    const token = tokens[next]!
    if (token.kind === 'figure') return true
    if (
      token.kind === 'mark'
        ? ![':', '=', '('].includes(token.text)
        : !/^(?:of|is|up|to|circa|c)$/.test(wordOf(token) ?? '')
    )
      return false
  }
  return false
}
