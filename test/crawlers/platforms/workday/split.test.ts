import { expect, test } from 'vitest'
import { splitByFacet } from '../../../../crawlers/platforms/workday/split.ts'

const facet = (facetParameter: string, counts: Record<string, number>) => ({
  facetParameter,
  values: Object.entries(counts).map(([id, count]) => ({ id, descriptor: id, count })),
})
const size = { total: 100, cap: 100 }

test('the facet with the largest sum is taken, its values in groups below the cap', () => {
  const facets = [
    facet('time', { full: 120, part: 10 }),
    facet('family', { a: 60, b: 50, c: 30, d: 9, e: 1 }),
  ]
  expect(splitByFacet(facets, {}, size)).toEqual({
    parts: [{ family: ['a'] }, { family: ['b', 'c', 'd', 'e'] }],
    complete: true,
  })
})

test('of two that sum up alike, the one whose largest value is smaller', () => {
  const facets = [facet('time', { full: 128, part: 2 }), facet('family', { a: 70, b: 60 })]
  expect(splitByFacet(facets, {}, size)?.parts).toEqual([{ family: ['a'] }, { family: ['b'] }])
})

test('facets within groups count, however the group is called', () => {
  const facets = [
    { facetParameter: 'places', values: [{ values: [facet('town', { leeds: 80, hull: 70 })] }] },
  ]
  expect(splitByFacet(facets, {}, size)?.parts).toEqual([{ town: ['leeds'] }, { town: ['hull'] }])
})

test('a part that is at the cap again is split by a further facet, beside the first', () => {
  const facets = [facet('town', { leeds: 130 }), facet('family', { a: 70, b: 60 })]
  expect(splitByFacet(facets, { town: ['leeds'] }, size)).toEqual({
    parts: [
      { town: ['leeds'], family: ['a'] },
      { town: ['leeds'], family: ['b'] },
    ],
    complete: true,
  })
})

test('adverts without a value of the further facet are known to be left out', () => {
  const facets = [facet('town', { leeds: 130, hull: 400 }), facet('family', { a: 70, b: 58 })]
  expect(splitByFacet(facets, { town: ['leeds'] }, size)?.complete).toBe(false)
})

test.each([
  ['no facet', []],
  ['a facet that covers too few', [facet('family', { a: 60, b: 39 })]],
  ['a facet that tells nothing apart', [facet('time', { full: 200 })]],
  ['a facet that is applied already', [facet('town', { leeds: 90, hull: 90 })]],
  [
    'values without an id, a count or an advert',
    [{ facetParameter: 'x', values: [{ id: 'a' }, { count: 500 }, { id: 'b', count: 0 }] }],
  ],
  ['something else', [null, 'family', { values: 'none' }]],
])('%s is no split', (_, facets) => {
  expect(splitByFacet(facets, { town: ['york'] }, size)).toBeNull()
})

test('no search asks for more than 100 values, those applied before included', () => {
  const many = Object.fromEntries(Array.from({ length: 250 }, (_, at) => [`v${at}`, 1]))
  const parts =
    splitByFacet([facet('town', many)], { time: ['full'] }, { total: 200, cap: 2000 })?.parts ?? []
  expect(parts.map(({ town }) => town?.length)).toEqual([99, 99, 52])
  expect(new Set(parts.flatMap(({ town }) => town)).size).toBe(250)
})

test('facets nested without end are followed a few levels only', () => {
  let nested: object = facet('town', { leeds: 80, hull: 70 })
  for (let level = 0; level < 5000; level++) nested = { facetParameter: `g${level}`, values: [nested] }
  expect(splitByFacet([nested], {}, size)).toBeNull()
})
