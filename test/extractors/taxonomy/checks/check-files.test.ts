import { describe, expect, it } from 'vitest'
import { AreaFile, PlaceWordFile, TownFile, WorldFile } from '../../../../extractors/location/place-file.ts'
import { checkData } from '../../../../extractors/taxonomy/checks/check-data.ts'
import { checkPlaces } from '../../../../extractors/taxonomy/checks/check-places.ts'
import { checkTexts } from '../../../../extractors/taxonomy/checks/check-texts.ts'
import { checkTitleReferences } from '../../../../extractors/taxonomy/checks/check-title-references.ts'
import { checkTitleSpellings } from '../../../../extractors/taxonomy/checks/check-title-spellings.ts'
import type { Taxonomy } from '../../../../extractors/taxonomy/read-taxonomy.ts'
import { ownTaxonomy } from '../../../../extractors/taxonomy/taxonomy-files.ts'
import { HeadsFile, OtherRolesFile, QualifiersFile } from '../../../../extractors/title/title-files.ts'

describe('texts', () => {
  it.each([
    ['at an edge', ['Acme '], /"Acme " has white space at its edge/],
    ['doubled', { list: ['Acme  Cloud'] }, /white space other than single spaces/],
    ['without a break', ['Acme\u00a0Cloud'], /white space other than single spaces/],
    ['invisible', ['Ac\u200bme'], /invisible or broken character/],
    ['decomposed', ['Cafe\u0301'], /not in Unicode normal form C/],
    ['empty', { name: 'Acme', aliases: [''] }, /"" is empty/],
    ['of a key', { 'Acme ': 'x' }, /white space at its edge/],
  ])('white space and characters %s', (_name, data, expected) => {
    expect(checkTexts('f.yaml', data).map(({ problem }) => problem)).toEqual([
      expect.stringMatching(expected),
    ])
  })
  it('says in which entry', () => {
    const data = { skills: [{ name: 'Acme', rule: { near: ['x '] } }] }
    expect(checkTexts('f.yaml', data)).toMatchObject([{ file: 'f.yaml', entry: 'Acme › rule › near' }])
  })
})

const titles = (more: { heads?: object; qualifiers?: object; otherRoles?: object }): Taxonomy => ({
  skills: [],
  places: {},
  titles: {
    heads: HeadsFile.parse({
      heads: [{ name: 'Engineer' }],
      whole: [],
      leading: [],
      spelledOut: {},
      ...more.heads,
    }),
    qualifiers: QualifiersFile.parse({
      technical: [],
      partly: [],
      technologies: [],
      skills: { categories: [], names: {}, never: [] },
      ...more.qualifiers,
    }),
    otherRoles: OtherRolesFile.parse({ roles: [], fields: [], ...more.otherRoles }),
  },
})

describe('titles', () => {
  it.each<[string, Parameters<typeof titles>[0], RegExp]>([
    [
      'a word that a later list takes',
      { qualifiers: { technical: [{ name: 'Plant' }] }, otherRoles: { fields: ['plant'] } },
      /fields › plant: "plant" is never read as this: "Plant" \(titles\/qualifiers.yaml, technical\) takes it/,
    ],
    [
      'a plural that another entry takes',
      { qualifiers: { technical: [{ name: 'Graphics' }], partly: [{ name: 'Graphic' }] } },
      /technical › Graphics: "Graphics" is never read as this/,
    ],
    [
      'a spelling given twice',
      { qualifiers: { technical: [{ name: 'Front End', also: ['front-end'] }] } },
      /"front-end" reads like "Front End" of the same entry/,
    ],
    [
      'a plural that goes without saying',
      { qualifiers: { technical: [{ name: 'Database', also: ['databases'] }] } },
      /"databases" is the plural of "Database", which is understood/,
    ],
  ])('%s', (_name, more, expected) => {
    const found = checkTitleSpellings(titles(more)).map(({ entry, problem }) => `${entry}: ${problem}`)
    expect(found).toEqual(expect.arrayContaining([expect.stringMatching(expected)]))
  })

  it.each<[string, Parameters<typeof titles>[0], RegExp]>([
    [
      'an unknown head',
      { qualifiers: { partly: [{ name: 'Data', with: ['Enginer'] }] } },
      /"Enginer", which is no head/,
    ],
    [
      'an unknown qualifier',
      { qualifiers: { technical: [{ name: 'A', broader: 'B' }] } },
      /"B", which is no qualifier/,
    ],
    ['a circle', { qualifiers: { technical: [{ name: 'A', broader: 'A' }] } }, /wider than itself/],
    [
      'an unknown skill',
      { qualifiers: { skills: { categories: [], names: {}, never: ['Zzz'] } } },
      /"Zzz", which is no skill/,
    ],
    ['a wider head', { heads: { whole: [{ name: 'CTO', broader: 'Chief' }] } }, /"Chief", which is no head/],
    [
      'an entry given twice',
      { qualifiers: { technical: [{ name: 'A' }, { name: 'A' }] } },
      /it stands twice in technical/,
    ],
  ])('a reference to %s', (_name, more, expected) => {
    expect(checkTitleReferences(titles(more)).map(({ problem }) => problem)).toEqual([
      expect.stringMatching(expected),
    ])
  })
  it('accepts references that lead somewhere', () => {
    const more = {
      qualifiers: {
        technical: [
          { name: 'Software' },
          { name: 'Embedded', broader: { Engineer: 'Software', default: 'Software' } },
        ],
        partly: [{ name: 'Data', with: ['Engineer'] }],
      },
    }
    expect([...checkTitleReferences(titles(more)), ...checkTitleSpellings(titles(more))]).toEqual([])
  })
})

describe('places', () => {
  const places = (more: {
    areas?: object
    towns?: object
    world?: object
    words?: object
    outcodes?: object
  }) => ({
    skills: [],
    titles: {},
    places: {
      areas: AreaFile.parse({
        tree: { UK: { England: ['Kent'] } },
        overlaps: {},
        parents: {},
        aliases: {},
        world: {},
        ...more.areas,
      }),
      towns: TownFile.parse({ major: 'Dover', towns: { Kent: 'Dover, Deal' }, defaults: {}, ...more.towns }),
      world: WorldFile.parse({
        major: 'Lyon',
        countries: { FR: 'France' },
        states: {},
        cities: { FR: 'Lyon' },
        members: {},
        ...more.world,
      }),
      words: PlaceWordFile.parse(
        Object.fromEntries(
          Object.keys(PlaceWordFile.shape).map(key => [
            key,
            (more.words as Record<string, string>)?.[key] ?? { everyday: 'deal', codes: 'fr' }[key] ?? 'a, b',
          ]),
        ),
      ),
      outcodes: { Dover: 'CT16 CT17', ...more.outcodes },
    },
  })

  it.each<[string, Parameters<typeof places>[0], RegExp]>([
    [
      'a town listed twice',
      { towns: { towns: { Kent: 'Dover, Deal, Dover' } } },
      /Dover: it is listed twice in Kent/,
    ],
    ['a town in no area', { towns: { towns: { Kent: 'Dover', Kemt: 'Deal' } } }, /Deal: it lies in "Kemt"/],
    [
      'a spelling given twice',
      { towns: { towns: { Kent: 'Dover | dover, Deal' } } },
      /the spelling "dover" is given twice/,
    ],
    ['a lost separator', { towns: { towns: { Kent: 'Dover,Deal' } } }, /"Dover,Deal" is no name/],
    [
      'a major town of no list',
      { towns: { major: 'Dover, Hythe' } },
      /major › Hythe: it stands in no list of towns/,
    ],
    [
      'a default elsewhere',
      { towns: { defaults: { Dover: 'France' } } },
      /no place of this name lies in France/,
    ],
    [
      'a city of no country',
      { world: { cities: { FR: 'Lyon', XX: 'Nowhere' } } },
      /Nowhere: it lies in "XX"/,
    ],
    [
      'a member of nothing',
      { areas: { overlaps: { South: { in: 'England', members: ['Sussex'] } } } },
      /"Sussex", which is no place/,
    ],
    ['a postcode of two places', { outcodes: { Deal: 'CT16' } }, /Deal: CT16 belongs to Dover already/],
    ['a postcode that is none', { outcodes: { Deal: 'CT1666' } }, /"CT1666" is no postcode district/],
    ['a postcode of no place', { outcodes: { Hythe: 'CT21' } }, /Hythe: it is no place/],
    ['a code of nothing', { words: { codes: 'fr, qq' } }, /"qq" is no code/],
    ['a word that stands twice', { words: { noise: 'remote, remote' } }, /noise: "remote" stands twice/],
  ])('%s', (_name, more, expected) => {
    const found = checkPlaces(places(more)).map(({ entry, problem }) => `${entry}: ${problem}`)
    expect(found).toEqual(expect.arrayContaining([expect.stringMatching(expected)]))
  })
  it('accepts good ones', () => {
    expect(checkPlaces(places({}))).toEqual([])
  })
})

it('names every fault of a file that cannot be read, and checks the others all the same', () => {
  const faulty = {
    files: ownTaxonomy.files,
    read: (file: string) =>
      file === 'skills/vendors.yaml'
        ? 'category: Vendors\nskills:\n  - { name: Acme, alias: [A] }\n  - { name: Bolt, rule: { within: 99 } }\n'
        : file === 'titles/heads.yaml'
          ? 'heads: ['
          : ownTaxonomy.read(file),
  }
  const { problems, checked } = checkData(faulty)
  const found = problems.map(({ file, entry, problem }) => `${file} ${entry}: ${problem}`)
  expect(found).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/skills\/vendors.yaml skills › Acme: Unrecognized key: "alias"/),
      expect.stringMatching(/skills\/vendors.yaml skills › Bolt › rule › within: Too big/),
      expect.stringMatching(/^titles\/heads.yaml : /),
      expect.stringMatching(/skills\/vendors.yaml Vendors: the category has no skills/),
    ]),
  )
  expect(checked.skills).toBeGreaterThan(2000)
})
