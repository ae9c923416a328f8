import { describe, expect, test } from 'vitest'
import { areas, areasOf, childrenOf } from '../../../extractors/location/areas.ts'
import { readPlaces } from '../../../extractors/location/read-places.ts'

const parentOf = (name: string) => areas.find(area => area.name === name)?.parent
const countsFor = (text: string) => areasOf(readPlaces([text]).places[0]?.path ?? [])

describe('areas', () => {
  // The parent locations that published trend pages of the reference compare with.
  test.each([
    ['UK', 'UK excluding London'],
    ['England', 'UK'],
    ['Scotland', 'UK'],
    ['London', 'England'],
    ['Midlands', 'England'],
    ['South East', 'England'],
    ['Central London', 'London'],
    ['City of London', 'Central London'],
    ['Home Counties', 'South East'],
    ['Lancashire', 'North West'],
    ['Manchester', 'North West'],
    ['Preston', 'Lancashire'],
    ['Worcester', 'Worcestershire'],
  ])('%s is compared with %s', (name, parent) => {
    expect(parentOf(name)).toBe(parent)
  })

  test('names are unique and parents exist', () => {
    const names = new Set(areas.map(({ name }) => name))
    expect(names.size).toBe(areas.length)
    expect(areas.filter(({ parent }) => parent !== null && !names.has(parent))).toEqual([])
  })
})

describe('areasOf', () => {
  test.each([
    ['UK', ['UK']],
    ['England', ['UK', 'England']],
    ['London', ['UK', 'England', 'London']],
    ['City of London', ['UK', 'England', 'London', 'Central London', 'City of London']],
    [
      'Guildford',
      ['UK', 'England', 'UK excluding London', 'South East', 'Home Counties', 'Surrey', 'Guildford'],
    ],
    [
      'Harlow',
      ['UK', 'England', 'UK excluding London', 'East of England', 'Home Counties', 'Essex', 'Harlow'],
    ],
    ['Derby', ['UK', 'England', 'UK excluding London', 'Midlands', 'East Midlands', 'Derbyshire', 'Derby']],
    ['Midlands', ['UK', 'England', 'UK excluding London', 'Midlands']],
    ['Edinburgh', ['UK', 'UK excluding London', 'Scotland', 'Central Belt', 'Lothian', 'Edinburgh']],
    ['Jersey', ['UK', 'UK excluding London', 'Channel Islands', 'Jersey']],
    ['Paris', ['France', 'Paris']],
  ])('%s', (text, expected) => {
    expect(countsFor(text).toSorted()).toEqual(expected.toSorted())
  })
})

describe('childrenOf', () => {
  test('lists nations, islands and the area across the tree for the UK', () => {
    expect(childrenOf('UK').toSorted()).toEqual([
      'Channel Islands',
      'England',
      'Isle of Man',
      'Northern Ireland',
      'Scotland',
      'UK excluding London',
      'Wales',
    ])
  })

  test.each([
    ['England', 'London'],
    ['England', 'Midlands'],
    ['North West', 'Manchester'],
    ['Greater Manchester', 'Manchester'],
    ['South East', 'Home Counties'],
    ['Home Counties', 'Surrey'],
    ['London', 'Central London'],
    ['UK excluding London', 'Scotland'],
  ])('%s has %s', (area, child) => {
    expect(childrenOf(area)).toContain(child)
  })

  test('no area is below itself, and what is not known has none', () => {
    expect(childrenOf('UK excluding London')).not.toContain('UK')
    expect(areas.filter(({ name }) => childrenOf(name).includes(name))).toEqual([])
    expect(childrenOf('Atlantis')).toEqual([])
  })
})
