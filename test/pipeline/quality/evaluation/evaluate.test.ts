import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readContested } from '../../../../pipeline/quality/evaluation/contested.ts'
import {
  type Evaluation,
  evaluate,
  labelledSets,
  worstFailures,
} from '../../../../pipeline/quality/evaluation/evaluate.ts'
import { readFloors } from '../../../../pipeline/quality/evaluation/floors.ts'

const fixtures = join(import.meta.dirname, '../../../fixtures/evaluation')

const folderOf = (files: Record<string, string>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'jobtide-eval-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

const figure = ({ rows }: Evaluation, set: string, measure: string) => {
  const row = rows.find(candidate => candidate.set === set && candidate.measure === measure)
  return row && { value: row.value, of: row.of }
}

describe('the labelled sets of a folder', () => {
  const evaluation = evaluate(fixtures, [])

  it.each([
    ['salary-cases.jsonl', 'exact', 3 / 4, 4],
    ['salary-cases.jsonl', 'exact in posting', 3 / 4, 4],
    ['salary-cases.jsonl', 'no pay read where none is', 1, 1],
    ['salary-cases.jsonl', 'exact where ambiguous', 0, 1],
    ['salary-adzuna.jsonl', 'within 1 %', 3 / 4, 4],
    ['location-adzuna.jsonl', 'region', 4 / 5, 5],
    ['titles.jsonl', 'seniority', 2 / 3, 3],
    ['titles.jsonl', 'IT or not', 1, 3],
    ['titles.jsonl', 'terms precision', 5 / 6, 6],
    ['titles.jsonl', 'terms recall', 5 / 6, 6],
    ['adverts.jsonl', 'read as an advert', 1, 2],
    ['adverts.jsonl', 'skills recall', 1, 5],
    ['adverts.jsonl', 'salary', 1, 2],
    ['adverts.jsonl', 'places recall', 1, 2],
    ['adverts.jsonl', 'region', 1, 2],
    ['adverts.jsonl', 'free of salary traps', 1, 2],
  ])('%s: %s', (set, measure, value, of) => {
    const found = figure(evaluation, set, measure)
    expect(found?.value).toBeCloseTo(value, 10)
    expect(found?.of).toBe(of)
  })

  it('says which sets the folder does not have', () => {
    expect(evaluation.missing).toEqual(['salary-nhs.jsonl', 'salary-ashby.jsonl'])
  })

  it('shows the worst failure of each measure, in words', () => {
    const worst = worstFailures(evaluation, 1)
    expect(worst.filter(({ set }) => set === 'salary-adzuna.jsonl')).toEqual([
      expect.objectContaining({ case: '£50,000 per annum', expected: '24000 a year' }),
    ])
    expect(worst.find(({ set, measure }) => set === 'titles.jsonl' && measure === 'terms')).toMatchObject({
      case: 'Python Developer',
      expected: 'also wizard',
      found: 'wrongly python developer',
    })
    expect(worstFailures(evaluation, 0)).toEqual([])
  })
})

describe('contested labels', () => {
  const contested = [
    {
      set: 'titles.jsonl',
      measures: ['IT or not'],
      why: 'a label that is wrong',
      cases: ['Python Developer'],
    },
  ]

  it('are too many above 3 % of a measure', () => {
    expect(evaluate(fixtures, [], contested).overcontested).toEqual([
      expect.objectContaining({ set: 'titles.jsonl', measure: 'IT or not', contested: 1, of: 2 }),
    ])
    expect(evaluate(fixtures, [], []).overcontested).toEqual([])
  })

  it('refuses a list without reasons, naming the place', () => {
    const path = join(folderOf({ 'c.yaml': '- { set: a, measures: [b], cases: [c] }' }), 'c.yaml')
    expect(() => readContested(path)).toThrow(/why/)
  })
})

describe('floors', () => {
  it('are missed below the figure and by a measure that is gone; sets that are not there have none', () => {
    const { missed, rows } = evaluate(fixtures, [
      { set: 'titles.jsonl', measure: 'IT or not', floor: 1 },
      { set: 'titles.jsonl', measure: 'seniority', floor: 0.7 },
      { set: 'titles.jsonl', measure: 'renamed', floor: 0.1 },
      { set: 'salary-nhs.jsonl', measure: 'exact', floor: 1 },
    ])
    expect(missed.map(({ measure }) => measure)).toEqual(['seniority', 'renamed'])
    expect(rows.find(({ measure }) => measure === 'IT or not')?.floor).toBe(1)
  })

  it('of the project name sets that exist', () => {
    const files = labelledSets.map(({ file }) => file)
    expect(readFloors().filter(({ set }) => !files.includes(set))).toEqual([])
    expect(readFloors().length).toBeGreaterThan(10)
  })
})

describe('what cannot be measured', () => {
  const goodTitle = '{"title": "Java Developer", "terms": [], "seniority": null, "it": true}\n'

  it.each([
    ['a line that is no JSON', { 'titles.jsonl': `${goodTitle}{"title": ` }, /titles\.jsonl line 2/],
    ['a field that is missing', { 'titles.jsonl': '{"title": "Tester"}' }, /titles\.jsonl line 1.*terms/],
    [
      'a seniority of no ladder',
      { 'titles.jsonl': goodTitle.replace('null', '"guru"') },
      /line 1.*seniority/,
    ],
    [
      'a region that no table maps',
      { 'location-adzuna.jsonl': '{"text": "x", "region": "Mercia"}' },
      /adzuna-regions/,
    ],
    ['no set at all', { 'other.jsonl': '{}' }, /holds none of/],
  ])('%s is one clear error', (_, files, message) => {
    expect(() => evaluate(folderOf(files), [])).toThrow(message)
  })

  it('a folder that is not there is one too', () => {
    expect(() => evaluate(join(fixtures, 'nowhere'), [])).toThrow(/no folder/)
  })

  it('leaves out empty lines', () => {
    const folder = folderOf({})
    writeFileSync(join(folder, 'titles.jsonl'), `\n${goodTitle}\n\n`)
    expect(evaluate(folder, []).rows[0]).toMatchObject({ set: 'titles.jsonl', cases: 1 })
  })
})
