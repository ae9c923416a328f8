import { html } from 'hono/html'
import type { Benchmark, GuidePage, TitleRow } from '../../statistics/guide/guide-page.ts'
import {
  change,
  count,
  MISSING,
  money,
  moneyDifference,
  moneyRange,
  shortDate,
  shortMonth,
} from '../format.ts'
import { guidePath, type PageLinks, pagePath } from '../paths.ts'
import { BAND_WORDING, PAY_WORDING, the } from '../wording.ts'
import { medianCell } from './guide-figures.ts'
import type { GuideSection } from './guide-section.ts'
import { linked, type Markup } from './layout.ts'
import { changeCell, dataTable, figureCell } from './tables.ts'

/** How many titles a list shows. */
const LISTED = 12

/** The levels of the role, and the roles beside it. */
export function careerSection(page: GuidePage, links: PageLinks): GuideSection | null {
  const { career } = page
  if (career === null) return null
  const lists: [string, TitleRow[]][] = [
    ['Wider roles', career.wider],
    ['Specialised roles', career.specialised],
    ['Roles of the same family', career.siblings],
  ]
  const standing = lists.filter(([, rows]) => rows.length > 0)
  if (career.ladder.length < 2 && standing.length === 0) return null
  return {
    id: 'career',
    heading: 'Career path and related roles',
    body: html`<p class="hint">Permanent jobs in ${the(page.location)}, with the median salary quoted.</p>${
      career.ladder.length > 1 &&
      titleTable(`Levels of ${career.role}, the lowest first`, career.ladder, page, links)
    }${
      standing.length > 0 &&
      html`<div class="pair">${standing.map(([caption, rows]) => titleTable(caption, rows.slice(0, LISTED), page, links))}</div>`
    }`,
  }
}

function titleTable(caption: string, rows: TitleRow[], page: GuidePage, links: PageLinks): Markup {
  const path = guidePath(page)
  const { location, months } = page
  const title = (term: string) => {
    const guide = guidePath({ term, location })
    const target = links.has(guide) ? guide : pagePath({ term, location, type: 'permanent', months })
    return linked(path, target, term, links)
  }
  return dataTable(
    caption,
    [{ head: 'Title', text: true }, { head: 'Vacancies' }, { head: 'Median' }],
    rows.map(
      row => html`<tr><th scope="row">${row.term === page.term ? html`<b>${row.term}</b>` : title(row.term)}</th>${figureCell(
        count(row.vacancies),
      )}${medianCell(row, 'year')}</tr>
`,
    ),
    { quiet: true },
  )
}

/** What an agency's fee on the median salary comes to. */
export function hiringSection({ term, location, hiring }: GuidePage): GuideSection | null {
  const { salary, fees, source, asOf } = hiring
  if (salary.p50 === null || fees.length === 0) return null
  return {
    id: 'hiring',
    heading: 'Cost of hiring through an agency',
    body: html`${dataTable(
      `${term} in ${location}: fee on the median salary of a permanent job`,
      [{ head: 'Fee', text: true }, { head: 'Amount' }],
      fees.map(
        ({ rate, amount, amountInterval }) =>
          html`<tr><th scope="row">${Number((rate * 100).toPrecision(4))}% of the first year's salary</th>${figureCell(
            money(amount, 'year'),
            moneyRange(amountInterval, 'year'),
          )}</tr>
`,
      ),
    )}<p class="hint">Rates: ${source}${asOf === null ? '' : `, ${printDay(asOf)}`}.</p>`,
  }
}

/** Figures that others have published beside ours. */
export function benchmarkSection({ term, location, benchmarks }: GuidePage): GuideSection | null {
  if (benchmarks.length === 0) return null
  const kind = ({ type, band, location: place }: Benchmark) =>
    [place, type, ...(band === null ? [] : [BAND_WORDING[band].toLowerCase()])].join(', ')
  return {
    id: 'benchmarks',
    heading: 'Benchmarks published by others',
    body: dataTable(
      `${term} in ${location}: published figures beside our medians`,
      [
        { head: 'Published', text: true },
        { head: 'Figure' },
        { head: 'Our median' },
        { head: 'Ours less theirs' },
      ],
      benchmarks.map(
        benchmark => html`<tr><th scope="row">${benchmark.source}: ${benchmark.statistic}<small>${[
          kind(benchmark),
          ...(benchmark.asOf === null ? [] : [printDay(benchmark.asOf)]),
          ...(benchmark.note === null ? [] : [benchmark.note]),
        ].join('; ')}</small></th>${figureCell(published(benchmark))}${medianCell(
          benchmark.ours,
          benchmark.unit,
        )}${changeCell(
          moneyDifference(benchmark.difference, benchmark.unit),
          benchmark.differencePercent === null || change(benchmark.differencePercent) === MISSING
            ? ''
            : change(benchmark.differencePercent),
        )}</tr>
`,
      ),
      { class: 'benchmarks' },
    ),
  }
}

function published({ low, high, unit, andMore }: Benchmark): string {
  const per = `${andMore ? '+' : ''}${unit === 'year' ? '' : ` ${PAY_WORDING[unit].per}`}`
  if (low !== null && high !== null)
    return `${low === high ? money(low, unit) : `${money(low, unit)}–${moneyRange([high, high], unit).split('–')[0]}`}${per}`
  if (high !== null) return `up to ${money(high, unit)}${per}`
  return low === null ? MISSING : `from ${money(low, unit)}${per}`
}

/** A day, a month or a year as the source names it. */
function printDay(day: string): string {
  if (/^\d{4}-\d\d-\d\d$/.test(day)) return shortDate(day)
  return /^\d{4}-\d\d$/.test(day) ? shortMonth(day) : day
}
