import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { SkillFile, skillCategories } from '../../../extractors/taxonomy/skill-file.ts'
import { skills, skillsOf, wordLists } from '../../../extractors/taxonomy/skills.ts'
import { spellingKey, writtenForms } from '../../../extractors/taxonomy/spelling-clashes.ts'
import { readTaxonomyFile, taxonomyVersion } from '../../../extractors/taxonomy/taxonomy-files.ts'

const folder = new URL('../../../extractors/taxonomy/skills/', import.meta.url)
const fileOf = (category: string) =>
  `${category.toLowerCase().replaceAll('&', 'and').replaceAll(',', '').replaceAll(' ', '-')}.yaml`

test('one file for each category, named after it', () => {
  expect(readdirSync(folder).sort()).toEqual(skillCategories.map(fileOf).sort())
  for (const category of skillCategories) {
    expect(readTaxonomyFile(`skills/${fileOf(category)}`, z.object({ category: z.string() })).category).toBe(
      category,
    )
  }
})

/** Fewest skills of each category: what was there on the day it was written, less a tenth. */
test.each([
  ['Programming Languages', 110],
  ['Libraries, Frameworks & Software Standards', 390],
  ['Development Applications', 190],
  ['Database & Business Intelligence', 190],
  ['Application Platforms', 110],
  ['Cloud Services', 250],
  ['Operating Systems', 70],
  ['System Software', 80],
  ['Applications', 120],
  ['Vendors', 100],
  ['Processes & Methodologies', 200],
  ['Qualifications', 60],
  ['Systems Management', 60],
])('%s holds at least %i skills', (category, least) => {
  expect(skills.filter(skill => skill.category === category).length).toBeGreaterThanOrEqual(least)
})

/** Where readers of IT Jobs Watch expect them. */
test.each([
  ['Java 8', 'Programming Languages'],
  ['Apple Swift', 'Programming Languages'],
  ['Kafka', 'Libraries, Frameworks & Software Standards'],
  ['Node.js', 'Libraries, Frameworks & Software Standards'],
  ['Git', 'Development Applications'],
  ['JIRA', 'Development Applications'],
  ['Big Data', 'Database & Business Intelligence'],
  ['Power BI', 'Database & Business Intelligence'],
  ['Apache Airflow', 'Application Platforms'],
  ['Confluence', 'Application Platforms'],
  ['GitHub', 'Cloud Services'],
  ['Datadog', 'Cloud Services'],
  ['Dynamics 365', 'Cloud Services'],
  ['Docker', 'System Software'],
  ['Active Directory', 'System Software'],
  ['Kubernetes', 'Systems Management'],
  ['Apple iOS', 'Operating Systems'],
  ['Microsoft Excel', 'Applications'],
  ['Oracle', 'Vendors'],
  ['Tableau', 'Vendors'],
  ['Agile', 'Processes & Methodologies'],
  ['GDPR', 'Quality Assurance & Compliance'],
])('%s stands in %s', (name, category) => {
  expect(skills.find(skill => skill.name === name)?.category).toBe(category)
})

test('every name stands once', () => {
  expect(new Set(skills.map(skill => skill.name.toLowerCase())).size).toBe(skills.length)
})

test('no spelling escapes its rule through another that reads alike', () => {
  const escaping = skills.flatMap(({ name, spellings }) =>
    spellings
      .filter(
        ({ text, rule }) =>
          rule === null && spellings.some(o => o.rule && spellingKey(o.text) === spellingKey(text)),
      )
      .map(({ text }) => `${name}: ${text}`),
  )
  expect(escaping).toEqual([])
})

test('single letters have a rule that asks for their surroundings', () => {
  for (const { spellings } of skills) {
    for (const spelling of spellings.filter(({ text }) => text.length === 1)) {
      expect(writtenForms(spelling), spelling.text).not.toBeNull()
      expect(spelling.rule?.near, spelling.text).toBeDefined()
    }
  }
})

test('names in a rule refer to lists and categories that exist', () => {
  const known = new Set<string>([...wordLists.keys(), ...skillCategories])
  const referred = [
    ...skills.flatMap(skill => skill.spellings.flatMap(({ rule }) => rule?.near ?? [])),
    ...[...wordLists.values()].flat(),
  ].filter(item => item.startsWith('@'))
  expect(referred.filter(item => !known.has(item.slice(1)))).toEqual([])
})

test('the version is a short hash', () => {
  expect(taxonomyVersion).toMatch(/^[0-9a-f]{12}$/)
})

describe('a faulty file is refused', () => {
  const file = (category: 'Vendors' | 'General', ...list: SkillFile['skills']): SkillFile => ({
    category,
    skills: list,
  })

  test('a name in two categories', () => {
    expect(() => skillsOf([file('Vendors', { name: 'Acme' }), file('General', { name: 'ACME' })])).toThrow(
      '"ACME" stands in both Vendors and General',
    )
  })
  test('one spelling for two skills', () => {
    const list = file('Vendors', { name: 'Acme' }, { name: 'Bolt', aliases: ['A-CME', 'acme'] })
    expect(() => skillsOf([list])).toThrow('is a spelling of both "Acme" (Vendors) and "Bolt" (Vendors)')
  })
  test('a version of nothing', () => {
    expect(() => skillsOf([file('Vendors', { name: 'Acme 2', versionOf: 'Acme' })])).toThrow(
      '"Acme", which is no skill',
    )
  })
  test('a field that is misspelled', () => {
    expect(
      SkillFile.safeParse({ category: 'Vendors', skills: [{ name: 'Acme', alias: ['A'] }] }).success,
    ).toBe(false)
  })
  test('written forms that differ may share a spelling', () => {
    const exact = (text: string) => ({ case: [text], within: 8 })
    const list = file(
      'Vendors',
      { name: 'Swift', rule: exact('Swift') },
      { name: 'SWIFT net', aliases: [{ text: 'SWIFT', rule: exact('SWIFT') }] },
    )
    expect(skillsOf([list]).map(skill => skill.name)).toEqual(['Swift', 'SWIFT net'])
  })
})
