import type { MarketType, TrendPage } from '../../../pipeline/statistics/trend-page.ts'
import { type Cells, type PrintedRows, units } from '../reference/printed-page.ts'

/** How each kind of cell is printed. */
const formats: Record<string, RegExp> = {
  count: /^\d{1,3}(,\d{3})*$/,
  rank: /^([1-9]\d{0,2}(,\d{3})*|-)$/,
  rankChange: /^([+-][1-9]\d{0,2}(,\d{3})*|0|-)$/,
  // Three decimals below a tenth of a per cent.
  share: /^(0\.0\d\d%|0\.[1-9]\d%|[1-9]\d?\.\d\d%|100\.00%|-)$/,
  change: /^([+-](\d{1,3}(,\d{3})*)\.\d\d%|-)$/,
  pounds: /^(£\d{1,3}(,\d{3})*|-)$/,
  hourly: /^(£\d{1,3}\.\d\d|-)$/,
}

function formatOf(row: string): string {
  if (row === 'rank' || row === 'rankChange') return row
  if (/quoted$|^vacancies$|^recognised$/.test(row)) return 'count'
  if (row.startsWith('share')) return 'share'
  if (/Change$/.test(row)) return 'change'
  return row.includes('hour') ? 'hourly' : 'pounds'
}

/** A cell as a number; null for a dash. */
const figure = (cell: string): number | null => (cell === '-' ? null : Number(cell.replaceAll(/[£,%+]/g, '')))

/** How far the unrounded figure may be from the printed one. */
const rounding = (cell: string): number =>
  0.5 * 10 ** -(cell.replace(/[^.]*\.?/, '').match(/\d/g)?.length ?? 0)

/** The least and the most that a printed cell may stand for. */
function span(cell: string): [number, number] {
  const value = figure(cell)!
  return [value - rounding(cell) * 1.0001, value + rounding(cell) * 1.0001]
}

const overlap = ([a, b]: [number, number], [c, d]: [number, number]) => a <= d && c <= b

/**
 * What is wrong with the tables of a page as printed, in words; nothing where all is as it must be. Rows that are not
 * known are not looked at.
 */
export function faultsOfTables(rows: PrintedRows, type: MarketType): string[] {
  const faults: string[] = []
  const check = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault)
  }
  for (const [row, cells] of Object.entries(rows))
    for (const cell of cells) {
      const printed = formats[formatOf(row)]!.test(cell)
      check(printed && !/^[+-]?0\.00%$/.test(cell), `${row}: ${cell} is not printed so`)
    }
  for (const year of [0, 1, 2] as const) {
    const at = (row: string) => rows[row]?.[year]
    const next = (row: string) => (year < 2 ? rows[row]?.[year + 1] : undefined)
    const say = (text: string) => `column ${year + 1}: ${text}`
    const vacancies = figure(at('vacancies')!)!
    const recognised = figure(at('recognised')!)!
    for (const row of ['rank', 'shareOfAll', 'shareOfCategory'])
      check((at(row) === '-') === (vacancies === 0), say(`${row} ${at(row)} of ${vacancies} vacancies`))
    check(vacancies <= recognised, say(`${vacancies} vacancies of ${recognised} in the category`))
    checkShares(rows, year, (holds, fault) => check(holds, say(fault)))
    const [rank, earlier] = [figure(at('rank')!), next('rank')]
    if (earlier !== undefined) {
      const gained = rank === null || earlier === '-' ? null : figure(earlier)! - rank
      check(
        figure(at('rankChange')!) === gained,
        say(`rank change ${at('rankChange')} from ${earlier} to ${rank}`),
      )
    }
    let quotedInAll = 0
    for (const prefix of ['', 'baseline '])
      for (const unit of units[type]) {
        const quoted = at(`${prefix}${unit} quoted`)
        if (quoted === undefined) continue
        if (prefix === '') quotedInAll += figure(quoted) ?? 0
        else check(figure(quoted)! <= recognised, say(`baseline ${unit}: ${quoted} quotes of ${recognised}`))
        for (const fault of faultsOfPay(rows, `${prefix}${unit}`, year)) faults.push(say(fault))
      }
    check(quotedInAll <= vacancies, say(`${quotedInAll} quotes of ${vacancies} vacancies`))
  }
  return faults
}

/** Shares are those of the printed counts, and the shares of all and of the recognised are of one number of vacancies. */
function checkShares(
  rows: PrintedRows,
  year: 0 | 1 | 2,
  check: (holds: boolean, fault: string) => void,
): void {
  const at = (row: string) => rows[row]?.[year] ?? '-'
  const [vacancies, recognised] = [figure(at('vacancies'))!, figure(at('recognised'))!]
  const ofCategory = at('shareOfCategory')
  if (ofCategory !== '-') {
    const [least, most] = span(ofCategory)
    const share = (vacancies / recognised) * 100
    check(least <= share && share <= most, `${ofCategory} for ${vacancies} of ${recognised}`)
  }
  const [ofAll, ofRecognised] = [at('shareOfAll'), at('shareRecognised')]
  if (ofAll === '-' || ofRecognised === '-') return
  const total = (part: number, share: string): [number, number] => {
    const [least, most] = span(share)
    return [(part / most) * 100, (part / least) * 100]
  }
  const totals: [[number, number], [number, number]] = [
    total(vacancies, ofAll),
    total(recognised, ofRecognised),
  ]
  check(overlap(...totals), `${vacancies} are ${ofAll} and ${recognised} are ${ofRecognised} of one number`)
}

function faultsOfPay(rows: PrintedRows, name: string, year: 0 | 1 | 2): string[] {
  const faults: string[] = []
  const row = (of: string): Cells | undefined => rows[`${name} ${of}`]
  const quoted = figure(row('quoted')![year])!
  const percentiles = ['p10', 'p25', 'p50', 'p75', 'p90'].map(of => row(of)?.[year])
  if (percentiles[2] !== undefined) {
    const [p10, p25, p50, p75, p90] = percentiles as string[]
    if ((p50 === '-') !== (quoted === 0)) faults.push(`${name}: median ${p50} of ${quoted} quotes`)
    const printed = percentiles.map(cell => figure(cell!)).filter(value => value !== null)
    if (printed.some((value, index) => index > 0 && value < printed[index - 1]!))
      faults.push(`${name}: ${percentiles.join(' ')} do not ascend`)
    if (quoted === 1 && (p10 !== '-' || p90 !== '-')) faults.push(`${name}: ${p10} and ${p90} of one quote`)
    if (quoted === 0 && [p10, p25, p75, p90].some(cell => cell !== '-'))
      faults.push(`${name}: percentiles of no quote`)
  }
  for (const [median, change] of [
    ['p50', 'medianChange'],
    ['parentMedian', 'parentChange'],
  ] as const) {
    const [now, before] = [row(median)?.[year], year < 2 ? row(median)?.[year + 1] : undefined]
    const printed = row(change)?.[year]
    if (now === undefined || before === undefined || printed === undefined) continue
    if (now === '-' || before === '-') {
      if (printed !== '-') faults.push(`${name}: ${change} ${printed} from ${before} to ${now}`)
      continue
    }
    const [[low, high], [lowBefore, highBefore]] = [span(now), span(before)]
    const possible: [number, number] = [(low / highBefore - 1) * 100, (high / lowBefore - 1) * 100]
    const stated: [number, number] = printed === '-' ? [-0.005, 0.005] : span(printed)
    if (!overlap(stated, possible)) faults.push(`${name}: ${change} ${printed} from ${before} to ${now}`)
  }
  return faults
}

const dense = (rows: readonly { rank: number; vacancies: number }[]): boolean => {
  let rank = 0
  return rows.every(({ rank: given, vacancies }, index) => {
    if (index === 0 || vacancies !== rows[index - 1]!.vacancies) rank++
    return given === rank && (index === 0 || vacancies <= rows[index - 1]!.vacancies)
  })
}

const lower = (a: string, b: string) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)

/** What is wrong with the lists below the tables. */
export function faultsOfLists(page: TrendPage): string[] {
  const faults: string[] = []
  const check = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault)
  }
  const [{ vacancies, pay }] = page.columns
  for (const place of page.locations) {
    check(place.vacancies <= vacancies, `${place.name}: ${place.vacancies} of ${vacancies} vacancies`)
    check(Number.isInteger(place.live) && place.live >= 0, `${place.name}: ${place.live} live`)
    check(place.vacancies + place.live > 0, `${place.name} has nothing`)
  }
  const byVacancies = page.locations.toSorted((a, b) => b.vacancies - a.vacancies)
  check(
    page.locations.every((place, index) => place.vacancies === byVacancies[index]!.vacancies),
    'places are not by vacancies',
  )
  const lists = [
    { name: 'top', skills: page.topSkills, most: 30 },
    ...page.skillsByCategory.map(({ category, skills }) => ({ name: category, skills, most: 20 })),
  ]
  for (const { name, skills, most } of lists) {
    check(skills.length > 0 || name === 'top', `${name} is empty`)
    check(skills.length <= most, `${name} has ${skills.length} rows`)
    check(
      dense(skills),
      `${name}: ranks ${skills.map(skill => `${skill.rank} (${skill.vacancies})`).join(', ')}`,
    )
    for (const [index, skill] of skills.entries()) {
      check(
        skill.vacancies > 0 && skill.vacancies <= vacancies,
        `${skill.name}: ${skill.vacancies} of ${vacancies}`,
      )
      check(
        Math.abs(skill.share - skill.vacancies / vacancies) < 1e-12,
        `${skill.name}: share ${skill.share}`,
      )
      check(skill.name !== page.term || page.category === 'Job Titles', `${skill.name} stands beside itself`)
      const before = skills[index - 1]
      if (before?.vacancies === skill.vacancies)
        check(lower(before.name, skill.name) < 0, `${before.name} stands before ${skill.name}`)
    }
  }
  const categories = page.skillsByCategory.map(({ category }) => category)
  check(categories.join() === categories.toSorted(lower).join(), `categories: ${categories.join(', ')}`)
  check(!categories.includes('Job Titles'), 'titles stand among the skills')
  check(
    page.topSkills.every(({ category }) => !['General', 'Miscellaneous', 'Job Titles'].includes(category)),
    'the top has what it leaves out',
  )
  const main = pay[units[page.type][0]!]!
  const binned = page.histogram.reduce((sum, bin) => sum + bin.vacancies, 0)
  check(binned === main.quoted, `${binned} quotes in the histogram of ${main.quoted}`)
  const last = page.trend.at(-1)
  if (last) {
    check(last.month === page.asOf.slice(0, 7), `the trend ends in ${last.month}`)
    check(last.vacancies === vacancies, `the trend ends with ${last.vacancies} of ${vacancies}`)
    check(last.p50 === main.p50, `the trend ends with a median of ${last.p50}, not ${main.p50}`)
  }
  return faults
}
