import { describe, expect, test } from 'vitest'
import { findSkills } from '../../../extractors/skills/find-skills.ts'
import { createPartFinder } from '../../../extractors/skills/spelling-parts.ts'
import type { Skill } from '../../../extractors/taxonomy/skill.ts'

const names = (text: string) => findSkills(text).map(skill => skill.name)

describe('a phrase names the products in it too', () => {
  test.each([
    ['AWS EC2', ['Amazon EC2', 'AWS']],
    ['Linux System Administration', ['System Administration', 'Linux']],
    ['HubSpot CRM', ['HubSpot', 'CRM']],
    ['B2B SaaS', ['B2B', 'SaaS']],
    ['VMware vSphere', ['vSphere', 'VMware']],
    ['Generative AI', ['Generative AI', 'AI']],
    ['agile development', ['Agile']],
  ])('%s', (text, expected) => {
    expect(names(text)).toEqual(expect.arrayContaining(expected))
  })

  test.each([
    ['SQL Server', 'SQL'],
    ['React Native', 'React'],
    ['GitHub Actions', 'GitHub'],
    ['Azure DevOps', 'DevOps'],
  ])('%s is another product than %s', (text, other) => {
    expect(names(text)).not.toContain(other)
  })
})

test('parts are products without a rule, in a phrase of names or of something done', () => {
  const skill = (name: string, category: string, rule: Skill['rule'] = null): Skill => ({
    name,
    category,
    aliases: [],
    rule,
    spellings: [{ text: name, rule }],
    versionOf: null,
  })
  const skills = [
    skill('Acme', 'Cloud Services'),
    skill('Bolt', 'Cloud Services'),
    skill('Crane', 'Cloud Services', { case: 'exact', within: 8 }),
    skill('Hosting', 'Processes & Methodologies'),
  ]
  const partsOf = createPartFinder(skills)
  expect(partsOf('Acme Bolt', 1)).toEqual([0])
  expect(partsOf('Acme Bolt Suite', 1)).toEqual([])
  expect(partsOf('Hosting on Acme', 3)).toEqual([0])
  expect(partsOf('Hosting on Crane', 3)).toEqual([])
  expect(partsOf('Acme', 0)).toEqual([])
})

describe('an acronym that the text itself expands otherwise', () => {
  test.each([
    ['the Configuration Management System (CMS). The CMS is old', 'CMS'],
    ['Child Maintenance Service (CMS)', 'CMS'],
  ])('%s: no %s', (text, skill) => {
    expect(names(text)).not.toContain(skill)
  })
  test.each([
    ['Content Management System (CMS)', 'CMS'],
    ['a system of ours (CMS)', 'CMS'],
    ['Amazon Web Services (AWS)', 'AWS'],
    ['behavior driven development (BDD)', 'BDD'],
  ])('%s: %s', (text, skill) => {
    expect(names(text)).toContain(skill)
  })
})
