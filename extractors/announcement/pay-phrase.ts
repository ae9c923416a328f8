const FIGURE = String.raw`\d{1,3}(?:[.,]\d{3}){0,2}(?:\.\d{1,2})?\s?k?\+?`
const RANGE = String.raw`(?:\s?(?:-|–|—|to)\s?(?:[£$€]|(?:GBP|USD|EUR|CHF)\s?)?${FIGURE})?`
const PERIOD = String.raw`(?:\s?(?:/|per |an? |p\.?)\s?(?:hour|hr|h|day|d|week|month|mo|year|yr|annum|a)\b\.?)?`
const PAY = new RegExp(
  String.raw`(?:(?:[£$€]|\b(?:GBP|USD|EUR|CHF)\s?)\s?${FIGURE}${RANGE}${PERIOD}|\b\d{2,3}k?\s?(?:-|–|—|to)\s?\d{2,3}k\b(?:\s?(?:[£€]|(?:GBP|USD|EUR|CHF)\b))?${PERIOD}|\b${FIGURE}${RANGE}\s?(?:[£€]|GBP|USD|EUR|CHF)\b)`,
  'gi',
)
const OF_MONEY_RAISED = /^\s?(?:m|mm|mn|b|bn|million|billion|mil)\b/i
const OF_OTHER_MONEY = /\b(?:raised|funding|revenue|worth|valued|round|bonus|referral|401)\b/i
/** What makes the figure behind it one end of a range. */
const CEILING = /\b(?:up to|upto|from|max|min)\.? ?$/i
const SALARY_WORD =
  /\b(?:salar(?:y|ies)|compensation|comp|pay(?:ing|s)?|range|wage|rate|base|package|per (?:hour|day|annum|year)|offer(?:ing)?|stipend|ote|p\.?a\.?)\b/i

/** Whether a text states pay: a figure with a currency that is large enough, or names its period; no funding. */
export function hasPay(text: string): boolean {
  return payIn(text) !== null
}

/**
 * The phrase in which an announcement states pay: of its header, or of the first later line that speaks of salary.
 * At most 160 characters, null where there is none.
 */
export function payPhrase(header: string, lines: readonly string[]): string | null {
  const inHeader = payIn(header.slice(0, 600))
  if (inHeader !== null) return inHeader
  for (const line of lines) {
    for (const sentence of line.slice(0, 2000).split(/(?<=[.!?])\s+(?=[A-Z])/)) {
      if (!SALARY_WORD.test(sentence)) continue
      const phrase = payIn(sentence)
      if (phrase !== null) return phrase
    }
  }
  return null
}

function payIn(text: string): string | null {
  for (const match of text.matchAll(PAY)) {
    const end = match.index + match[0].length
    if (OF_MONEY_RAISED.test(text.slice(end, end + 10))) continue
    if (
      OF_OTHER_MONEY.test(
        text
          .slice(Math.max(0, match.index - 40), match.index)
          .split('|')
          .at(-1) ?? '',
      )
    )
      continue
    const largest = Math.max(
      ...[...match[0].matchAll(/\d[\d,.]{0,12}(\s?k)?/gi)].map(
        ([figure, k]) => Number(figure.replace(/[,.](?=\d{3})|[\sk]/gi, '')) * (k ? 1000 : 1),
      ),
    )
    const isPeriodic = /hour|hr|day|week|month|\/h|\/d/i.test(match[0])
    if (largest < (isPeriodic ? 10 : 10_000) || largest > 2_000_000) continue
    const ceiling = CEILING.exec(text.slice(Math.max(0, match.index - 10), match.index))?.[0].length ?? 0
    return text
      .slice(match.index - ceiling, end + periodBehind(text.slice(end, end + 24)))
      .trim()
      .slice(0, 160)
  }
  return null
}

const periodBehind = (rest: string): number =>
  /^\s?(?:\(?(?:per|a|an|p\/|\/)\s?(?:annum|year|day|hour|month)\)?|pa\b|p\.a\.)/i.exec(rest)?.[0].length ?? 0
