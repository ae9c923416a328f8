import { readSalary } from '../../../extractors/salary/read-salary.ts'
import { excerptOf, markedIn } from './excerpts.ts'
import type { Excerpt, ExplainedAdvert } from './explanation.ts'
import type { AdvertWords } from './read-words.ts'

/** The most lines of a text that are tried. */
const MOST_LINES = 400

/**
 * The words that state an advert's pay: those of the source's pay field, else the title, else the first line of the text
 * that by itself is read as the same pay. Where nothing was read, what the pay field says instead ("Competitive").
 * @returns null where no words state it
 */
export function payWords(words: AdvertWords, pay: ExplainedAdvert['pay']): Excerpt | null {
  const { title, text, salaryText, typedPay } = words
  const ofField = salaryText && shortened(salaryText)
  if (pay === null) return ofField ? unmarked(ofField) : null
  const says = (from: Partial<Pick<AdvertWords, 'salaryText' | 'typedPay' | 'title' | 'text'>>) => {
    const { salary } = readSalary({
      salaryText: from.salaryText,
      pay: from.typedPay,
      title: from.title ?? '',
      text: from.text ?? '',
      defaultCurrency: pay.currency,
    })
    return (
      salary !== null &&
      salary.min === pay.min &&
      salary.max === pay.max &&
      salary.period === pay.period &&
      salary.currency === pay.currency
    )
  }
  if (ofField && says({ salaryText })) return markedIn(ofField, { start: 0, end: ofField.length })
  if (typedPay && says({ typedPay })) {
    const typed = typedWords(typedPay)
    return markedIn(typed, { start: 0, end: typed.length })
  }
  if (says({ title })) return markedIn(title, { start: 0, end: title.length })
  let start = 0
  for (const line of text.split('\n', MOST_LINES)) {
    if (/\d/.test(line) && says({ text: line })) return excerptOf(text, figuresIn(line, start))
    start += line.length + 1
  }
  return ofField ? unmarked(ofField) : null
}

/** From the first figure of money in a line to the last. */
function figuresIn(line: string, offset: number): { start: number; end: number } {
  const figures = [
    ...line.matchAll(
      /[£$€]\s?\d{1,9}(?:[,.]\d{1,3}){0,3}(?:\s?k\b)?|\b\d{1,3}(?:\.\d{1,2})?\s?k\b|\b\d{2,3},\d{3}\b/gi,
    ),
  ]
  const [first] = figures
  if (!first) return { start: offset, end: offset + line.length }
  const near = figures.filter(figure => figure.index - first.index < 60).at(-1)!
  return { start: offset + first.index, end: offset + near.index + near[0].length }
}

function typedWords({ min, max, currency, unit, predicted }: NonNullable<AdvertWords['typedPay']>): string {
  const range = [min, max].filter(end => end != null)
  const words = [[...new Set(range)].join('–'), currency, unit].filter(Boolean).join(' ')
  return predicted ? `${words} (the board's own estimate)` : words
}

const shortened = (text: string) => (text.length > 160 ? `${text.slice(0, 159).toWellFormed()}…` : text)

const unmarked = (text: string): Excerpt => ({ text, marks: [] })
