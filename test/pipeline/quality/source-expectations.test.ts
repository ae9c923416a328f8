import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeSample, judgeVolume, type Sample } from '../../../pipeline/quality/source-expectations.ts'

const source = { name: 'acme', expect: { postings: [1, 100_000] as [number, number], fill: {} } }

const sample = (
  postings: number,
  fields: Sample['filled']['fields'] = {},
  more: Partial<Sample> = {},
): Sample => ({
  met: postings,
  filled: { postings, fields },
  rejected: 0,
  keys: { records: postings, ignored: {} },
  ...more,
})

const outcomes = (verdicts: ReturnType<typeof judgeSample>) =>
  Object.fromEntries(verdicts.map(({ expectation, outcome }) => [expectation, outcome]))

describe('what a crawl fills', () => {
  it('holds a source that lost most of an important field, and warns of another field', () => {
    const past = Array.from({ length: 10 }, () => sample(50, { company: 49, pay: 20, workplace: 50 }))
    expect(outcomes(judgeSample(source, sample(50, { company: 10, pay: 0, workplace: 50 }), past))).toEqual({
      readable: 'pass',
      'fill:company': 'hold',
      'fill:pay': 'warn',
      'fill:workplace': 'pass',
    })
    const [verdict] = judgeSample(source, sample(50, { company: 10 }), past).filter(
      ({ outcome }) => outcome === 'hold',
    )
    expect(verdict!.message).toBe('company in 20 % of the adverts, where the last 10 crawls had 98 %')
  })

  it('says nothing of a sample too small to tell', () => {
    const past = [sample(500, { company: 490 })]
    expect(outcomes(judgeSample(source, sample(1), past))).toEqual({ readable: 'pass' })
    expect(outcomes(judgeSample(source, sample(0), past))).toEqual({})
    // Five adverts in a row without what nearly every one had are no chance.
    expect(outcomes(judgeSample(source, sample(5), past))).toMatchObject({ 'fill:company': 'hold' })
  })

  it('holds a source of which no record can be read any more', () => {
    const now = sample(0, {}, { rejected: 12, keys: { records: 12, ignored: {} } })
    expect(outcomes(judgeSample(source, now, [sample(12)]))).toMatchObject({ readable: 'hold' })
  })

  it('is judged by what is expected too, unless a person expects nothing', () => {
    const expecting = (share: number) => ({
      ...source,
      expect: { ...source.expect, fill: { company: share } },
    })
    const without = sample(20, { description: 20 })
    expect(outcomes(judgeSample(expecting(0.9), without, []))).toEqual({ 'expected fill:company': 'hold' })
    const past = [sample(20, { description: 20, company: 20 })]
    expect(outcomes(judgeSample(expecting(0), without, past))).toEqual({
      readable: 'pass',
      'expected fill:company': 'pass',
      'fill:description': 'pass',
    })
  })

  it('raises a false alarm in no more than a few of 10,000 tests on samples of the same source', () => {
    // Deterministic: the same draws in every run.
    let state = 12_345
    const random = () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return state / 2 ** 32
    }
    const draw = (n: number, share: number) => Array.from({ length: n }, random).filter(x => x < share).length
    let alarms = 0
    let judged = 0
    for (let round = 0; round < 2_000; round++) {
      const size = 1 + Math.floor(random() * 60)
      const shares = [0.02, 0.1, 0.4, 0.75, 0.98].map(share => share + (random() - 0.5) * 0.02)
      const crawl = () => {
        const n = 1 + Math.floor(random() * 2 * size)
        const [validThrough, pay, workplace, locations, company] = shares.map(share => draw(n, share))
        return sample(n, {
          validThrough: validThrough!,
          pay: pay!,
          workplace: workplace!,
          locations: locations!,
          company: company!,
        })
      }
      const past = Array.from({ length: 1 + Math.floor(random() * 10) }, crawl)
      const verdicts = judgeSample(source, crawl(), past)
      judged += 5
      alarms += verdicts.filter(({ outcome }) => outcome !== 'pass').length
    }
    expect(judged).toBe(10_000)
    expect(alarms).toBeLessThanOrEqual(3)
  })

  it('finds every field that goes from a board of a dozen adverts or more', () => {
    const breaks = fc.record({
      size: fc.integer({ min: 12, max: 400 }),
      crawls: fc.integer({ min: 1, max: 10 }),
      field: fc.constantFrom('description' as const, 'company' as const, 'locations' as const),
    })
    fc.assert(
      fc.property(breaks, ({ size, crawls, field }) => {
        const full = Math.ceil(size * 0.95)
        const past = Array.from({ length: crawls }, () => sample(size, { [field]: full }))
        expect(outcomes(judgeSample(source, sample(size), past))[`fill:${field}`]).toBe('hold')
      }),
      { numRuns: 200 },
    )
  })
})

describe('keys that no field uses', () => {
  const keys = (records: number, ignored: Record<string, number>) =>
    sample(records, {}, { keys: { records, ignored } })

  it('are told when they come to most records, and when those of most records go', () => {
    const past = [keys(20, { departments: 20, rare: 1 }), keys(20, { departments: 20 })]
    expect(outcomes(judgeSample(source, keys(20, { entity: 20 }), past))).toMatchObject({
      'new key:entity': 'warn',
      'lost key:departments': 'warn',
    })
    const honest = outcomes(judgeSample(source, keys(20, { departments: 19, odd: 2, rare: 2 }), past))
    expect(honest).toEqual({ readable: 'pass', 'lost key:departments': 'pass' })
  })

  it('are none of the prototype', () => {
    const past = [keys(20, { constructor: 20 } as Record<string, number>)]
    expect(outcomes(judgeSample(source, keys(20, {}), past))).toMatchObject({
      'lost key:constructor': 'warn',
    })
    expect(outcomes(judgeSample(source, keys(20, {}), [keys(20, {})]))).toEqual({ readable: 'pass' })
  })
})

describe('volume', () => {
  const past = (...met: number[]) => met.map(each => sample(each))
  const judged = (met: number | null, before: Sample[], of = source) => outcomes(judgeVolume(of, met, before))

  it('warns of half and thrice, and holds a tenth', () => {
    const before = past(98, 100, 103)
    expect(judged(60, before)).toEqual({ postings: 'pass', volume: 'pass' })
    expect(judged(50, before)).toMatchObject({ volume: 'warn' })
    expect(judged(300, before)).toMatchObject({ volume: 'warn' })
    expect(judged(10, before)).toMatchObject({ volume: 'hold' })
  })

  it('leaves small boards, young ones and partial listings alone', () => {
    expect(judged(1, past(4, 4, 4))).toMatchObject({ volume: 'pass' })
    expect(judged(9, past(3, 3, 3))).toMatchObject({ volume: 'pass' })
    expect(judged(10, past(100, 100))).toEqual({ postings: 'pass' })
    expect(judged(null, past(100, 100, 100))).toEqual({})
  })

  it('is judged by what is expected', () => {
    const expecting = { ...source, expect: { ...source.expect, postings: [20, 50] as [number, number] } }
    expect(judged(19, past(30), expecting)).toMatchObject({ postings: 'hold' })
    expect(judged(51, past(30), expecting)).toMatchObject({ postings: 'warn' })
    // A board that never had an advert is no fault.
    expect(judged(0, past(0), expecting)).toMatchObject({ postings: 'warn' })
  })

  it('raises no alarm while a board changes from day to day by a tenth of its adverts', () => {
    const days = fc.tuple(
      fc.integer({ min: 0, max: 3_000 }),
      fc.array(fc.double({ min: -0.1, max: 0.1, noNaN: true }), { minLength: 4, maxLength: 11 }),
    )
    fc.assert(
      fc.property(days, ([level, changes]) => {
        const met = changes.map(change => Math.round(level * (1 + change)))
        const alarms = judgeVolume(source, met[0]!, past(...met.slice(1))).filter(
          ({ expectation, outcome }) => expectation === 'volume' && outcome !== 'pass',
        )
        expect(alarms).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})
