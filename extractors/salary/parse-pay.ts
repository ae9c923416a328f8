import type { PayPeriod } from '../posting.ts'
import { type Quote, readQuotes } from './pay-quotes.ts'
import { type Token, tokenise } from './pay-tokens.ts'
import { LEVELS, OTHER_COUNTS, PLACES, ROLES } from './pay-words.ts'

/** Pay as stated: figures per `period` in `currency` (ISO 4217); a one-sided statement leaves the other end null. */
export interface Pay {
  min: number | null
  max: number | null
  currency: string
  period: PayPeriod
}

/**
 * Reads the base pay out of a pay field, a title or a sentence; null where it states none ("Competitive", a bonus or
 * an allowance alone, years, counts, telephone numbers).
 *
 * Of several ranges, those of levels and places of one job give the overall range, of separate jobs the first, of
 * several periods the first stated; a restatement completes what came before it. Pro rata and part-time figures are
 * taken as stated. A figure without a period gets it by size.
 *
 * @param defaultCurrency of figures without sign or code; null where they do not count
 */
export function parsePay(text: string, defaultCurrency: string | null = 'GBP'): Pay | null {
  const tokens = tokenise(text)
  const chosen = choose(tokens, readQuotes(tokens))
  return chosen === null ? null : asPay(chosen, defaultCurrency)
}

/** The quote in the shape of the contract; null where neither it nor the default names a currency. */
export function asPay(quote: Quote, defaultCurrency: string | null): Pay | null {
  const currency = quote.currency ?? defaultCurrency
  return currency === null ? null : { min: quote.min, max: quote.max, currency, period: quote.period }
}

/** The one statement that stands for all quotes of a text. */
export function choose(tokens: readonly Token[], all: readonly Quote[]): Quote | null {
  const base = all.filter(quote => quote.money && !quote.trapped && isPlausibleAlone(quote))
  let chosen = base[0]
  if (chosen === undefined) return null
  const first = chosen
  let from = first.end
  let previousRole = labelOf(tokens, 0, first.start).some(text => ROLES.has(text))
  for (const quote of base.slice(1)) {
    const between = tokens.slice(from, quote.start)
    from = quote.end
    if (
      between.some(
        token => token.kind === 'mark' && (token.text === '•' || token.text === '\n' || token.text === '|'),
      )
    )
      break
    const currency = chosen.currency ?? quote.currency
    if (quote.period !== chosen.period || (quote.currency ?? currency) !== currency) continue
    const label = between.filter(token => token.kind === 'word').map(token => token.text)
    // A label may stand behind its figure too, so the words after the quote count as well.
    const role = label.some(text => ROLES.has(text))
    if (role || (previousRole && labelOf(tokens, quote.end, quote.end + 6).some(text => ROLES.has(text))))
      break
    previousRole = false
    if (isOtherCount(tokens, label, quote)) continue
    if (isRestatement(tokens, between, label, chosen, quote)) {
      chosen = completed(chosen, quote, all)
      continue
    }
    if (isAddition(between, label)) continue
    // "£45k-£55k (negotiable up to £60k)": room above a range, unless it is another level's.
    const open = quote.min === null || quote.max === null
    if (chosen.range && open && !label.some(text => LEVELS.has(text))) continue
    const sentence = between.some((token, index) => isSentenceEnd(token, between[index + 1]))
    if (sentence && !label.some(text => LEVELS.has(text))) break
    chosen = overall(chosen, quote)
  }
  return chosen
}

/** A lone figure of a few thousand without a period is an allowance or a fee whose noun we did not know. */
function isPlausibleAlone(quote: Quote): boolean {
  const value = quote.max ?? quote.min ?? 0
  const stated = quote.range || quote.scaled || quote.labelled
  return stated || quote.period !== 'year' || value >= 4000
}

function labelOf(tokens: readonly Token[], from: number, to: number): string[] {
  const label: string[] = []
  for (const token of tokens.slice(Math.max(0, from), to)) {
    if (token.kind === 'mark' && (token.text === ';' || token.text === ',') && from > 0) break
    if (token.kind === 'word') label.push(token.text)
  }
  return label
}

function isSentenceEnd(token: Token, next: Token | undefined): boolean {
  return token.kind === 'mark' && token.text === '.' && next?.kind === 'word'
}

/** The same pay counted otherwise: what part-time hours leave of it, or the whole package. */
function isOtherCount(tokens: readonly Token[], label: readonly string[], quote: Quote): boolean {
  const behind = tokens[quote.end]
  return (
    label.some(text => OTHER_COUNTS.has(text)) || (behind?.kind === 'word' && OTHER_COUNTS.has(behind.text))
  )
}

/** The same pay said again: side by side, in brackets, or sharing an end with what came before. */
function isRestatement(
  tokens: readonly Token[],
  between: readonly Token[],
  label: readonly string[],
  chosen: Quote,
  quote: Quote,
): boolean {
  if (sharesEnd(chosen, quote) && chosen.range !== quote.range) return true
  const bracketed = isOpening(tokens[quote.start - 1]) && !isOpening(tokens[chosen.start - 1])
  if (bracketed) return true
  const marks = between.filter(token => token.kind === 'mark').map(token => token.text)
  if (isSameLevel(chosen, quote) && !label.some(text => PLACES.has(text))) return true
  const separated = marks.some(mark => [',', ';', '/', '&', '|'].includes(mark)) || label.includes('or')
  if (separated || label.some(text => LEVELS.has(text)))
    return chosen.min === quote.min && chosen.max === quote.max
  return (
    chosen.range &&
    label.every(text => text.length < 4 || /^(?:circa|annum|basic|from|plus|year|rata|upto|band)$/.test(text))
  )
}

/** Two ranges that overlap by more than half are one level on two pay scales; two levels follow one another. */
function isSameLevel(one: Quote, other: Quote): boolean {
  if (!one.range || !other.range) return false
  const shared = Math.min(one.max!, other.max!) - Math.max(one.min!, other.min!)
  return shared > Math.min(one.max! - one.min!, other.max! - other.min!) / 2
}

function isOpening(token: Token | undefined): boolean {
  return token?.kind === 'mark' && token.text === '('
}

function sharesEnd(one: Quote, other: Quote): boolean {
  return (one.max !== null && one.max === other.max) || (one.min !== null && one.min === other.min)
}

function isAddition(between: readonly Token[], label: readonly string[]): boolean {
  return label.includes('plus') || between.some(token => token.kind === 'mark' && token.text === '+')
}

/**
 * A range completes a single or one-sided figure. Of two ranges the first counts, unless its upper end is the
 * on-target earnings that the text names: then the second, inside it, is the base.
 */
function completed(chosen: Quote, quote: Quote, all: readonly Quote[]): Quote {
  if (!quote.range) return chosen
  if (!chosen.range) return { ...quote, currency: quote.currency ?? chosen.currency }
  const target = all.some(other => other.ote && (other.max ?? other.min) === chosen.max)
  return target && (quote.max ?? 0) < (chosen.max ?? 0)
    ? { ...quote, currency: quote.currency ?? chosen.currency }
    : chosen
}

function overall(one: Quote, other: Quote): Quote {
  const ends = [one, other]
  const currency = one.currency ?? other.currency
  const open = ends.every(quote => quote.min === null || quote.max === null)
  const min = one.min ?? other.min
  const max = one.max ?? other.max
  // "Min £40,000, max £50,000": each names the end that the other leaves open.
  if (open && min !== null && max !== null && min <= max) return { ...one, min, max, currency, range: true }
  if (open && min !== null && max !== null) return one
  return {
    ...one,
    currency,
    min: ends.some(quote => quote.min === null) ? null : Math.min(...ends.map(quote => quote.min!)),
    max: ends.some(quote => quote.max === null) ? null : Math.max(...ends.map(quote => quote.max!)),
  }
}
