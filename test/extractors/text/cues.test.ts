import { expect, test } from 'vitest'
import { defineCue, findCues } from '../../../extractors/text/cues.ts'

const office = defineCue(['office', 'on-site', 'f2f'], /offices?\b|on-site|f2f/iy)
const year = defineCue(['year'], /year/iy)

test.each([
  ['an office, two Offices, three OFFICES', ['office', 'Offices', 'OFFICES']],
  ['officers and box-offices', ['offices']],
  ['a back office: F2F or On-Site', ['office', 'F2F', 'On-Site']],
  ['supportOffice', ['Office']],
  ['backoffice', []],
  ['offic', []],
  ['', []],
])('%s', (text, words) => {
  expect(findCues(office, text).map(({ start, end }) => text.slice(start, end))).toEqual(words)
})

test('cues of one text do not mix, nor those of two texts', () => {
  const text = 'A year in the office, a leap year'
  expect(findCues(year, text).map(({ start }) => start)).toEqual([2, 29])
  expect(findCues(office, text).map(({ start }) => start)).toEqual([14])
  expect(findCues(office, 'No such word')).toEqual([])
  expect(findCues(year, text)).toHaveLength(2)
})

test('a cue defined later is found in a text that was searched before', () => {
  const text = 'The office of a lighthouse'
  expect(findCues(office, text)).toHaveLength(1)
  const lighthouse = defineCue(['light'], /lighthouse/iy)
  expect(findCues(lighthouse, text)).toEqual([{ start: 16, end: 26 }])
})

test('keeps no more hits than anyone needs', () => {
  expect(findCues(office, 'office '.repeat(100_000)).length).toBeLessThan(100)
})

test('refuses a pattern that would search ahead', () => {
  expect(() => defineCue(['x'], /x/g)).toThrow('sticky')
})
