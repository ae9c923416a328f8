import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listSkills } from '../../../../extractors/taxonomy/list-skills.ts'
import { SkillFile } from '../../../../extractors/taxonomy/skill-file.ts'
import { diffEntries, type EntryChange } from '../../../../pipeline/quality/taxonomy/diff-entries.ts'
import { diffSkills } from '../../../../pipeline/quality/taxonomy/diff-skills.ts'
import { diffTaxonomies, isEmptyDiff } from '../../../../pipeline/quality/taxonomy/diff-taxonomy.ts'
import type { Entry } from '../../../../pipeline/quality/taxonomy/entries.ts'
import { findTaxonomy } from '../../../../pipeline/quality/taxonomy/find-taxonomy.ts'
import { printDiff } from '../../../../pipeline/quality/taxonomy/print-diff.ts'

const skillsOf = (byCategory: Record<string, unknown[]>) =>
  listSkills(Object.entries(byCategory).map(([category, skills]) => SkillFile.parse({ category, skills })))

describe('skills', () => {
  const diff = (before: unknown[], after: unknown[], elsewhere: unknown[] = []) =>
    Object.fromEntries(
      Object.entries(
        diffSkills(
          skillsOf({ Vendors: before }),
          skillsOf({ Vendors: after, ...(elsewhere.length > 0 && { General: elsewhere }) }),
        ),
      ).filter(([, changes]) => changes.length > 0),
    )

  it.each<[string, unknown[], unknown[], object]>([
    [
      'added and removed',
      [{ name: 'Acme' }],
      [{ name: 'Bolt', aliases: ['Bolts & Nuts'] }],
      {
        added: [{ name: 'Bolt', category: 'Vendors', aliases: ['Bolts & Nuts'] }],
        removed: [{ name: 'Acme', category: 'Vendors', aliases: [] }],
      },
    ],
    [
      'renamed, the old name now an alias',
      [{ name: 'Facebook', aliases: ['FB'] }],
      [{ name: 'Meta', aliases: ['Facebook', 'FB'] }],
      { renamed: [{ from: 'Facebook', to: 'Meta', category: 'Vendors' }] },
    ],
    [
      'renamed with the aliases it had',
      [{ name: 'Acme', aliases: ['Road Co', 'Runner Ltd'] }],
      [{ name: 'Zenith', aliases: ['Road Co', 'Runner Ltd'] }],
      { renamed: [{ from: 'Acme', to: 'Zenith', category: 'Vendors' }] },
    ],
    [
      'renamed by case',
      [{ name: 'JIRA' }],
      [{ name: 'Jira' }],
      { renamed: [{ from: 'JIRA', to: 'Jira', category: 'Vendors' }] },
    ],
    [
      'aliases added and removed',
      [{ name: 'Acme', aliases: ['A', 'B'] }],
      [{ name: 'Acme', aliases: ['B', 'C'] }],
      { aliases: [{ skill: 'Acme', category: 'Vendors', added: ['C'], removed: ['A'] }] },
    ],
    [
      'an alias that means another skill',
      [{ name: 'Acme', aliases: ['Rocket'] }, { name: 'Bolt' }],
      [{ name: 'Acme' }, { name: 'Bolt', aliases: ['Rocket'] }],
      { reassigned: [{ spelling: 'Rocket', from: 'Acme', to: 'Bolt', category: 'Vendors' }] },
    ],
    [
      'an alias that became a skill of its own',
      [{ name: 'Acme', aliases: ['Rocket'] }],
      [{ name: 'Acme' }, { name: 'Rocket' }],
      {
        added: [{ name: 'Rocket', category: 'Vendors', aliases: [] }],
        reassigned: [{ spelling: 'Rocket', from: 'Acme', to: 'Rocket', category: 'Vendors' }],
      },
    ],
    [
      'a rule that changed',
      [{ name: 'Acme', rule: { near: ['road', 'rail'], within: 4 } }],
      [{ name: 'Acme', rule: { near: ['rail', 'river'], not: ['_ street'] } }],
      {
        rules: [
          {
            skill: 'Acme',
            category: 'Vendors',
            spelling: 'Acme',
            change: 'changed',
            details: [
              { key: 'near', removed: ['road'], added: ['river'] },
              { key: 'within', before: '4', after: '8' },
              { key: 'not', removed: [], added: ['_ street'] },
            ],
          },
        ],
      },
    ],
    [
      'a rule that an alias got',
      [{ name: 'Acme', aliases: ['Go'] }],
      [{ name: 'Acme', aliases: [{ text: 'Go', rule: { case: 'exact' } }] }],
      {
        rules: [
          {
            skill: 'Acme',
            category: 'Vendors',
            spelling: 'Go',
            change: 'added',
            details: [{ key: 'case', before: null, after: 'exact' }],
          },
        ],
      },
    ],
    [
      'what it is a version of',
      [{ name: 'Acme' }, { name: 'Acme 2' }],
      [{ name: 'Acme' }, { name: 'Acme 2', versionOf: 'Acme' }],
      { versions: [{ name: 'Acme 2', category: 'Vendors', before: null, after: 'Acme' }] },
    ],
    ['nothing', [{ name: 'Acme', aliases: ['A'] }], [{ name: 'Acme', aliases: ['A'] }], {}],
  ])('%s', (_name, before, after, expected) => {
    expect(diff(before, after)).toEqual(expected)
  })

  it('moved to another category', () => {
    expect(diff([{ name: 'Acme' }, { name: 'Bolt' }], [{ name: 'Bolt' }], [{ name: 'Acme' }])).toEqual({
      recategorised: [{ name: 'Acme', from: 'Vendors', to: 'General' }],
    })
  })
})

describe('other entries', () => {
  const place = (name: string, within: string, ...also: string[]): Entry => ({
    file: 'locations/uk-towns.yaml',
    section: 'towns',
    name,
    values: { in: within, also },
  })
  const briefly = (changes: EntryChange[]) =>
    changes.map(({ name, change, details }) => ({ name, change, details }))

  it('tells places of one name apart, and one that moved from two that came', () => {
    const before = [place('Newport', 'Gwent'), place('Newport', 'Shropshire'), place('Hythe', 'Kent')]
    const after = [
      place('Newport', 'Gwent', 'Casnewydd'),
      place('Newport', 'Shropshire'),
      place('Hythe', 'Hampshire'),
    ]
    expect(briefly(diffEntries(before, after))).toEqual([
      { name: 'Newport', change: 'changed', details: [{ key: 'also', removed: [], added: ['Casnewydd'] }] },
      { name: 'Hythe', change: 'moved', details: [{ key: 'in', before: 'Kent', after: 'Hampshire' }] },
    ])
  })
  it('lists what was added and removed', () => {
    const changes = diffEntries([place('Deal', 'Kent')], [place('Dover', 'Kent')])
    expect(changes.map(({ name, change }) => `${change} ${name}`)).toEqual(['added Dover', 'removed Deal'])
  })
})

describe('folders and revisions', () => {
  let folder: string
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
      stdio: 'pipe',
    })
  const taxonomy = join(import.meta.dirname, '../../../../extractors/taxonomy')
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'jobtide-taxonomy-'))
    const inside = join(folder, 'extractors/taxonomy')
    mkdirSync(inside, { recursive: true })
    cpSync(taxonomy, inside, { recursive: true, filter: path => !path.endsWith('.ts') })
    git('init', '--quiet')
    git('add', '.')
    git('commit', '--quiet', '-m', 'first')
    git('tag', 'release-1')
    const vendors = join(inside, 'skills/vendors.yaml')
    writeFileSync(
      vendors,
      `${readFileSync(vendors, 'utf8')}\n  - { name: Zebra Quokka, aliases: [ZQ Works] }\n`,
    )
    writeFileSync(
      join(inside, 'locations/uk-outcodes.yaml'),
      readFileSync(join(inside, 'locations/uk-outcodes.yaml'), 'utf8').replace(
        /^Aberdare: .*/m,
        'Aberdare: CF99',
      ),
    )
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('compares a revision with a folder, both ways of naming it', () => {
    for (const name of [folder, join(folder, 'extractors/taxonomy')]) {
      const diff = diffTaxonomies(findTaxonomy('release-1', folder), findTaxonomy(name, folder))
      expect(diff.skills.added).toEqual([
        { name: 'Zebra Quokka', category: 'Vendors', aliases: ['ZQ Works'] },
      ])
      expect(diff.entries).toMatchObject([
        { file: 'locations/uk-outcodes.yaml', name: 'Aberdare', change: 'changed' },
      ])
      expect(diff.notCompared).toEqual([])
      expect(diff.from.version).not.toBe(diff.to.version)
      const printed = printDiff(diff, false)
      expect(printed).toContain('Skills: Vendors\n  + Zebra Quokka  ZQ Works\n')
      expect(printed).toContain('~ Aberdare')
      expect(printed).not.toContain('\u001b')
    }
  })

  it('finds no difference between a thing and itself', () => {
    const diff = diffTaxonomies(findTaxonomy('HEAD', folder), findTaxonomy('release-1', folder))
    expect(isEmptyDiff(diff)).toBe(true)
    expect(diff.from.version).toBe(diff.to.version)
    expect(printDiff(diff, false)).toContain('No difference.')
  })

  it('leaves out what this version cannot read, and says so', () => {
    const { source } = findTaxonomy(folder, folder)
    const read = (file: string) => (file === 'titles/heads.yaml' ? 'heads: 5' : source.read(file))
    const diff = diffTaxonomies({ name: 'odd', source: { ...source, read } }, { name: 'good', source })
    expect(diff.entries).toEqual([])
    expect(diff.notCompared[0]).toMatchObject({ file: 'titles/heads.yaml', in: 'odd' })
    expect(printDiff(diff, false)).toMatch(/titles\/heads.yaml is not compared: in odd, heads: /)
  })

  it.each([
    [
      'what is nothing',
      () => 'no-such-thing',
      /"no-such-thing" is neither a folder with a taxonomy nor a revision/,
    ],
    ['an option', () => '--upload-pack=x', /neither a folder with a taxonomy nor a revision/],
    ['a folder of other things', () => tmpdir(), /holds no taxonomy: it has no folder "skills"/],
    ['a file', () => join(folder, 'extractors/taxonomy/word-lists.yaml'), /holds no taxonomy: it is a file/],
  ])('refuses %s', (_name, name, message) => {
    expect(() => findTaxonomy(name(), folder)).toThrow(message)
  })
  it('refuses a revision where there is no git', () => {
    const bare = mkdtempSync(join(tmpdir(), 'jobtide-bare-'))
    expect(() => findTaxonomy('HEAD', bare)).toThrow(/no git checkout/)
    rmSync(bare, { recursive: true, force: true })
  })
  it('refuses a revision without a taxonomy', () => {
    git('checkout', '--quiet', '--orphan', 'empty')
    git('rm', '--quiet', '-r', '-f', '--cached', '.')
    git('commit', '--quiet', '--allow-empty', '-m', 'empty')
    expect(() => findTaxonomy('empty', folder)).toThrow(/the revision "empty" has no taxonomy/)
  })
})
