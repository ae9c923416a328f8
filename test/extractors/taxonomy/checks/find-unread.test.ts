import { describe, expect, it } from 'vitest'
import { findSkillSpans } from '../../../../extractors/skills/find-skills.ts'
import { findUnreadPlaces } from '../../../../extractors/taxonomy/checks/find-unread-places.ts'
import { findUnreadSkills } from '../../../../extractors/taxonomy/checks/find-unread-skills.ts'
import { findUnreadTitles } from '../../../../extractors/taxonomy/checks/find-unread-titles.ts'
import { contextsOf } from '../../../../extractors/taxonomy/checks/skill-contexts.ts'
import { readTaxonomy } from '../../../../extractors/taxonomy/read-taxonomy.ts'
import type { Skill, Spelling } from '../../../../extractors/taxonomy/skill.ts'
import { Rule } from '../../../../extractors/taxonomy/skill-file.ts'
import { skills, wordLists } from '../../../../extractors/taxonomy/skills.ts'
import { ownTaxonomy } from '../../../../extractors/taxonomy/taxonomy-files.ts'
import { HeadsFile, OtherRolesFile } from '../../../../extractors/title/title-files.ts'

const { taxonomy: own } = readTaxonomy(ownTaxonomy)
const known = (name: string): Skill => skills.find(skill => skill.name === name)!
const spelled = (skill: Skill, ...more: Spelling[]): Skill => ({
  ...skill,
  aliases: more.map(({ text }) => text),
  spellings: [...skill.spellings, ...more],
})

describe('contexts in which a spelling should count', () => {
  const words = { lists: new Map([['roads', ['lane', 'street']]]), sampleOf: () => 'Kafka' }
  const textsOf = (text: string, rule: object | null) =>
    contextsOf({ text, rule: rule && Rule.parse(rule) }, words).map(context => context.text)

  it.each<[string, object | null, string[]]>([
    ['Acme', null, ['Acme']],
    ['Acme', { case: ['Acme', 'ACME'] }, ['Acme', 'ACME']],
    ['Acme', { near: ['road', '@roads'] }, ['road; Acme', 'lane; Acme', 'street; Acme']],
    ['Acme', { beside: ['by|from _ inc'] }, ['by Acme inc', 'from Acme inc']],
    ['Acme', { beside: ['@Vendors and _'] }, ['Kafka and Acme']],
  ])('%s with %j', (text, rule, expected) => {
    expect(textsOf(text, rule)).toEqual(expected)
  })
})

describe('entries that the readers never give back', () => {
  const unread = (skill: Skill) =>
    findUnreadSkills([skill], wordLists, findSkillSpans).map(({ problem }) => problem)

  it('passes a skill whose spellings are all read', () => {
    expect(unread(known('Kubernetes'))).toEqual([])
  })
  it('finds a skill that no text gives', () => {
    const nothing = {
      ...known('Kubernetes'),
      name: 'Zubernetes',
      spellings: [{ text: 'Zubernetes', rule: null }],
    }
    expect(unread(nothing)).toEqual(['the name is never read: "Zubernetes" gives nothing'])
  })
  it('finds an alias of which only a part is read', () => {
    expect(unread(spelled(known('Kubernetes'), { text: 'Kubernetes Zeppelins', rule: null }))).toEqual([
      'the alias "Kubernetes Zeppelins" is never read: "Kubernetes Zeppelins" gives "Kubernetes"',
    ])
  })
  it('finds a phrase of a rule that a longer spelling takes', () => {
    const rule = Rule.parse({ beside: ['_ cluster', '_ server'] })
    const find = (text: string) =>
      text.endsWith('server')
        ? [{ name: 'Acme Server', start: 0, end: text.length }]
        : [{ name: 'Acme', start: 0, end: 4 }]
    const skill = { name: 'Acme', category: 'Vendors', aliases: [], rule, versionOf: null }
    const problems = findUnreadSkills([{ ...skill, spellings: [{ text: 'Acme', rule }] }], wordLists, find)
    expect(problems.map(({ problem }) => problem)).toEqual([
      'the phrase "_ server" in "beside" of "Acme" never accepts it: "Acme server" gives "Acme Server"',
    ])
  })

  it('finds titles that the grammar does not yield', () => {
    const titles = {
      heads: HeadsFile.parse({
        heads: [{ name: 'Developer' }, { name: 'Zookeeper' }],
        whole: [],
        leading: [],
        spelledOut: {},
      }),
      levels: {
        ...own.titles.levels!,
        levels: [{ level: 'senior' as const, term: 'Senior', words: ['senior', 'junior'] }],
        grades: {},
        notLevels: [],
        fillers: [],
      },
      otherRoles: OtherRolesFile.parse({ roles: ['staff nurse', 'python developer'], fields: [] }),
    }
    expect(findUnreadTitles({ skills: [], titles, places: {} }).map(({ entry }) => entry)).toEqual([
      'heads › Zookeeper',
      'levels › Senior',
      'roles › python developer',
    ])
  })

  it('finds everyday words that are no place', () => {
    const words = { ...own.places.words!, everyday: ['deal', 'zqquokka'] }
    expect(findUnreadPlaces({ words }).filter(({ entry }) => entry === 'everyday')).toMatchObject([
      { problem: '"zqquokka" is no place' },
    ])
  })
})
