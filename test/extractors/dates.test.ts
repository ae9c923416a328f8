import { describe, expect, test } from 'vitest'
import { readDates } from '../../extractors/dates.ts'

const seenAt = '2024-03-10T09:00:00Z'

describe('readDates', () => {
  test.each([
    ['2024-03-01', '2024-03-01', 0],
    ['2024-03-01T23:30:00-05:00', '2024-03-02', 0],
    ['2024-03-01T10:00:00', '2024-03-01', 0],
    ['2024-03-12', '2024-03-10', 1],
    ['1970-01-01T00:00:00Z', '2024-03-10', 1],
    ['2024-02-31', '2024-03-10', 1],
    ['Recent', '2024-03-10', 1],
    [null, '2024-03-10', 1],
  ])('posted %s → %s', (postedAt, postedOn, issues) => {
    const read = readDates({ postedAt, seenAt })
    expect(read.postedOn).toBe(postedOn)
    expect(read.issues).toHaveLength(issues)
  })

  test.each([
    ['2024-04-01T00:00:00Z', '2024-04-01', 0],
    ['2031-01-01', null, 1],
    ['2024-02-01', null, 1],
    ['soon', null, 1],
    [null, null, 0],
  ])('valid through %s → %s', (validThrough, closedOn, issues) => {
    const read = readDates({ postedAt: '2024-03-01', validThrough, seenAt })
    expect(read.closedOn).toBe(closedOn)
    expect(read.issues).toHaveLength(issues)
  })

  test.each([
    ['Closing date: 22 March 2024.', '2024-03-22'],
    ['Apply by Friday 5th April', '2024-04-05'],
    ['Closing date: 4 January', '2025-01-04'],
    ['Closing date: 31 February 2024', null],
    ['We are closing the gap.', null],
    ['Closing date - 14/03/2024', '2024-03-14'],
    ['CLOSING DATE: 14.03.24, interviews 20.03.24', '2024-03-14'],
    ['Application deadline: April 2, 2024', '2024-04-02'],
    ['Closing date for all applications is midnight, Thursday 14th March', '2024-03-14'],
    ['Applications will close on 2024-03-31', '2024-03-31'],
    ['Closing date: two weeks from today, or after 30 applications', null],
    ['Closing date 1 February 2024. Interviews on 9 March 2024', null],
    ['Able to work to deadlines. 12 March 2024', null],
  ])('%s', (text, closedOn) => {
    expect(readDates({ postedAt: '2024-03-01', seenAt, text }).closedOn).toBe(closedOn)
  })

  test('a broken day of sighting falls back to the posting', () => {
    const read = readDates({ postedAt: '2024-03-01', seenAt: 'yesterday' })
    expect(read.postedOn).toBe('2024-03-01')
    expect(read.issues).toEqual([{ field: 'seenAt', issue: 'not a date' }])
  })
})
