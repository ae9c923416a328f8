import { describe, expect, it } from 'vitest'
import { contestOf } from '../../../../pipeline/quality/evaluation/contested.ts'
import { collectJudgements } from '../../../../pipeline/quality/evaluation/figures.ts'
import { matchNames } from '../../../../pipeline/quality/evaluation/match-names.ts'
import { matchSkills } from '../../../../pipeline/quality/evaluation/match-skills.ts'
import {
  agreesWithTyped,
  payErrorWeight,
  samePay,
} from '../../../../pipeline/quality/evaluation/pay-labels.ts'
import { readTraps } from '../../../../pipeline/quality/evaluation/traps.ts'

const nothing = contestOf('set', [])

describe('figures', () => {
  it('count items over the whole set, not case by case', () => {
    const judgements = collectJudgements(nothing)
    judgements.match('terms', {
      case: 'a',
      hit: ['x', 'y', 'z'],
      missed: [],
      accepted: ['x', 'y', 'z'],
      wrong: [],
    })
    judgements.match('terms', { case: 'b', hit: [], missed: ['v'], accepted: [], wrong: ['w', 'u'] })
    const { figures, failures } = judgements.report(2)
    expect(figures).toEqual([
      { measure: 'terms precision', value: 3 / 5, of: 5, contested: 0 },
      { measure: 'terms recall', value: 3 / 4, of: 4, contested: 0 },
      { measure: 'terms F1', value: expect.closeTo(2 / 3, 10), of: 4, contested: 0 },
    ])
    expect(failures).toEqual([expect.objectContaining({ case: 'b', weight: 3 })])
  })

  it('leave contested labels apart, wholly or item by item', () => {
    const contest = contestOf('set', [
      { set: 'set', measures: ['m', 'terms'], why: 'a wrong label', cases: ['a'], items: ['W', ''] },
      { set: 'other', measures: ['m'], why: 'of another set', cases: ['b'] },
    ])
    const judgements = collectJudgements(contest)
    judgements.judge('m', 'a', false, () => expect.fail('a contested judgement is no failure'))
    judgements.judge('m', 'b', true, () => expect.fail('right'))
    judgements.match('terms', { case: 'a', hit: ['x'], missed: ['v'], accepted: ['x'], wrong: ['w'] })
    const { figures, failures } = judgements.report(2)
    expect(figures).toEqual([
      { measure: 'm', value: 1, of: 1, contested: 1 },
      { measure: 'terms precision', value: 1, of: 1, contested: 1 },
      { measure: 'terms recall', value: 1 / 2, of: 2, contested: 1 },
      { measure: 'terms F1', value: expect.closeTo(2 / 3, 10), of: 2, contested: 1 },
    ])
    expect(failures).toEqual([expect.objectContaining({ case: 'a', found: 'nothing wrong' })])
  })

  it('put the worst failure first', () => {
    const judgements = collectJudgements(nothing)
    for (const weight of [1, 3, 2])
      judgements.judge('m', `${weight}`, false, () => ({ expected: '', found: '', weight }))
    judgements.judge('m', 'right', true, () => expect.fail('a right judgement needs no failure'))
    const { figures, failures } = judgements.report(4)
    expect(figures).toEqual([{ measure: 'm', value: 1 / 4, of: 4, contested: 0 }])
    expect(failures.map(failure => failure.case)).toEqual(['3', '2', '1'])
  })
})

describe('pay', () => {
  const pounds = { min: 40_000, max: 45_000, currency: 'GBP', period: 'year' } as const

  it.each([
    ['the same', pounds, pounds, true],
    ['another period', pounds, { ...pounds, period: 'day' as const }, false],
    ['another end', pounds, { ...pounds, max: null }, false],
    ['another currency', pounds, { ...pounds, currency: 'EUR' }, false],
    ['a currency that the label leaves open', { ...pounds, currency: null }, pounds, true],
    ['none twice', null, null, true],
    ['none found', pounds, null, false],
    ['some found where none is', null, pounds, false],
  ])('%s', (_, label, found, same) => {
    expect(samePay(label, found)).toBe(same)
  })

  it.each([
    ['a tenth of a thousand', { ...pounds, min: 40_038, max: 45_020 }, pounds, true],
    ['pennies', pounds, { ...pounds, min: 40_000.4 }, true],
    ['more than rounding', { ...pounds, min: 40_100 }, pounds, false],
    ['a lone figure', { ...pounds, max: 40_000 }, { ...pounds, max: null }, true],
    ['a lone figure that is wrong', { ...pounds, max: 40_000 }, { ...pounds, min: null }, false],
    ['one end of two', pounds, { ...pounds, max: null }, false],
    ['another period', pounds, { ...pounds, period: 'month' as const }, false],
    ['two digits of a lakh', { ...pounds, min: 879_500 }, { ...pounds, min: 880_000 }, true],
    ['a figure that is not its rounding', { ...pounds, min: 45_000 }, { ...pounds, min: 50_000 }, false],
    ['nothing', pounds, null, false],
  ])('typed pay agrees or not: %s', (_, label, found, agrees) => {
    expect(agreesWithTyped(label, found)).toBe(agrees)
  })

  it('out of nowhere is worse than wrong pay, and that worse than missed pay', () => {
    expect(payErrorWeight(null, pounds)).toBeGreaterThan(payErrorWeight(pounds, { ...pounds, min: 4 }))
    expect(payErrorWeight(pounds, { ...pounds, min: 4 })).toBeGreaterThan(payErrorWeight(pounds, null))
  })
})

describe('names', () => {
  it('are compared apart from case and hyphens, each once', () => {
    expect(
      matchNames(
        ['Full-Stack Developer', 'Developer'],
        ['full stack developer', 'Full Stack Developer', 'Tester'],
      ),
    ).toEqual({
      hit: ['full stack developer'],
      missed: ['developer'],
      accepted: ['full stack developer'],
      wrong: ['tester'],
    })
  })

  it('of skills meet through the spellings of the taxonomy and through the words of the advert', () => {
    const labels = [
      { name: 'Postgres', surface: 'Postgres', core: true },
      { name: 'Team Player', surface: 'Python', core: false },
      { name: 'Kotlin', surface: 'Kotlin', core: true },
    ]
    const { missed, wrong, hit } = matchSkills(labels, ['PostgreSQL', 'Python', 'Java'])
    expect({ missed, wrong, hit }).toEqual({ missed: ['Kotlin'], wrong: ['java'], hit: ['Postgres'] })
  })
})

describe('traps', () => {
  const traps = readTraps([
    "'raised $12.5M', 'between 30-40k readers' - no pay",
    '"the board\'s chef" is a person, not Chef',
    'a sentence about Kafka without a quotation',
  ])

  it.each([[12_500_000], [40_000], [30_000]])('quote the figure %d', value => {
    expect(traps.quotesFigure([null, value])).toBe(true)
  })

  it.each([[12], [400], [0]])('do not quote %d', value => {
    expect(traps.quotesFigure([value, null])).toBe(false)
  })

  it('quote words, whole ones, and only within the quotation marks', () => {
    expect(traps.quotes(['Cook', 'chef'])).toBe(true)
    expect(traps.quotes(['read'])).toBe(false)
    expect(traps.quotes(['Kafka'])).toBe(false)
  })
})
