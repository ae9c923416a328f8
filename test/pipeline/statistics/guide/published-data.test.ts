import { describe, expect, it } from 'vitest'
import { areas } from '../../../../extractors/location/areas.ts'
import { BenchmarksFile } from '../../../../pipeline/statistics/guide/benchmarks.ts'
import { mainPlaces } from '../../../../pipeline/statistics/guide/main-places.ts'
import { parseData, readData } from '../../../../pipeline/statistics/guide/read-data.ts'
import { isSector } from '../../../../pipeline/statistics/guide/sectors.ts'

const entry = (changes: string) => `benchmarks:
  - { source: Guide, terms: [Developer], statistic: range, location: UK, type: permanent, unit: year, low: 1, high: 2${changes} }`
const parse = (changes: string) => parseData('benchmarks.yaml', entry(changes), BenchmarksFile)

describe('the published benchmarks', () => {
  it('hold every figure of pay that the guides publish', () => {
    const figures = readData('benchmarks.yaml', BenchmarksFile).map(
      ({ source, location, type, band, low, high, andMore }) =>
        `${source} ${location} ${type} ${band ?? 'all'} ${low ?? ''}-${high}${andMore ? '+' : ''}`,
    )
    expect(figures).toEqual([
      'Jobtome UK permanent all 65000-65000',
      'Indeed UK permanent all 62068-62068',
      'IT Jobs Watch UK permanent all 67500-67500',
      'Guide 001 UK excluding London permanent all -60000',
      'Guide 004 UK permanent all 45000-65000',
      'IT Jobs Watch London permanent all 80000-80000',
      'IT Jobs Watch Manchester permanent all 57500-57500',
      'IT Jobs Watch London contract all 525-525',
      'Guide 003 UK permanent junior 28000-42000',
      'Guide 003 UK permanent mid 45000-65000',
      'Guide 003 UK permanent senior 65000-90000',
      'Guide 003 UK permanent lead 85000-130000+',
      'Guide 002 UK permanent junior 26000-38000',
      'Guide 002 UK permanent mid 42000-65000',
      'Guide 002 UK permanent senior 70000-110000+',
      'Guide 003 UK contract junior 200-300',
      'Guide 003 UK contract mid 350-500',
      'Guide 003 UK contract senior 500-700',
      'Guide 003 UK contract lead 700-1000+',
    ])
  })

  it.each([
    [', low: 3', /benchmarks\.yaml: duplicated mapping key/],
    [', asOf: soon', /^benchmarks\.yaml: benchmarks › 0 › asOf: write a day, month or year as 2025-11-21$/],
    [', band: guru', /^benchmarks\.yaml: benchmarks › 0 › band: /],
    [', colour: red', /^benchmarks\.yaml: benchmarks › 0: Unrecognized key: "colour"$/],
  ])('say what is wrong with%s', (changes, message) => expect(() => parse(changes)).toThrow(message))

  it.each([
    ['low: 1, high: 2', 'low: 3, high: 2', 'low is above high'],
    ['low: 1, high: 2', 'low: null, high: null', 'give low, high or both'],
    ['unit: year', 'unit: day', 'permanent pay is per year, contract pay per day'],
    ['location: UK', 'location: Atlantis', 'location: the taxonomy has no such place'],
  ])('%s as %s is refused', (was, is, message) => {
    const text = entry('').replace(was, is)
    expect(() => parseData('benchmarks.yaml', text, BenchmarksFile)).toThrow(message)
  })

  it('are read where nothing is wrong', () => {
    expect(parse(', asOf: "2025-10"')).toMatchObject([{ low: 1, high: 2, asOf: '2025-10', band: null }])
  })
})

describe('the lists a guide goes by', () => {
  it('names places of the taxonomy, each once', () => {
    expect(new Set(mainPlaces).size).toBe(mainPlaces.length)
    const known = new Set(areas.map(({ name }) => name))
    expect(mainPlaces.filter(place => !known.has(place))).toEqual([])
    expect(mainPlaces).toEqual(
      expect.arrayContaining(['London', 'Manchester', 'Bristol', 'UK excluding London']),
    )
  })

  it('tells industries from other general terms', () => {
    const general = [
      'Banking',
      'Finance',
      'Public Sector',
      'Social Skills',
      'English Language',
      'Back Office',
    ]
    expect(general.filter(name => isSector({ category: 'General', name }))).toEqual([
      'Banking',
      'Finance',
      'Public Sector',
    ])
    expect(isSector({ category: 'Processes & Methodologies', name: 'Fintech' })).toBe(true)
  })
})
