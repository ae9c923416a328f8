import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ScheduleState } from '../../../db/queries/schedule.ts'
import { decide, jitterOf, latestDue, nextDue } from '../../../pipeline/runs/schedule.ts'

const source = { name: 'greenhouse/acme', schedule: '0 4 * * *' }
const at = (day: string, time = '00:00') => new Date(`${day}T${time}:00Z`)
const due = at('2025-11-21', '04:00')

const untouched: ScheduleState = {
  subject: source.name,
  pausedAt: null,
  pausedReason: null,
  deferredUntil: null,
  deferredReason: null,
  queuedFor: null,
  servedAt: null,
  doneAt: null,
  latest: null,
  killed: 0,
}

const failed = (dueAt: Date, putOff = false) =>
  ({ state: 'failed', dueAt, putOff, unfinished: putOff }) as const
const brokenOff = (unfinished: boolean) =>
  ({ state: 'broken off', dueAt: due, putOff: false, unfinished }) as const

describe('due moments', () => {
  it.each([
    ['0 4 * * *', at('2025-11-21', '04:00'), '2025-11-21T04:00', '2025-11-22T04:00'],
    ['0 4 * * *', at('2025-11-21', '03:59'), '2025-11-20T04:00', '2025-11-21T04:00'],
    // Leap days are days; the hour that European clocks skip or repeat is one like any other.
    ['30 1 * * *', at('2024-02-29', '12:00'), '2024-02-29T01:30', '2024-03-01T01:30'],
    ['30 1 * * *', at('2025-03-30', '12:00'), '2025-03-30T01:30', '2025-03-31T01:30'],
    ['30 1 * * *', at('2025-10-26', '12:00'), '2025-10-26T01:30', '2025-10-27T01:30'],
    ['0 0 29 2 *', at('2027-06-01'), '2024-02-29T00:00', '2028-02-29T00:00'],
  ])('of %s around %o', (schedule, now, latest, next) => {
    expect(latestDue(schedule, now).toISOString().slice(0, 16)).toBe(latest)
    expect(nextDue(schedule, now).toISOString().slice(0, 16)).toBe(next)
  })
})

describe('the jitter', () => {
  it('is the same for a source and moment, within its bound, and spreads sources', () => {
    const of = (n: number) => jitterOf(`greenhouse/${n}`, due, 300_000)
    const all = Array.from({ length: 200 }, (_, n) => of(n))
    expect(all).toEqual(Array.from({ length: 200 }, (_, n) => of(n)))
    expect(all.every(each => each >= 0 && each < 300_000)).toBe(true)
    expect(new Set(all.map(each => Math.floor(each / 30_000))).size).toBe(10)
    expect(jitterOf(source.name, due, 0)).toBe(0)
  })
})

describe('whether a crawl is due', () => {
  const noon = at('2025-11-21', '12:00')
  const jitter = jitterOf(source.name, due, 300_000)
  it.each<[string, Partial<ScheduleState>, Date, Date | string]>([
    ['at its moment, spread by the jitter', {}, due, new Date(due.getTime() + jitter)],
    ['at once where it was missed', { servedAt: at('2025-11-12', '04:00') }, noon, noon],
    ['not when it is served', { servedAt: due }, noon, 'served'],
    ['not while it is paused', { pausedAt: due }, noon, 'paused'],
    ['not while it is at work', { latest: { ...brokenOff(true), state: 'running' } }, noon, 'at work'],
    ['not again on the day that it failed', { latest: failed(due) }, noon, 'failed'],
    ['again on the day after it failed', { latest: failed(at('2025-11-20', '04:00')) }, noon, noon],
    [
      'when it may be asked again, after it declined',
      { latest: failed(due, true), deferredUntil: at('2025-11-21', '14:00') },
      noon,
      at('2025-11-21', '14:00'),
    ],
    [
      'not where it may be asked only after its next moment',
      { latest: failed(due, true), deferredUntil: at('2025-11-22', '05:00') },
      noon,
      'put off',
    ],
    [
      'when it may be asked, where it declined the day before',
      { latest: failed(at('2025-11-20', '04:00'), true), deferredUntil: at('2025-11-21', '15:00') },
      noon,
      at('2025-11-21', '15:00'),
    ],
    ['at once where it was broken off', { latest: brokenOff(true), servedAt: due }, noon, noon],
    ['at once where it was killed before its first page', { latest: brokenOff(false) }, noon, noon],
    ['not where it kills its process', { latest: brokenOff(true), killed: 10 }, noon, 'killed too often'],
  ])('%s', (_, state, now, expected) => {
    const decision = decide(source, { ...untouched, ...state }, now, 300_000)
    expect(decision.run ? decision.startAt : decision.why).toEqual(expected)
    expect(decision.dueAt).toEqual(due)
  })

  it('is within a tenth of the time to the next moment', () => {
    const often = { name: 'remotive', schedule: '*/10 * * * *' }
    const starts = Array.from({ length: 144 }, (_, n) => {
      const now = new Date(due.getTime() + n * 600_000)
      const decision = decide(often, untouched, now)
      return decision.run ? decision.startAt.getTime() - now.getTime() : Number.NaN
    })
    expect(Math.max(...starts)).toBeLessThan(60_000)
    expect(Math.max(...starts)).toBeGreaterThan(30_000)
  })

  it('makes up once for any downtime, whenever it is looked at', () => {
    const minutes = fc.integer({ min: 0, max: 500_000 })
    fc.assert(
      fc.property(fc.array(minutes, { minLength: 1, maxLength: 30 }), looks => {
        const state = { ...untouched }
        let runs = 0
        const days = new Set<string>()
        for (const minute of looks.toSorted((a, b) => a - b)) {
          const now = new Date(at('2024-02-01').getTime() + minute * 60_000)
          days.add(latestDue(source.schedule, now).toISOString())
          const decision = decide(source, state, now)
          if (!decision.run) continue
          runs++
          state.servedAt = decision.dueAt
        }
        expect(runs).toBe(days.size)
      }),
    )
  })
})
