import type {
  Excerpt,
  ExplainedAdvert,
  ExplainedVacancy,
  Explanation,
} from '../statistics/explain/explanation.ts'
import { cut, leftOutPart } from './explain-terminal/left-out.ts'
import { exact, howComputed, intervalText, numberName, ordinal, printedNumber } from './explained-number.ts'
import { count, longDate, money, period } from './format.ts'
import { plain } from './paint.ts'
import {
  joinParts,
  type Means,
  means,
  pageHeading,
  paragraph,
  partTitle,
  type TerminalOptions,
} from './text-table.ts'
import { capitalised, PAY_WORDING } from './wording.ts'

/** Without colour, what is marked stands in brackets. */
type Layout = Means & { colour: boolean }

/** An explained number as text for a terminal or a log, ending in a newline. */
export function printExplanation(explanation: Explanation, options: TerminalOptions): string {
  const layout = { ...means(options), colour: options.colour }
  return joinParts([
    head(explanation, layout),
    rankPart(explanation, layout),
    vacanciesPart(explanation, layout),
    leftOutPart(explanation, layout),
  ])
}

function head(explanation: Explanation, layout: Layout): string {
  const { term, type, location, months, asOf, endsOn, yearsBack, value, recomputed } = explanation
  const { width, paint } = layout
  const ofDay = yearsBack === 0 ? longDate(asOf) : `${longDate(endsOn)}, beside ${longDate(asOf)}`
  const about = `${capitalised(type)} jobs in ${location}, ${period(months)} to ${ofDay}`
  const line = (text: string | null) => text && paragraph(plain(text), 'reset', width, paint)
  return [
    pageHeading(term, about, layout),
    `${paint('bold', printedNumber(explanation))}  ${plain(numberName(explanation))}`,
    line(howComputed(explanation)),
    line(intervalText(explanation)),
    Object.is(value, recomputed)
      ? null
      : paint('red', `The vacancies behind it give ${recomputed}: the published number is not theirs.`),
  ]
    .filter(part => part !== null)
    .join('\n')
}

function rankPart({ basis, term, value }: Explanation, layout: Layout): string | null {
  if (basis.kind !== 'rank') return null
  const lines = basis.steps.map(({ rank, vacancies, terms, names }) => {
    const more = terms > names.length ? `, and ${count(terms - names.length)} more` : ''
    const line = `${count(rank).padStart(6)}  ${count(vacancies).padStart(8)}  ${cut(names.join(', '), layout.width - 32)}${more}`
    return rank === value ? layout.paint('bold', line) : line
  })
  const title = `${partTitle(`Ranks around ${term}, with the vacancies of each`, layout)}`
  return `${title}\n${lines.join('\n')}`
}

function vacanciesPart(explanation: Explanation, layout: Layout): string | null {
  const { total, offset, vacancies, basis } = explanation
  if (total === 0) return null
  const order = basis.kind === 'percentile' ? 'in the order of their points' : 'newest first'
  const which =
    vacancies.length === total
      ? `All ${count(total)} vacancies behind it, ${order}`
      : `Vacancies ${count(offset + 1)} to ${count(offset + vacancies.length)} of ${count(total)}, ${order}`
  const blocks = vacancies.map(vacancy => vacancyBlock(vacancy, explanation, layout))
  return `${partTitle(which, layout)}\n${blocks.join('\n\n')}`
}

function vacancyBlock(vacancy: ExplainedVacancy, { unit }: Explanation, layout: Layout): string {
  const { width, paint } = layout
  const { title, company, places, postedOn, quote, point, adverts, words } = vacancy
  const field = (name: string, text: string) => `  ${paint('dim', name.padEnd(9))} ${text}`
  const place = [company ?? 'company not named', places.join(', ') || 'place not known'].join(' · ')
  const room = width - 12
  const lines = [
    `${point ? `${paint('cyan', `${ordinal(point.rank)}, ${exact(point.pounds, unit!)}`)}  ` : ''}${paint('bold', cut(title, width - 24))}`,
    `  ${cut(place, width - 28)} ${paint('dim', `first advertised ${postedOn}`)}`,
    ...adverts.map(advert =>
      field(advert.speaks ? 'speaks' : 'same job', advertLine(advert, adverts.length)),
    ),
    adverts.some(({ speaks }) => speaks)
      ? null
      : field('adverts', 'changed since: the one that spoke for it is stored otherwise now'),
    quote &&
      field('pay', `${quoteText(quote)}${words.pay ? `: ${marked(words.pay, room - 28, layout)}` : ''}`),
    quote ? null : words.pay && field('pay', `no quote: ${marked(words.pay, room - 12, layout)}`),
    ...words.terms.map(({ term, excerpt, mentions }) =>
      field(
        'words',
        excerpt
          ? `${marked(excerpt, room, layout)}${mentions > 1 ? paint('dim', ` (${count(mentions)} mentions)`) : ''}`
          : `${plain(term)} is among its terms; ${missingWords(words.state)}`,
      ),
    ),
    words.state === 'gone'
      ? field('', 'its text is gone by the retention of its source; this is what was kept')
      : null,
  ]
  return lines.filter(line => line !== null).join('\n')
}

const missingWords = (state: ExplainedVacancy['words']['state']): string =>
  state === 'read'
    ? 'the words could not be told'
    : state === 'gone'
      ? 'its text is gone by the retention of its source'
      : 'its stored text is not known'

function advertLine({ source, url, postedOn, postedStated, pay }: ExplainedAdvert, adverts: number): string {
  const day = adverts > 1 ? ` ${postedOn}${postedStated ? '' : ' (first seen)'}` : ''
  const estimate = pay && !pay.quoted ? ' (pay estimated by the board)' : ''
  return plain(`${source}${day} ${url ?? 'without an address'}${estimate}`)
}

function quoteText({ unit, low, high }: NonNullable<ExplainedVacancy['quote']>): string {
  const range = low === high ? money(low, unit) : `${money(low, unit)}–${money(high, unit)}`
  return `${range} ${PAY_WORDING[unit].per}`
}

/** An excerpt on one line, its marks in brackets where there is no colour; cut around the first of them. */
function marked({ text, marks }: Excerpt, room: number, { colour, paint }: Layout): string {
  const [first] = marks
  const begin = first && first[1] > room ? wordAfter(text, first[0] - Math.floor(room / 3), first[0]) : 0
  const end = Math.min(text.length, begin + room)
  let line = begin > 0 ? '…' : ''
  let at = begin
  for (const [from, to] of marks) {
    if (from < at || from >= end) continue
    const match = plain(text.slice(from, Math.min(to, end)).toWellFormed())
    line +=
      plain(text.slice(at, from).toWellFormed()) +
      (colour ? paint(['bold', 'underline'], match) : `[${match}]`)
    at = Math.min(to, end)
  }
  line += plain(text.slice(at, end).toWellFormed())
  return end < text.length ? `${line}…` : line
}

/** Where the first whole word between two places begins; the first place where none does. */
function wordAfter(text: string, from: number, upto: number): number {
  const space = text.indexOf(' ', from)
  return space >= 0 && space < upto ? space + 1 : Math.max(0, from)
}
