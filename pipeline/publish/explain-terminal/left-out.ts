import type { Explanation, LeftOut, Reason } from '../../statistics/explain/explanation.ts'
import { count, longDate } from '../format.ts'
import { plain } from '../paint.ts'
import { type Means, partTitle } from '../text-table.ts'
import { PAY_WORDING } from '../wording.ts'

/** What was left out, by reason, with examples; null where nothing was. */
export function leftOutPart(explanation: Explanation, means: Means): string | null {
  const { leftOut } = explanation
  if (leftOut.length === 0) return null
  const blocks = leftOut.map(each => block(each, explanation, means))
  return `${partTitle('Left out, and why', means)}\n${blocks.join('\n')}`
}

function block(leftOut: LeftOut, explanation: Explanation, { width, paint }: Means): string {
  const { reason, detail, total, of, examples } = leftOut
  const noun = total === 1 ? of.replace(/ies$/, 'y').replace(/s$/, '') : of
  const head = `${paint('bold', count(total))} ${noun}: ${reasonText(reason, detail, explanation)}`
  const lines = examples.map(({ title, company, postedOn, source, url }) => {
    const name = cut([title, company].filter(Boolean).join(' · '), width - 14)
    return `  ${paint('dim', postedOn)}  ${name}\n              ${paint('dim', plain(`${source} ${url ?? 'without an address'}`))}`
  })
  return [head, ...lines].join('\n')
}

function reasonText(reason: Reason, detail: string | null, explanation: Explanation): string {
  const { begins, endsOn, location, type, term, skill, unit } = explanation
  const more = detail === null ? '' : ` (${plain(detail)})`
  const both = skill === null ? term : `${term} and ${skill}`
  switch (reason) {
    case 'withoutSkill':
      return `${term}, but the advert does not cite ${skill}`
    case 'duplicate':
      return 'another advert of a job that counts already'
    case 'before':
      return `first advertised on or before ${longDate(begins)}${detail ? `, ${plain(detail)}` : ''}`
    case 'after':
      return `first advertised after ${longDate(endsOn)}`
    case 'closed':
      return `advertised in these months, no longer open on ${longDate(endsOn)}${more}`
    case 'scope':
      return `out of scope${more}`
    case 'type':
      return detail === null ? `of no type that has pages` : `not ${type}: ${plain(detail)}`
    case 'place':
      return `not in ${location}: ${plain(detail ?? 'elsewhere')}`
    case 'forbidden':
      return "its source's terms allow no published aggregates"
    case 'spokenFor':
      return `an advert names ${both}; the one that speaks for the job does not`
    case 'later':
      return 'come or changed since this was published'
    case 'otherUnit':
      return `counts, but quotes pay ${PAY_WORDING[(detail ?? unit!) as 'year'].per}`
    case 'predicted':
      return "counts, but the figure is the board's own estimate"
    case 'currency':
      return `counts, but quotes another currency${more}`
    case 'period':
      return `counts, but quotes pay by another period${more}`
    case 'bounds':
      return `counts, but the figure is no possible quote${more}`
    case 'unstated':
      return 'counts, but states no pay'
  }
}

/** A line of an advert's words, fit for a terminal and cut to a width. */
export function cut(text: string, width: number): string {
  const clean = plain(text)
  return clean.length > width ? `${clean.slice(0, width - 1).toWellFormed()}…` : clean
}
