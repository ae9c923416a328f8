import { asPay, choose, type Pay } from './parse-pay.ts'
import { outsideBounds } from './pay-bounds.ts'
import { readQuotes } from './pay-quotes.ts'
import { tokenise } from './pay-tokens.ts'
import { PAY_FOLLOWERS } from './pay-words.ts'

/** Characters of a description that are searched, and statements that are looked at. */
const LONGEST = 60_000
const MOST = 40
/** Most characters of a statement before and behind its figure. */
const BEFORE = 110
const BEHIND = 140

/**
 * Where a statement of pay may be: a figure with a currency sign, in thousands, or per annum, day or hour; not sums of
 * millions, nor the American pension "401k".
 */
const HINT =
  /(?:[£€$\ufffd]|\b(?:GBP|EUR|USD|CHF)) ?\d(?![\d.,]{0,8} ?(?:[mMbB]n?|million|billion|trillion)\b)|\d ?(?:GBP|EUR|USD|CHF)\b|\b(?!401 ?[kK])\d{2,3} ?[kK]\b|\b\d{2,3},?\d{3}(?:\.\d\d)? ?(?:p\.?a\b|per annum|per year)/g
/** Without this no text holds a hint, however its lines are broken. */
const ANY_HINT = /[£€$\ufffd] ?\d|\d ?[kK]\b|GBP|EUR|USD|CHF|\d(?: ?\n){0,2} ?(?:p\.?a\b|per (?:annum|year))/
/** A line break inside a statement: boards set the unit or the upper end on a line of its own. */
const BROKEN = / ?\n[ \n]{0,3}(?=(?:per|a|an) (?:year|annum|month|week|day|hour)\b|[-–] ?£?\d)/g
const SENTENCE_END = /[.!?;](?=\s)|\n/g

/**
 * The pay that a description states in prose, null where it states none. Stricter than {@link parsePay}: a figure
 * counts only with a word of pay before it, with a period behind it, or as a range that stands on its own (the head
 * line of an announcement); turnover, funding, budgets, fees, pensions and bonuses never do, and what lies
 * outside the bounds of pay is passed over.
 *
 * @param defaultCurrency of figures without sign or code; null where they do not count
 */
export function findPay(text: string, defaultCurrency: string | null = 'GBP'): Pay | null {
  if (!ANY_HINT.test(text)) return null
  const searched = (text.length > LONGEST ? text.slice(0, LONGEST) : text).replace(BROKEN, ' ')
  let done = 0
  let looked = 0
  HINT.lastIndex = 0
  for (let hint = HINT.exec(searched); hint !== null && looked < MOST; hint = HINT.exec(searched)) {
    if (hint.index < done) continue
    const [start, end] = statementAround(searched, hint.index)
    done = end
    looked++
    const pay = payOfStatement(searched.slice(start, end), defaultCurrency)
    if (pay !== null) return pay
  }
  return null
}

function payOfStatement(statement: string, defaultCurrency: string | null): Pay | null {
  const tokens = tokenise(statement)
  const quotes = readQuotes(tokens).filter(quote => {
    if (!quote.money || quote.trapped) return false
    const marked = quote.currency !== null || (quote.scaled && quote.labelled) || quote.periodStated
    if (!marked) return false
    if (quote.labelled || (quote.periodStated && quote.period !== 'month' && quote.period !== 'week'))
      return true
    const next = tokens[quote.end]
    const closed =
      next === undefined || next.kind === 'mark' || (next.kind === 'word' && PAY_FOLLOWERS.has(next.text))
    return quote.range && closed && (quote.max ?? 0) >= 10_000
  })
  const chosen = choose(tokens, quotes)
  const pay = chosen === null ? null : asPay(chosen, defaultCurrency)
  if (pay === null) return null
  const figures = [pay.min, pay.max].filter(figure => figure !== null)
  return outsideBounds(figures, pay.currency, pay.period) === null ? pay : null
}

/** The sentence or line around a figure, within bounds. */
function statementAround(text: string, at: number): [number, number] {
  let start = Math.max(0, at - BEFORE)
  SENTENCE_END.lastIndex = start
  for (let stop = SENTENCE_END.exec(text); stop !== null && stop.index < at; stop = SENTENCE_END.exec(text))
    start = stop.index + 1
  SENTENCE_END.lastIndex = at
  const stop = SENTENCE_END.exec(text)
  const end = Math.min(text.length, at + BEHIND, stop === null ? text.length : stop.index + 1)
  return [start, end]
}
