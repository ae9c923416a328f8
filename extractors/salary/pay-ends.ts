import type { PayPeriod } from '../posting.ts'
import { isSmallUnit } from './currencies.ts'
import { periodAt } from './pay-periods.ts'
import { type Figure, isMark, type Token, wordOf } from './pay-tokens.ts'
import { CEILINGS, FLOORS, LOOK_THROUGH, RISES } from './pay-words.ts'

/** Whether two figures can be the ends of one range. */
export function fits(low: Figure, high: Figure): boolean {
  if (low.currency !== null && high.currency !== null && low.currency !== high.currency) return false
  if (low.currency === null && high.currency !== null && !high.closed && low.value < 100 && high.grouped)
    return false
  const [min, max] = levelled(low, high, null, low.currency)
  return max >= min / 3 && (max <= min * 30 || low.decimals > 0)
}

/**
 * Both ends in full. A scale that stands on one side counts for both (`45-55K`), a short end beside a full one is
 * thousands (`27 – 33,000`), and yearly pay below 1,000 means thousands (`£44 to £52 per annum`).
 */
export function levelled(
  low: Figure,
  high: Figure,
  period: PayPeriod | null,
  currency: string | null,
): [number, number] {
  let [a, b] = [low.value * low.scale, high.value * high.scale]
  if (low.scale === 1 && high.scale > 1 && low.value < 1000 && a * high.scale <= b * 1.5) a *= high.scale
  if (high.scale === 1 && low.scale > 1 && high.value < 1000 && high.value <= low.value * 5) b *= low.scale
  if (low.scale === 1 && high.scale === 1 && a < 1000 && b >= 10_000 && low.decimals === 0 && a * 1000 <= b)
    a *= 1000
  const whole = low.decimals === 0 && high.decimals === 0
  if (period === 'year' && whole && a >= 10 && Math.max(a, b) < 1000 && !isSmallUnit(currency ?? ''))
    [a, b] = [a * 1000, b * 1000]
  return [round(a), round(b)]
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

/** The period by the size of a figure alone, a year where size tells nothing (yen, rupees). */
export function sizeOf(value: number, scaled: boolean, currency: string | null): PayPeriod {
  if (scaled || (currency !== null && isSmallUnit(currency))) return 'year'
  if (value < 120) return 'hour'
  return value < 2000 ? 'day' : 'year'
}

/** Which end a single figure is: `up to` → max, `from`, `£80k+` → min. `end` is the token behind its period. */
export function sideOf(
  tokens: readonly Token[],
  from: number,
  first: number,
  last: number,
  end: number,
): 'min' | 'max' | 'both' {
  for (let at = first - 1; at >= Math.max(from, first - 5); at--) {
    const text = wordOf(tokens[at])
    if (text === null) {
      if (isMark(tokens[at], '(', ':', '*')) continue
      break
    }
    if (text === 'no' || text === 'not') break
    if (text === 'than' && ['no', 'not'].includes(wordOf(tokens[at - 2]) ?? ''))
      return wordOf(tokens[at - 1]) === 'less' ? 'min' : 'max'
    if (text === 'to' && RISES.has(wordOf(tokens[at - 1]) ?? '')) return 'both'
    if (CEILINGS.has(text)) return 'max'
    if (text === 'starting' && /^(?:salary|pay|rate)$/.test(wordOf(tokens[at + 1]) ?? '')) return 'both'
    if (FLOORS.has(text)) return 'min'
    if (!LOOK_THROUGH.has(text)) break
  }
  const next = tokens[last + 1]
  const behind = tokens[last + 2]
  if (next?.kind === 'mark' && next.text === '+' && next.tight) {
    const open = behind === undefined || behind.kind === 'mark' || periodAt(tokens, last + 2) !== null
    if (open || /^(?:depending|dependent|doe|dep|basic|base)$/.test(wordOf(behind) ?? '')) return 'min'
  }
  const after = wordOf(tokens[end])
  if (after === 'max' || after === 'maximum') return 'max'
  return after === 'min' || after === 'minimum' || after === 'upwards' ? 'min' : 'both'
}
