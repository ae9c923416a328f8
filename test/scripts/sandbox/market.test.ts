import { describe, expect, test } from 'vitest'
import type { Advert, Pay } from '../../../scripts/sandbox/advert.ts'
import { toDay } from '../../../scripts/sandbox/calendar.ts'
import { createMarket } from '../../../scripts/sandbox/market.ts'
import { hash } from '../../../scripts/sandbox/random.ts'
import { companies, phrases, roles, skills } from '../../../scripts/sandbox/tables.ts'

const scale = 0.3
const market = createMarket({ scale })
const { truth } = market

/** The windows of a trend page to the market's last day: this year's, last year's, the one before. */
const windows = [
  { from: '2025-05-21', to: '2025-11-21' },
  { from: '2024-05-21', to: '2024-11-21' },
  { from: '2023-05-21', to: '2023-11-21' },
]

function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = share * (sorted.length - 1)
  const low = Math.floor(at)
  return sorted[low]! + (at - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!)
}

/** P10, P25, P50, P75, P90 as trend pages take them. */
function percentiles(quotes: Pay[]): number[] {
  const at = (quarter: number): number[] =>
    quotes.map(({ min, max }) => ((4 - quarter) * (min ?? max!) + quarter * (max ?? min!)) / 4)
  return [
    percentile(at(1), 0.1),
    percentile(at(1), 0.25),
    percentile(at(2), 0.5),
    percentile(at(3), 0.75),
    percentile(at(3), 0.9),
  ]
}

describe('calibration', () => {
  const london = { type: 'permanent', area: 'London' } as const

  test('London has the published number of permanent vacancies, and of recognised titles', () => {
    const counts = windows.map(window => truth.vacancies({ ...window, ...london }))
    expect(counts).toEqual([13022, 17363, 18808].map(count => Math.round(count * scale)))
    const shares = windows.map((window, i) => truth.recognised({ ...window, ...london }) / counts[i]!)
    for (const [i, share] of [0.9081, 0.9479, 0.9507].entries()) expect(shares[i]).toBeCloseTo(share, 3)
  })

  test('Backend Developer in London: vacancies and quotes', () => {
    const queries = windows.map(window => ({ ...window, ...london, term: 'Backend Developer' }))
    const expected = [50, 58, 73].map(count => Math.round(count * scale))
    expect(queries.map(truth.vacancies)).toEqual(expected)
    expect(queries.map(query => truth.quotes(query, 'year').length)).toEqual(
      [41, 22, 68].map(count => Math.round(count * scale)),
    )
  })

  test('Backend Developer in London: percentiles within four per cent of the published', () => {
    const quotes = truth.quotes({ ...windows[0]!, ...london, term: 'Backend Developer' }, 'year')
    for (const [i, published] of [52500, 67500, 80000, 90000, 107500].entries()) {
      expect(Math.abs(percentiles(quotes)[i]! / published - 1)).toBeLessThan(0.04)
    }
  })

  test('Backend Developer in London: Python leads with 90 per cent', () => {
    const query = { ...windows[0]!, ...london, term: 'Backend Developer' }
    expect(truth.skills(query)[0]).toEqual({
      name: 'Python',
      vacancies: Math.round(0.9 * Math.round(50 * scale)),
    })
  })

  test('the UK is near 2.8 times London, and a fifth of all vacancies are contracts', () => {
    const all = { from: '2022-11-21', to: '2025-11-21' }
    const uk = truth.vacancies({ ...all, type: 'permanent' })
    expect(uk / truth.vacancies({ ...all, ...london })).toBeCloseTo(2.8, 2)
    expect(truth.vacancies({ ...all, type: 'contract' }) / truth.vacancies(all)).toBeCloseTo(0.2, 2)
  })

  test('the median of all permanent quotes in London is near the published 71,500', () => {
    const median = percentiles(truth.quotes({ ...windows[0]!, ...london }, 'year'))[2]!
    expect(Math.abs(median / 71500 - 1)).toBeLessThan(0.05)
  })

  test('London pays more than Manchester for the same role and level, by about a fifth', () => {
    const all = {
      from: '2022-11-21',
      to: '2025-11-21',
      type: 'permanent',
      term: 'Software Engineer',
    } as const
    const median = (area: string): number => percentiles(truth.quotes({ ...all, area }, 'year'))[2]!
    expect(median('London') / median('Manchester')).toBeGreaterThan(1.1)
    expect(median('London') / median('Manchester')).toBeLessThan(1.35)
  })

  test('there are adverts in the towns and islands that readers ask for', () => {
    const all = { from: '2022-11-21', to: '2025-11-21' }
    const areas = [
      'Manchester',
      'Leeds',
      'Bristol',
      'Birmingham',
      'Edinburgh',
      'Glasgow',
      'Cambridge',
      'Belfast',
    ]
    for (const area of [...areas, 'Cardiff', 'Channel Islands', 'Isle of Man', 'Yorkshire'])
      expect(truth.vacancies({ ...all, area }), area).toBeGreaterThan(20)
  })
})

describe('determinism', () => {
  const fingerprint = (seed: number): number => {
    const small = createMarket({ scale: 0.004, seed })
    return hash(JSON.stringify(small.adverts), ...small.adverts.map(advert => small.describe(advert)))
  }
  test('the same arguments give the same market, another seed another', () => {
    expect(fingerprint(1)).toBe(fingerprint(1))
    expect(fingerprint(2)).not.toBe(fingerprint(1))
  })
  test('bad arguments are refused', () => {
    expect(() => createMarket({ scale: 0 })).toThrow(RangeError)
    expect(() => createMarket({ scale: Number.NaN })).toThrow(RangeError)
    expect(() => createMarket({ until: '2025-02-30' })).toThrow(RangeError)
  })
})

describe('vacancies', () => {
  const plainCompany = (name: string): string => name.replace(/ (Ltd|Limited|plc)$/, '')
  const untitledRole = (advert: Advert): string =>
    roles.unrecognised.find(({ title }) => advert.title.toLowerCase().startsWith(title.toLowerCase()))
      ?.title ?? advert.title

  test('are what the 60-day rule makes of the adverts', () => {
    const open = new Map<string, { day: number; vacancy: number }>()
    const wrong: string[] = []
    for (const advert of market.adverts) {
      if (!advert.inScope || advert.flaw === 'missing-title') continue
      const title = advert.titleTerms[0] ?? untitledRole(advert)
      const key = `${title}|${plainCompany(advert.company)}|${advert.place.town}`
      const day = toDay(advert.postedOn)
      const former = open.get(key)
      const isSame = former !== undefined && day - former.day <= 60
      const isTrue = isSame ? former.vacancy === advert.vacancy : former?.vacancy !== advert.vacancy
      if (!isTrue) wrong.push(key)
      if (!isSame) open.set(key, { day, vacancy: advert.vacancy })
    }
    expect(wrong).toEqual([])
  })

  test('repeat in each way, and bad rows of each kind occur', () => {
    const account = truth.accounting()
    for (const kind of ['duplicate', 'repost', 'readvertised', 'out of scope'])
      expect(account[kind]).toBeGreaterThan(50)
    for (const flaw of ['missing-title', 'broken-date', 'swapped-salary', 'absurd-salary', 'competitive'])
      expect(account[flaw], flaw).toBeGreaterThan(10)
    expect(account.vacancies! + account.duplicate! + account.repost! + account['out of scope']!).toBe(
      account.adverts! - account['missing-title']!,
    )
  })

  test('a duplicate stands on another board within days, under another id', () => {
    const firsts = new Map<number, Advert>()
    const wrong = market.adverts.filter(advert => {
      const first = firsts.get(advert.vacancy)
      if (!first) firsts.set(advert.vacancy, advert)
      if (advert.repeat !== 'duplicate') return false
      return !first || first.board === advert.board || toDay(advert.postedOn) - toDay(first.postedOn) > 6
    })
    expect(wrong).toEqual([])
    expect(new Set(market.adverts.map(advert => `${advert.board} ${advert.boardId}`)).size).toBe(
      market.adverts.length,
    )
  })

  test('stand on their boards long enough for the archive, the browser board within its bound', () => {
    const short = market.adverts.filter(({ postedOn, closedOn }) => toDay(closedOn) - toDay(postedOn) < 28)
    expect(short).toEqual([])
    for (const day of ['2023-06-01', '2024-06-01', market.until])
      expect(market.open(day, 'brightboard').length).toBeLessThanOrEqual(40)
    expect(createMarket({ scale: 0.1 }).open(market.until, 'brightboard').length).toBeLessThanOrEqual(25)
  })

  test('pay is in proportion, whichever unit it has', () => {
    const bounds = { year: [21_500, 320_000], day: [95, 2500], hour: [12, 300] } as const
    const wrong = market.adverts.flatMap(({ pay }) => {
      if (!pay) return []
      const [least, most] = bounds[pay.unit]
      const min = pay.min ?? pay.max!
      const max = pay.max ?? pay.min!
      return min >= least && max <= most && min <= max ? [] : [pay]
    })
    expect(wrong).toEqual([])
  })
})

describe('descriptions', () => {
  const textOf = (advert: Advert): string =>
    market
      .describe(advert)
      .replace(/<[^>]*>/g, ' ')
      .replaceAll('&amp;', '&')
  const some = market.adverts.filter((advert, i) => i % 97 === 0 && advert.inScope)
  const names = [
    ...new Set([...Object.keys(skills.spellings), ...market.adverts.flatMap(advert => advert.skills)]),
  ]
  const has = (text: string, word: string): boolean =>
    new RegExp(`(?<![\\w#+.])${word.replace(/[.+*?^$()[\]{}|/\\]/g, '\\$&')}(?![\\w#+])`).test(text)

  test('name every skill of the advert', () => {
    for (const advert of some) {
      const text = textOf(advert)
      for (const skill of advert.skills) {
        const forms = (skills.spellings[skill] ?? [skill]).flatMap(form => [
          form,
          form[0]!.toUpperCase() + form.slice(1),
        ])
        expect(
          forms.some(form => has(text, form)),
          `${skill} in ${text}`,
        ).toBe(true)
      }
    }
  })

  test('are 100 to 260 words long', () => {
    const lengths = some.map(advert => textOf(advert).split(/\s+/).length)
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(100)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(260)
  })

  test('leave nothing to fill in', () => {
    for (const advert of market.adverts.filter((_, i) => i % 41 === 0))
      expect(textOf(advert)).not.toMatch(/[{}]/)
  })

  test('consist of phrases and companies that name no skill themselves', () => {
    const { traps: _, ...others } = phrases
    const leaves = (value: unknown): string[] =>
      typeof value === 'string' ? [value] : Object.values(value as object).flatMap(leaves)
    const sentences = [...leaves(others), ...companies.first, ...companies.second]
    const found = sentences.flatMap(sentence =>
      names
        .flatMap(name => [name, ...(skills.spellings[name] ?? [])])
        .filter(form => form.length > 1 && has(sentence.toLowerCase(), form.toLowerCase()))
        .map(form => `${form}: ${sentence}`),
    )
    expect(found).toEqual([])
  })
})

describe('premiums', () => {
  test('Go is paid more than its absence, level for level', () => {
    const paid = market.adverts.filter(
      ({ role, seniority, type, pay, repeat }) =>
        role === 'Software Engineer' && seniority === null && type === 'permanent' && pay && !repeat,
    )
    const mean = (adverts: Advert[]): number =>
      adverts.reduce(
        (sum, { pay }) => sum + Math.log(((pay!.min ?? pay!.max!) + (pay!.max ?? pay!.min!)) / 2),
        0,
      ) / adverts.length
    const withGo = paid.filter(advert => advert.skills.includes('Go'))
    const without = paid.filter(advert => !advert.skills.includes('Go'))
    const premium = Math.exp(mean(withGo) - mean(without)) - 1
    expect(withGo.length).toBeGreaterThan(100)
    expect(premium).toBeGreaterThan(0.1)
    expect(premium).toBeLessThan(0.3)
  })
})
