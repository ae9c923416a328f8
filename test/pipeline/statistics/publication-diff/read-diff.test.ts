import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../../db/connection.ts'
import { atOneMoment } from '../../../../db/queries/view-rows.ts'
import { printBackfillDiff } from '../../../../pipeline/publish/diff-terminal/backfill.ts'
import { printPublicationDiff } from '../../../../pipeline/publish/diff-terminal.ts'
import { aggregate } from '../../../../pipeline/stages/aggregate.ts'
import { findKept, findReplaced } from '../../../../pipeline/stages/publication-decisions.ts'
import { findLocation } from '../../../../pipeline/statistics/find-subject.ts'
import { readHistoryDiff } from '../../../../pipeline/statistics/publication-diff/history-diff.ts'
import type { PublicationDiff } from '../../../../pipeline/statistics/publication-diff/publication-diff.ts'
import { readPublicationDiff } from '../../../../pipeline/statistics/publication-diff/read-diff.ts'
import { freshDatabase } from '../../../database.ts'
import { loadSketches, type PostingSketch } from '../../../db/posting-rows.ts'

const asOf = '2025-02-28'
let fresh: Awaited<ReturnType<typeof freshDatabase>>
/** Before and after the words are changed, and the next day. */
let diff: PublicationDiff
let otherDay: PublicationDiff
let ofLondon: PublicationDiff

type Word = [category: string, name: string]

/** Adverts by number: which words an editor's files read in them before and after. */
function words(n: number, isAfter: boolean): Word[] {
  const language = 'Programming Languages'
  const scripts = isAfter ? 'Scripting Languages' : language
  const isCloud = n % 2 === 0
  return [
    ['Job Titles', 'Developer'],
    // Stays.
    [language, 'Java'],
    // Moves to a category of its own.
    ...(n % 4 === 0 ? [[scripts, 'Perl'] as Word] : []),
    // Is renamed; a few adverts are no longer read so.
    ...(n < 20 && !isAfter ? [[language, 'Golang'] as Word] : []),
    ...(n < 18 && isAfter ? [[language, 'Go'] as Word] : []),
    // Is split in two.
    ...(isCloud && !isAfter ? [['Cloud Services', 'Azure'] as Word] : []),
    ...(isCloud && isAfter ? [['Cloud Services', n % 3 ? 'Azure Cloud' : 'Azure Stack'] as Word] : []),
    // Goes into one that is there.
    ...(n % 5 === 0
      ? [['Databases', isAfter || n % 10 === 0 ? 'SQL' : 'Structured Query Language'] as Word]
      : []),
    // Is new, and in most adverts: what others lost, they did not lose to it.
    ...(isAfter && n % 8 !== 7 ? [['General', 'Cycle to Work'] as Word] : []),
    // Is gone.
    ...(n > 50 && !isAfter ? [['General', 'Facsimile'] as Word] : []),
  ]
}

const sketch = (n: number, isAfter: boolean): PostingSketch => {
  // Pay of the first adverts is read otherwise.
  const from = isAfter && n < 30 ? 90_000 : 40_000 + 100 * n
  return {
    id: `p${n}`,
    company: `Company ${n}`,
    postedOn: '2025-02-10',
    seenAt: `2025-02-1${isAfter ? 1 : 0}T12:00:00Z`,
    pay: [from, from, 'year'],
    areas: n % 2 ? ['UK'] : ['UK', 'London'],
    terms: words(n, isAfter).map(([category, name]) => ({ category, name })),
  }
}

const between = (database: Database, from: number, to: number, place = 'UK') =>
  findLocation(database, place).then(area =>
    atOneMoment(database, async client =>
      readPublicationDiff(client, await findKept(client, from), await findKept(client, to), {
        area,
        types: ['permanent'],
      }),
    ),
  )

beforeAll(async () => {
  fresh = await freshDatabase()
  const { database } = fresh
  const load = (numbers: number[], isAfter: boolean) =>
    loadSketches(
      database,
      numbers.map(n => sketch(n, isAfter)),
      100,
    )
  const all = Array.from({ length: 60 }, (_, n) => n)
  await load(all, false)
  const before = await aggregate(database, asOf, 6)
  await load([...all, 60, 61], true)
  const after = await aggregate(database, asOf, 6)
  const next = await aggregate(database, '2025-03-01', 6)
  diff = await between(database, before.publicationId, after.publicationId)
  ofLondon = await between(database, before.publicationId, after.publicationId, 'London')
  otherDay = await between(database, after.publicationId, next.publicationId)
})
afterAll(() => fresh.drop())

describe('the diff of two publications', () => {
  it('says what they count and why it differs', () => {
    expect(diff.from.totals.permanent).toMatchObject({ vacancies: 60, recognised: 60, quoted: 60 })
    expect(diff.to.totals.permanent).toMatchObject({ vacancies: 62, recognised: 62, quoted: 62 })
    expect(diff.why).toEqual({ taxonomy: false, code: false, data: true })
    expect(diff.readings).toEqual({
      ...{ from: 60, to: 62, added: 2, gone: 0, after: '2024-08-28', upto: asOf },
      // 23, 31, 39 and 47 are read by the same words; of these 23 quotes other pay.
      ...{ otherwise: 57, terms: 56, pay: 30, places: 0, types: 0 },
    })
  })

  it('finds what was renamed by the vacancies that lost the one name and gained the other', () => {
    expect(diff.renamed).toEqual([
      {
        from: { term: 'Golang', category: 'Programming Languages', vacancies: 20, rank: expect.any(Number) },
        to: { term: 'Go', category: 'Programming Languages', vacancies: 18, rank: expect.any(Number) },
        shared: 18,
      },
    ])
    expect(diff.changed).toContainEqual(
      expect.objectContaining({
        term: 'Go',
        formerly: { term: 'Golang', category: 'Programming Languages' },
        from: expect.objectContaining({ vacancies: 20 }),
        to: expect.objectContaining({ vacancies: 18 }),
      }),
    )
  })

  it('finds what was split and what was merged, and takes no new skill for either', () => {
    expect(diff.split).toMatchObject([
      {
        from: { term: 'Azure', vacancies: 30 },
        into: [
          { term: 'Azure Cloud', vacancies: 20, shared: 20 },
          { term: 'Azure Stack', vacancies: 11, shared: 10 },
        ],
      },
    ])
    expect(diff.merged).toMatchObject([
      {
        from: { term: 'Structured Query Language', vacancies: 6 },
        to: { term: 'SQL', vacancies: 13 },
        shared: 6,
      },
    ])
    expect(diff.added.map(({ term }) => term)).toEqual(['Cycle to Work'])
    expect(diff.gone.map(({ term, vacancies }) => [term, vacancies])).toEqual([['Facsimile', 9]])
  })

  it('finds a category that was split', () => {
    expect(diff.categories).toMatchObject([
      {
        category: 'Programming Languages',
        kind: 'split',
        from: 60,
        to: 62,
        into: [{ category: 'Scripting Languages', isNew: true, vacancies: 16, terms: [{ term: 'Perl' }] }],
      },
    ])
  })

  it('has medians that lie beyond the interval that they had, and no others', () => {
    for (const { from, to } of diff.medians) expect(to.p50 < from.low! || to.p50 > from.high!).toBe(true)
    expect(diff.medians).toContainEqual(
      expect.objectContaining({ term: 'Go', to: expect.objectContaining({ p50: 90_000, quoted: 18 }) }),
    )
  })

  it('is of the place that is asked for', () => {
    expect(ofLondon.to.totals.permanent.vacancies).toBe(31)
    expect(ofLondon.split[0]).toMatchObject({ from: { vacancies: 30 } })
    expect(ofLondon.gone).toMatchObject([{ term: 'Facsimile', vacancies: 4 }])
  })

  it('says of two days that nothing but the day differs', () => {
    expect(otherDay.why).toEqual({ taxonomy: false, code: false, data: false })
    expect(otherDay).toMatchObject({ renamed: [], added: [], gone: [], changed: [], medians: [] })
    expect(otherDay.readings).toMatchObject({ after: '2024-09-01', upto: asOf, otherwise: 0 })
  })

  it('compares one publication with what it replaced', async () => {
    const { pool } = fresh.database
    const to = await findKept(pool, diff.to.publication)
    expect((await findReplaced(pool, to)).publicationId).toBe(diff.from.publication)
    const first = await findKept(pool, diff.from.publication)
    await expect(findReplaced(pool, first)).rejects.toThrow(/ is the first: /)
  })
})

describe('the diff of many publications', () => {
  it('counts a vacancy once over all the days, and says of each median where it moved furthest', async () => {
    const { database } = fresh
    const area = await findLocation(database, 'UK')
    const history = await atOneMoment(database, async client => {
      const from = await findKept(client, diff.from.publication)
      const to = await findKept(client, diff.to.publication)
      // Twice the same windows: what overlaps is not counted twice.
      const pair = { from, to }
      return readHistoryDiff(client, [pair, pair], { area, types: ['permanent'] })
    })
    const { renamed, split, merged, categories, added, gone, changed } = diff
    expect(history).toMatchObject({ renamed, split, merged, categories, added, gone, changed })
    expect(history).toMatchObject({ publications: 2, after: '2024-08-28', upto: asOf })
    expect(history.totals.from.permanent).toMatchObject({ vacancies: 60, recognised: 60, quoted: 60 })
    expect(history.totals.to.permanent).toMatchObject({ vacancies: 62, recognised: 62, quoted: 62 })
    expect(history.medians).toEqual(
      diff.medians.map(each => ({ ...each, asOf, months: 6, publication: to(), publications: 2 })),
    )
    const text = printBackfillDiff(
      { backfill: 7, publications: [{ from: diff.from, to: diff.to }], history },
      15,
      { colour: false, width: 100 },
    )
    expect(text).toContain('Titles and skills: 1 new, 1 gone, 1 renamed, 1 split, 1 merged into others, ')
    expect(text).toMatch(/^Vacancies +60 +62 +\+3\.33%$/m)
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
  })
  const to = () => diff.to.publication
})

describe('the diff in a terminal', () => {
  const print = (which: PublicationDiff, limit = 15) =>
    printPublicationDiff(which, limit, { colour: false, width: 100 })

  it('reads from the whole to the single terms', () => {
    const text = print(diff)
    const heads = text.split('\n').filter((_line, at, lines) => /^─+$/.test(lines[at + 1] ?? ''))
    expect(heads).toEqual([
      expect.stringMatching(
        /^6 months to 28 February 2025, permanent jobs: \d+ is superseded, \d+ is current$/,
      ),
      'All vacancies in the UK',
      'Why',
      'Renamed: one is gone, one is new, and their vacancies are mostly the same',
      'Split: one is gone, and its vacancies are among several new ones',
      'Merged: one is gone, and another one has its vacancies beside its own',
      'Category split: Programming Languages',
      'New',
      'Gone',
      'Moved most by vacancies',
      'Medians beyond the interval that they had',
    ])
    expect(text).toMatch(/^Vacancies +60 +62 +\+3\.33%$/m)
    expect(text).toMatch(/^Data +differs +change \d+ → \d+; 2 vacancies more, 0 fewer$/m)
    expect(text).toContain(
      'Of 60 vacancies that both count, 57 are read otherwise: titles and skills of 56, pay of 30.',
    )
    expect(text).toContain('Titles and skills: 1 new, 1 gone, 1 renamed, 1 split, 1 merged into others, ')
    expect(text).toMatch(/^Golang +Go +20 +18 +18$/m)
    expect(text).toMatch(/^ {2}→ Azure Cloud +Cloud Services +20 +20$/m)
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100)
  })

  it('says first that two periods are compared, and what lists leave out', () => {
    expect(print(otherDay).split('\n')[1]).toMatch(/^Two different periods: 6 months to 28 February 2025/)
    expect(print(otherDay)).toContain('\nNo term differs.\n')
    expect(print(diff, 1)).toMatch(/^Moved most by vacancies \(1 of \d+\)$/m)
  })
})
