import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPlaces } from '../../../extractors/location/read-places.ts'

const namesOf = (...texts: string[]): string[] => readPlaces(texts).places.map(({ name }) => name)

/** Location text, names of the places, region. */
const ukForms: [string, string[], string | null][] = [
  ['London', ['London'], 'London'],
  ['London, UK', ['London'], 'London'],
  ['Greater London', ['London'], 'London'],
  ['Middlesex', ['London'], 'London'],
  ['City of London, London', ['City of London'], 'London'],
  ['The City, Central London', ['City of London'], 'London'],
  ['South East London', ['South East London'], 'London'],
  ['Canary Wharf, London', ['Canary Wharf'], 'London'],
  ['Shoreditch', ['Shoreditch'], 'London'],
  ['EC2A 4BX', ['City of London'], 'London'],
  ['ec2a4bx', ['City of London'], 'London'],
  ['London SE1 9GF', ['South Bank'], 'London'],
  ['Slough SL1', ['Slough'], 'South East'],
  ['Manchester M1', ['Manchester'], 'North West'],
  ['Portsmouth, PO6 3LY, GB', ['Portsmouth'], 'South East'],
  ['Ward 4, Manor Lane, KT17, GB', ['Epsom'], 'South East'],
  ['Leeds, West Yorkshire, England', ['Leeds'], 'Yorkshire'],
  ['UK, South East England, Surrey, Guildford', ['Guildford'], 'South East'],
  ['UK, Yorkshire And The Humber, West Yorkshire, Leeds', ['Leeds'], 'Yorkshire'],
  ['Eastern England, UK', ['East of England'], 'East of England'],
  ['Tyne & Wear', ['Tyne and Wear'], 'North East'],
  ['Maidenhead, Windsor & Maidenhead', ['Maidenhead'], 'South East'],
  ['Ashton-under- Lyne, Greater Manchester', ['Ashton-under-Lyne'], 'North West'],
  ['Hybrid - Reading, Berkshire', ['Reading'], 'South East'],
  ['Harlow Essex South East', ['Harlow'], 'East of England'],
  ['Croydon, Surrey', ['Croydon'], 'London'],
  ['Remote (UK)', ['UK'], 'UK'],
  ['UK Wide', ['UK'], 'UK'],
  ['Nationwide', ['UK'], 'UK'],
  ['West Midlands', ['West Midlands'], 'West Midlands'],
  ['The Midlands', ['Midlands'], 'UK'],
  ['Home Counties', ['Home Counties'], 'South East'],
  ['M4 corridor', ['Thames Valley'], 'South East'],
  ['St. Helier, Jersey', ['St Helier'], 'Channel Islands'],
  ['Douglas, Isle of Man', ['Douglas'], 'Isle of Man'],
  ['Newport, Wales', ['Newport'], 'Wales'],
  ['Newport, Isle of Wight', ['Newport (Isle of Wight)'], 'South East'],
  ['Bangor, County Down', ['Bangor (County Down)'], 'Northern Ireland'],
  ['Belfast', ['Belfast'], 'Northern Ireland'],
  ['Newcastle', ['Newcastle upon Tyne'], 'North East'],
  ['Newcastle, Staffordshire', ['Newcastle-under-Lyme'], 'West Midlands'],
  ['Richmond', ['Richmond upon Thames'], 'London'],
  ['Richmond, North Yorkshire', ['Richmond (North Yorkshire)'], 'Yorkshire'],
  ['Boston, Lincolnshire', ['Boston (Lincolnshire)'], 'East Midlands'],
  ['Hamilton, South Lanarkshire', ['Hamilton'], 'Scotland'],
]

/** Location text, path of the place. */
const foreignForms: [string, string[]][] = [
  ['New York, NY', ['USA', 'New York State', 'New York City']],
  ['NYC', ['USA', 'New York State', 'New York City']],
  ['San Francisco, CA - US', ['USA', 'California', 'San Francisco']],
  ['Mountain View, CA 94043', ['USA', 'California', 'Mountain View']],
  ['Austin TX', ['USA', 'Texas', 'Austin']],
  ['Cambridge, MA', ['USA', 'Massachusetts', 'Cambridge (Massachusetts)']],
  ['Birmingham, AL', ['USA', 'Alabama', 'Birmingham (Alabama)']],
  ['Manchester, CT', ['USA', 'Connecticut']],
  ['Paris, Texas', ['USA', 'Texas']],
  ['Kent, WA', ['USA', 'Washington State']],
  ['Georgia, USA', ['USA', 'Georgia (USA)']],
  ['Washington, D.C.', ['USA', 'Washington DC']],
  ['Boston', ['USA', 'Massachusetts', 'Boston']],
  ['Atlanta, GA', ['USA', 'Georgia (USA)', 'Atlanta']],
  ['Tbilisi, Georgia', ['Georgia', 'Tbilisi']],
  ['London, Ontario', ['Canada', 'Ontario', 'London (Ontario)']],
  ['Perth, WA', ['Australia', 'Western Australia', 'Perth (Western Australia)']],
  ['Bangalore, IN', ['India', 'Bengaluru']],
  ['Tel Aviv, IL', ['Israel', 'Tel Aviv']],
  ['Berlin, DE', ['Germany', 'Berlin']],
  ['DE', ['Germany']],
  ['Paris, France', ['France', 'Paris']],
  ['Krakow', ['Poland', 'Kraków']],
  ['SÃO PAULO', ['Brazil', 'São Paulo']],
  ['Remote - US', ['USA']],
  ['Ireland', ['Ireland']],
  ['Europe', ['Europe']],
]

describe('readPlaces', () => {
  test.each(ukForms)('%s', (text, names, region) => {
    const read = readPlaces([text])
    expect({ names: read.places.map(({ name }) => name), region: read.region, issues: read.issues }).toEqual({
      names,
      region,
      issues: [],
    })
  })

  test.each(foreignForms)('%s', (text, path) => {
    expect(readPlaces([text])).toEqual({ places: [{ name: path.at(-1), path }], region: null, issues: [] })
  })

  test.each([
    ['London or Manchester', ['London', 'Manchester']],
    ['LONDON OR LEEDS', ['London', 'Leeds']],
    ['London / Bristol', ['London', 'Bristol']],
    ['Luton & Dunstable', ['Luton', 'Dunstable']],
    ['London, Paris', ['London', 'Paris']],
    ['London, Berlin, Lisbon', ['London', 'Berlin', 'Lisbon']],
    ['UK or Lithuania', ['UK', 'Lithuania']],
  ])('%s names several places', (text, names) => {
    expect(namesOf(text)).toEqual(names)
  })

  test('a place takes in what it lies in, over all texts', () => {
    expect(namesOf('UK', 'London', 'Shoreditch', 'Leeds, England')).toEqual(['Shoreditch', 'Leeds'])
    expect(namesOf('Home Counties', 'Woking')).toEqual(['Woking'])
  })

  test('the country of the other places decides a name of several', () => {
    expect(namesOf('Manchester', 'San Francisco', 'Austin')).toEqual([
      'Manchester (New Hampshire)',
      'San Francisco',
      'Austin',
    ])
    expect(namesOf('Manchester', 'London', 'San Francisco')).toEqual([
      'Manchester',
      'London',
      'San Francisco',
    ])
  })

  test('the region is that of the first UK place with one', () => {
    expect(readPlaces(['Berlin', 'UK', 'Cardiff', 'London']).region).toBe('Wales')
  })

  test.each([['Remote'], ['Anywhere'], ['Multiple locations'], ['Hybrid / Remote'], [''], ['  ']])(
    'no place and no issue: "%s"',
    text => {
      expect(readPlaces([text])).toEqual({ places: [], region: null, issues: [] })
    },
  )

  test.each([
    ['Atlantis Campus'],
    ['contact us'],
    ['Heroku, EC2'],
    ['Interns OK'],
    ['ON-SITE with a laptop'],
    ['Oxford Road'],
    ['Jobs: https://jobs.example.com/london'],
    ['Bank reconciliation'],
  ])('no place, and an issue: %s', text => {
    const read = readPlaces([text])
    expect(read.places).toEqual([])
    expect(read.issues).toEqual([{ field: 'locations', issue: `unknown place: ${text}` }])
  })

  test('a street or a quarter named after a town elsewhere is not that town', () => {
    expect(namesOf('12 Oxford Road, Manchester')).toEqual(['Manchester'])
    expect(namesOf('Sydenham, Belfast')).toEqual(['Belfast'])
    expect(namesOf('Harlow Wood, Mansfield')).toEqual(['Mansfield'])
  })

  test('reads any text, each place once', () => {
    const words = fc.constantFrom(
      'London',
      'Leeds',
      'M1',
      'CA',
      ',',
      ' - ',
      '/',
      'or',
      'Remote',
      'é',
      '(',
      'EC2A 4BX',
      'US',
    )
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.array(words).map(all => all.join(' ')),
          ),
        ),
        texts => {
          const { places } = readPlaces(texts)
          expect(new Set(places.map(({ name }) => name)).size).toBe(places.length)
          for (const { name, path } of places) expect(path.at(-1)).toBe(name)
        },
      ),
      { numRuns: 200 },
    )
  })

  test('hostile texts take no time', () => {
    const start = performance.now()
    readPlaces(Array.from({ length: 5000 }, () => 'Newport, Richmond, '.repeat(5000)))
    expect(performance.now() - start).toBeLessThan(1000)
  })
})
