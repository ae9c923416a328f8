import type { PayPeriod } from '../posting.ts'
import { isSmallUnit } from './currencies.ts'
import { fits, levelled, sideOf, sizeOf } from './pay-ends.ts'
import { periodAt, periodOfLabel } from './pay-periods.ts'
import { type Figure, isMark, type Token, wordOf } from './pay-tokens.ts'
import { STOPS, trapOf } from './pay-traps.ts'
import { GRADES, JOINERS, PAY_FOLLOWERS, RANGE_FILLERS, SURE_PAY } from './pay-words.ts'

/** One figure or range of a text, read on its own. */
export interface Quote {
  min: number | null
  max: number | null
  currency: string | null
  period: PayPeriod
  /** The tokens it takes, its period among them: from `start` up to, not including, `end`. */
  start: number
  end: number
  /** It is money at all (and no year, count, telephone or grade number). */
  money: boolean
  /** Bonus, allowance, turnover … rather than base pay. */
  trapped: boolean
  /** The trap is on-target earnings. */
  ote: boolean
  /** Before it stands a word such as salary or rate. */
  labelled: boolean
  range: boolean
  scaled: boolean
  /** The period is written, not inferred from the size. */
  periodStated: boolean
}

/** Reads every figure and range of the tokens, in order. */
export function readQuotes(tokens: readonly Token[]): Quote[] {
  const quotes: Quote[] = []
  let from = 0
  for (let at = 0; at < tokens.length; at++) {
    const low = tokens[at]
    if (low?.kind !== 'figure' || isNoMoney(tokens, at)) continue
    const partner = partnerOf(tokens, at)
    const quote = readQuote(tokens, from, at, partner ?? at)
    const before = quotes.at(-1)
    if (before?.trapped && isContinued(tokens, before, quote)) quote.trapped = true
    quotes.push(quote)
    from = quote.end
    at = quote.end - 1
  }
  return quotes
}

/** "budget of £900 in year one, £1,200 by year two": a small bare figure goes on with what was said before it. */
function isContinued(tokens: readonly Token[], before: Quote, quote: Quote): boolean {
  const bare = !quote.range && !quote.scaled && !quote.labelled && !quote.periodStated
  const between = tokens.slice(before.end, quote.start)
  return (
    bare &&
    (quote.max ?? quote.min ?? 0) < 10_000 &&
    !between.some(token => isMark(token, '.', ';', '•', '|', '\n'))
  )
}

function readQuote(tokens: readonly Token[], from: number, first: number, last: number): Quote {
  const low = tokens[first] as Figure
  const high = tokens[last] as Figure
  const range = last !== first
  let end = last + 1
  while (isMark(tokens[end], '+', ')', '*') && periodAt(tokens, end + 1) !== null) end++
  if (wordOf(tokens[end]) === 'uk') end++
  const behind = periodAt(tokens, end)
  const between = range ? firstPeriod(tokens, first + 1, last) : null
  if (behind !== null) end += behind.length
  const ahead = periodOfLabel(tokens, Math.max(from, first - 4), first)
  const period = between ?? behind?.period ?? laterPeriod(tokens, end) ?? ahead
  const currency = low.currency ?? high.currency
  const [min, max] = levelled(low, high, period, currency)
  const scaled = low.scale > 1 || high.scale > 1
  const side = range ? 'both' : sideOf(tokens, from, first, last, end)
  const trap = trapOf(tokens, from, first, end, Math.max(min, max), high.closed, behind?.period ?? between)
  return {
    min: side === 'max' ? null : min,
    max: side === 'min' ? null : max,
    currency,
    period: period ?? sizeOf(Math.max(min, max), scaled, currency),
    start: first,
    end,
    money: isMoney(tokens, low, high, {
      range,
      hasPeriod: behind !== null || between !== null,
      isRate: ahead === 'day' || ahead === 'hour',
      scaled,
      last,
    }),
    trapped: trap !== null,
    ote: trap === 'ote',
    labelled: isLabelled(tokens, from, first),
    range,
    scaled,
    periodStated: period !== null,
  }
}

/** A number that can never be pay: percentage, identifier, telephone, count of things with letters against it. */
function isNoMoney(tokens: readonly Token[], at: number): boolean {
  const figure = tokens[at] as Figure
  if (figure.currency !== null) return figure.value === 0
  const next = tokens[at + 1]
  if (figure.glued || figure.value === 0 || isMark(next, '%')) return true
  // The American pension plans 401(k) and 403(b).
  if (figure.digits === '401' || figure.digits === '403') return true
  if (figure.digits.length > 1 && figure.digits.startsWith('0') && figure.decimals === 0) return true
  if (
    /^(?:x|days?|hours?|hrs?|weeks?|months?|years?|yrs?|minutes?|mins?|people|st|nd|rd|th)$/.test(
      wordOf(next) ?? '',
    )
  )
    return figure.scale === 1
  const before = tokens[at - 1]
  const label = isMark(before, ':', '.', '#') ? (wordOf(tokens[at - 2]) ?? '') : (wordOf(before) ?? '')
  if (/^(?:ref|reference|id|no|number|code|req|requisition|iso|vacancy)$/.test(label))
    return figure.scale === 1
  if (before?.kind === 'word' && GRADES.has(before.text)) return figure.scale === 1 && figure.value < 1000
  // Groups of a telephone number follow one another without anything between.
  return before?.kind === 'figure' && before.currency === null && before.scale === 1
}

/** The index of the figure that closes a range opened by the figure at `first`, null where it stands alone. */
function partnerOf(tokens: readonly Token[], first: number): number | null {
  let joined = false
  const opened = wordOf(tokens[first - 1]) === 'between' || wordOf(tokens[first - 2]) === 'between'
  for (let at = first + 1; at < Math.min(tokens.length, first + 12); at++) {
    const token = tokens[at]!
    if (token.kind === 'figure') {
      return joined &&
        !isNoMoney(tokens, at) &&
        !isPercent(tokens, at) &&
        fits(tokens[first] as Figure, token)
        ? at
        : null
    }
    const period = periodAt(tokens, at)
    const low = tokens[first] as Figure
    if (period !== null) at += period.length - 1
    else if (isMark(token, '/') && isShortOf(low, tokens[at + 1])) joined = true
    else if (token.kind === 'mark') {
      if (token.text === '-') joined = true
      else if (!['+', ')', '(', '*', '.'].includes(token.text)) return null
    } else if (token.text === 'and') {
      if (!opened) return null
      joined = true
    } else if (JOINERS.has(token.text)) joined = true
    else if (!RANGE_FILLERS.has(token.text)) return null
  }
  return null
}

/** "50/60k", "400/500 per day": a bare number before a scaled one, or before one of its size. */
function isShortOf(low: Figure, high: Token | undefined): boolean {
  if (high?.kind !== 'figure' || low.scale > 1) return false
  if (high.scale > 1) return low.value < 1000
  return low.value >= 100 && high.value > low.value && high.value <= low.value * 2 && !isYear(high)
}

function isYear(figure: Figure): boolean {
  return /^(?:19|20)\d\d$/.test(figure.digits) && !figure.grouped
}

function isPercent(tokens: readonly Token[], at: number): boolean {
  return isMark(tokens[at + 1], '%')
}

function firstPeriod(tokens: readonly Token[], from: number, to: number): PayPeriod | null {
  for (let at = from; at < to; at++) {
    const period = periodAt(tokens, at)
    if (period !== null) return period.period
  }
  return null
}

/** A period a little behind the figure with only terms of pay between: `£450 inside IR35 per day`, `£30k + bonus pa`. */
function laterPeriod(tokens: readonly Token[], from: number): PayPeriod | null {
  for (let at = from; at < Math.min(tokens.length, from + 6); at++) {
    const token = tokens[at]!
    if (token.kind === 'figure' && !token.glued) return null
    const period = periodAt(tokens, at)
    if (period !== null)
      return token.kind === 'word' && (token.text === 'a' || token.text === 'an') ? null : period.period
    if (token.kind === 'mark' ? STOPS.has(token.text) : token.kind === 'word' && !isTerm(token.text))
      return null
  }
  return null
}

function isTerm(text: string): boolean {
  return PAY_FOLLOWERS.has(text) || RANGE_FILLERS.has(text) || text === 'ir'
}

function isLabelled(tokens: readonly Token[], from: number, first: number): boolean {
  for (let at = first - 1; at >= Math.max(from, first - 12); at--) {
    const text = wordOf(tokens[at])
    if (text !== null && SURE_PAY.has(text)) return true
    if (isMark(tokens[at], '.', ';', '|', '\n')) return false
  }
  return false
}

function isMoney(
  tokens: readonly Token[],
  low: Figure,
  high: Figure,
  about: { range: boolean; hasPeriod: boolean; isRate: boolean; scaled: boolean; last: number },
): boolean {
  const { range, hasPeriod, isRate, scaled, last } = about
  const currency = low.currency ?? high.currency
  const huge = Math.max(low.scale, high.scale)
  if (huge >= 1e9 || (huge === 1e6 && !isSmallUnit(currency ?? '') && !(range && low.scale < 1e6)))
    return false
  if (currency !== null) return true
  if (hasPeriod && (Math.max(low.value, high.value) >= 5 || scaled)) return true
  let next = last + 1
  if (isMark(tokens[next], '+')) next++
  const follower = tokens[next]
  if (follower?.kind === 'word' && !PAY_FOLLOWERS.has(follower.text)) return false
  if (follower?.kind === 'word' && isAdjective(follower.text) && periodAt(tokens, next) === null) return false
  if (scaled) return true
  if (low.decimals === 2 && high.decimals === 2) return true
  const years = isYear(low) && isYear(high)
  // "Day rate 500-550": the label is the unit, so the figure may be small.
  return Math.max(low.value, high.value) >= (isRate ? 10 : 2000) && !years
}

function isAdjective(text: string): boolean {
  return text === 'daily' || text === 'weekly' || text === 'monthly' || text === 'hourly' || text === 'annual'
}
