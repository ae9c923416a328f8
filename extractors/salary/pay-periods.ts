import type { PayPeriod } from '../posting.ts'
import { isMark, type Token } from './pay-tokens.ts'
import { PAY_FOLLOWERS } from './pay-words.ts'

const UNITS = new Map<string, PayPeriod>()
const unit = (period: PayPeriod, list: string) => {
  for (const word of list.split(' ')) UNITS.set(word, period)
}
unit('year', 'year years yr yrs annum anum annumn anumn ann annuam annumg annun anun pa')
unit('month', 'month months mth mo calendar')
unit('week', 'week weeks wk')
unit('day', 'day days diem')
unit('hour', 'hour hours hr hrs')

/** Units of one letter, only behind `p`, `p/`, `p.` or `/`. */
const LETTERS: Record<string, PayPeriod> = {
  a: 'year',
  y: 'year',
  m: 'month',
  w: 'week',
  d: 'day',
  h: 'hour',
}
const ALONE: Record<string, PayPeriod> = {
  pa: 'year',
  annum: 'year',
  annually: 'year',
  yearly: 'year',
  annualised: 'year',
  annualized: 'year',
  pcm: 'month',
  pm: 'month',
  monthly: 'month',
  pw: 'week',
  weekly: 'week',
  pd: 'day',
  daily: 'day',
  ph: 'hour',
  hourly: 'hour',
}
/** Count as a unit only where no other noun follows: "£150 monthly wellbeing allowance" is not monthly pay. */
const ADJECTIVES: Record<string, PayPeriod> = {
  annual: 'year',
  monthly: 'month',
  weekly: 'week',
  daily: 'day',
  hourly: 'hour',
}

/** The period that starts at this token and how many tokens it takes: `per annum`, `p.a.`, `/hr`, `a week`, `daily`. */
export function periodAt(tokens: readonly Token[], at: number): { period: PayPeriod; length: number } | null {
  const first = textOf(tokens[at])
  if (first === null) return null
  if (
    first === 'per' ||
    first === 'pre' ||
    first === 'each' ||
    first === 'every' ||
    first === 'p' ||
    first === '/'
  ) {
    let next = at + 1
    // "per 8 hour day"
    const hours =
      tokens[next]?.kind === 'figure' && /^(?:hours?|hrs?|h)$/.test(textOf(tokens[next + 1]) ?? '')
    if (hours && textOf(tokens[next + 2]) === 'day') return { period: 'day', length: next + 3 - at }
    if (first !== '/' && isMark(tokens[next], '/', '.', '-')) next++
    if (first === '/' && textOf(tokens[next]) === 'per') next++
    const named = textOf(tokens[next])
    if (named === null) return null
    if (named === 'calendar') return { period: 'month', length: next + 2 - at }
    let period = UNITS.get(named)
    if (first === 'p' || first === '/') period ??= LETTERS[named]
    // Cut texts: "per a", "per an".
    else if (named === 'an' || (named === 'a' && next === tokens.length - 1)) period ??= 'year'
    if (period === undefined) return null
    let end = next + 1
    if (first === 'p' && isMark(tokens[end], '.')) end++
    return { period, length: end - at }
  }
  if (first === 'a' || first === 'an') {
    const period = UNITS.get(textOf(tokens[at + 1]) ?? '')
    return period === undefined ? null : { period, length: 2 }
  }
  if (first in ADJECTIVES) {
    const follower = tokens[at + 1]
    if (follower?.kind === 'word' && !PAY_FOLLOWERS.has(follower.text) && follower.text !== 'rate')
      return null
    return { period: ADJECTIVES[first]!, length: 1 }
  }
  const period = ALONE[first]
  return period === undefined ? null : { period, length: 1 }
}

/** The period that a label before a figure names: "day rate", "hourly rate:", "annual salary of". */
export function periodOfLabel(tokens: readonly Token[], from: number, to: number): PayPeriod | null {
  for (let at = to - 1; at >= from; at--) {
    const text = textOf(tokens[at])
    if (text === null) continue
    // "37.5 hours per week £28,000": the unit of the hours, not of the pay.
    if (/^(?:hours?|hrs?|days?)$/.test(textOf(tokens[at - 1]) ?? '')) {
      if (text === 'per' || text === 'a' || text in ADJECTIVES || text in ALONE) return null
    }
    if (text in ADJECTIVES || text in ALONE) return ADJECTIVES[text] ?? ALONE[text] ?? null
    const next = textOf(tokens[at + 1])
    if ((text === 'day' || text === 'hour') && (next === 'rate' || next === 'rates')) return text
    if (text === 'per' && next !== null) return UNITS.get(next) ?? null
  }
  return null
}

function textOf(token: Token | undefined): string | null {
  return token === undefined || token.kind === 'figure' ? null : token.text
}
