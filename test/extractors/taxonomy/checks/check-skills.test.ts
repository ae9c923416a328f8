import { describe, expect, it } from 'vitest'
import { checkRules } from '../../../../extractors/taxonomy/checks/check-rules.ts'
import { checkSkills, fileOfCategory } from '../../../../extractors/taxonomy/checks/check-skills.ts'
import { SkillFile, type WordListFile } from '../../../../extractors/taxonomy/skill-file.ts'

type Skills = unknown[]
const vendors = (...skills: Skills) => ({
  path: 'skills/vendors.yaml',
  file: SkillFile.parse({ category: 'Vendors', skills }),
})
const general = (...skills: Skills) => ({
  path: 'skills/general.yaml',
  file: SkillFile.parse({ category: 'General', skills }),
})

/** Problems but for the categories that a small example leaves out. */
const problemsOf = (files: ReturnType<typeof vendors>[], inTitles: string[] = []) =>
  checkSkills(files, new Set(inTitles))
    .filter(({ problem }) => problem !== 'the category has no skills')
    .map(({ file, entry, problem }) => `${file} ${entry}: ${problem}`)

describe('names and aliases', () => {
  it.each<[string, ReturnType<typeof vendors>[], RegExp]>([
    [
      'a name in two categories',
      [general({ name: 'Acme' }), vendors({ name: 'ACME' })],
      /^skills\/vendors.yaml ACME: "ACME" stands in both General and Vendors$/,
    ],
    [
      'a name given twice',
      [vendors({ name: 'Acme' }, { name: 'acme' })],
      /acme: "acme" stands twice in Vendors/,
    ],
    [
      'an alias of two skills',
      [vendors({ name: 'Acme', aliases: ['Bolt-On'] }, { name: 'Crane', aliases: ['bolt on'] })],
      /Crane: "bolt on" is a spelling of both "Acme" \(Vendors\) and "Crane" \(Vendors\)/,
    ],
    [
      'an alias that is the name but for a hyphen',
      [vendors({ name: 'Acme Cloud', aliases: ['Acme-Cloud'] })],
      /the alias "Acme-Cloud" is read as "Acme Cloud" without it/,
    ],
    [
      'an alias that is the plural of another',
      [vendors({ name: 'Acme', aliases: ['Rockets', 'Rocket'] })],
      /the alias "Rockets" is read as "Rocket" without it/,
    ],
    [
      'an alias in American spelling',
      [vendors({ name: 'Optimiser', aliases: ['Optimizer'] })],
      /the alias "Optimizer" is read as "Optimiser" without it/,
    ],
    [
      'an alias that switches the rule of the name off',
      [vendors({ name: 'Acme', rule: { case: 'exact' }, aliases: ['acme'] })],
      /the alias "acme" has no rule and reads like "Acme"/,
    ],
    ['a spelling without letters', [vendors({ name: '++' })], /"\+\+" has no letters or digits/],
    [
      'a version of nothing',
      [vendors({ name: 'Acme 2', versionOf: 'Acme' })],
      /Acme 2: it is a version of "Acme", which is no skill/,
    ],
    [
      'a version of itself',
      [vendors({ name: 'Acme', versionOf: 'Bolt' }, { name: 'Bolt', versionOf: 'Acme' })],
      /Acme: it is a version of itself: Acme → Bolt → Acme/,
    ],
    [
      'a file of another name',
      [{ ...vendors({ name: 'Acme' }), path: 'skills/firms.yaml' }],
      /skills\/firms.yaml Vendors: the skills of this category belong in skills\/vendors.yaml/,
    ],
  ])('%s', (_name, files, expected) => {
    expect(problemsOf(files)).toEqual(expect.arrayContaining([expect.stringMatching(expected)]))
  })

  it.each<[string, ReturnType<typeof vendors>[], string[]]>([
    ['aliases that read differently', [vendors({ name: 'Acme.js', aliases: ['AcmeJS', 'Acme'] })], []],
    [
      'written forms that tell two skills apart',
      [
        vendors({ name: 'Swift', rule: { case: ['Swift'] } }),
        general({ name: 'Money Network', aliases: [{ text: 'SWIFT', rule: { case: 'exact' } }] }),
      ],
      [],
    ],
    ['a plural that titles would not know', [vendors({ name: 'Rocket', aliases: ['Rockets'] })], ['Vendors']],
    ['a slash that joins', [vendors({ name: 'CI CD', aliases: ['CI/CD'] })], []],
  ])('accepts %s', (_name, files, inTitles) => {
    expect(problemsOf(files, inTitles)).toEqual([])
  })

  it('names the file of a category that is missing', () => {
    const missing = checkSkills([vendors({ name: 'Acme' })], new Set()).map(({ file }) => file)
    expect(missing).toHaveLength(17)
    expect(missing).toContain('skills/database-and-business-intelligence.yaml')
    expect(fileOfCategory('Libraries, Frameworks & Software Standards')).toBe(
      'skills/libraries-frameworks-and-software-standards.yaml',
    )
  })
})

describe('rules and word lists', () => {
  const lists: WordListFile = { 'item-openers': ['strong'] }
  const ruleFaults = (rule: object, more: WordListFile = {}) =>
    checkRules([vendors({ name: 'Acme', rule })], { ...lists, ...more }).map(
      ({ file, entry, problem }) => `${file} ${entry}: ${problem}`,
    )

  it.each<[string, object, RegExp]>([
    ['an unknown list', { near: ['@rockets'] }, /"near" refers to @rockets, which is no list or category/],
    ['a phrase without the hit', { beside: ['by acme'] }, /needs one "_" for the hit/],
    ['a phrase of the hit alone', { not: ['_'] }, /needs one "_" for the hit and a word beside it/],
    ['several words as one', { near: ['road runner'] }, /"road runner" in "near" is not one word/],
    ['a category in "not"', { not: ['_ @Vendors'] }, /"not" refers to @Vendors/],
    ['a form of another spelling', { case: ['Acme', 'ACMEs'] }, /the written form "ACMEs" is no form/],
    ['a word given twice', { near: ['road', 'road'] }, /"road" stands twice in "near"/],
    ['a phrase on both sides', { beside: ['_ inc'], not: ['_ inc'] }, /stands in both "beside" and "not"/],
    ['nothing at all', { within: 5 }, /the rule asks for nothing/],
  ])('%s', (_name, rule, expected) => {
    expect(ruleFaults(rule)).toEqual([expect.stringMatching(expected)])
  })

  it.each<[string, WordListFile, RegExp]>([
    ['a list without use', { idle: ['a'] }, /word-lists.yaml idle: no rule or passage refers to this list/],
    ['an empty list', { used: [] }, /used: the list is empty/],
    ['a list that contains itself', { used: ['@other'], other: ['@used'] }, /used: the list contains itself/],
    ['a list that names nothing', { used: ['@nothing'] }, /used: it refers to @nothing/],
    ['a word that stands twice', { used: ['road', 'Road'] }, /used: "road" stands twice/],
  ])('%s', (_name, more, expected) => {
    expect(ruleFaults({ near: ['@used'] }, { used: ['road'], ...more })).toEqual(
      expect.arrayContaining([expect.stringMatching(expected)]),
    )
  })

  it('accepts lists within lists, categories, digits behind a form', () => {
    const rule = {
      case: ['Acme', 'ACME'],
      near: ['@used', '@Vendors'],
      beside: ['by|from _ inc', '_ @inner'],
    }
    expect(ruleFaults(rule, { used: ['@inner', '@General'], inner: ['road'] })).toEqual([])
  })

  it('misses a list that the readers need', () => {
    expect(checkRules([], {}).map(({ entry }) => entry)).toEqual(['item-openers'])
  })
})
