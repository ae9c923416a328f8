import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jobtide, launchJobtide } from '../command-line.ts'
import { postingFile } from '../raw-postings.ts'

const project = join(import.meta.dirname, '../..')
/** A copy of the installation, whose taxonomy the tests spoil. */
let copy: string
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'jobtide-copy-'))
  for (const room of ['crawlers', 'extractors', 'db', 'pipeline', 'scripts', 'package.json'])
    cpSync(join(project, room), join(copy, room), { recursive: true })
  mkdirSync(join(copy, 'node_modules'))
  // But for its cache, which would keep the modules of every copy that there ever was.
  for (const name of readdirSync(join(project, 'node_modules')))
    if (name !== '.cache') symlinkSync(join(project, 'node_modules', name), join(copy, 'node_modules', name))
  cpSync(join(copy, 'extractors/taxonomy'), join(copy, 'before'), { recursive: true })
})
afterAll(() => rmSync(copy, { recursive: true, force: true }))

/** By the installation's own copy of the program. */
const inCopy = (...args: string[]) => launchJobtide(['taxonomy', ...args], { cwd: copy }, copy)

const inProject = (...args: string[]) => jobtide(['taxonomy', ...args], { cwd: project })

function edit(file: string, change: (text: string) => string): () => void {
  const path = join(copy, 'extractors/taxonomy', file)
  const before = readFileSync(path, 'utf8')
  writeFileSync(path, change(before))
  return () => writeFileSync(path, before)
}

describe('taxonomy check', () => {
  it('finds every fault of the data at once, by file, with what to do, and exits with 1', async () => {
    const undo = [
      edit(
        'skills/vendors.yaml',
        text => `${text}\n  - { name: Zebra Quokka, aliases: [Zebra-Quokka, Kubernetes] }\n`,
      ),
      edit('word-lists.yaml', text => `${text}\nidle-quokkas: [zebra]\n`),
    ]
    const { code, stdout, stderr } = await inCopy('check')
    expect(code).toBe(1)
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^skills\/vendors\.yaml$/m)
    expect(stdout).toContain('Zebra Quokka: the alias "Zebra-Quokka" is read as "Zebra Quokka" without it')
    expect(stdout).toContain('"Kubernetes" is a spelling of both "Kubernetes" (Systems Management)')
    expect(stdout).toContain('idle-quokkas: no rule or passage refers to this list')
    expect(stdout).toContain('No entry was read back')
    expect(stdout.trim().split('\n').at(-1)).toMatch(
      /^Taxonomy [0-9a-f]{12}: [\d,]+ skills \([\d,]+ spellings, [\d,]+ rules\), .* places: [\d,]+ problems\.$/,
    )
    for (const each of undo) each()
  })

  it('reads every entry back where the data allows it', async () => {
    const undo = edit('skills/vendors.yaml', text => `${text}\n  - { name: "Zebra::Quokka" }\n`)
    const { code, stdout } = await inCopy('check', '--json')
    expect(code).toBe(1)
    const found = JSON.parse(stdout)
    expect(found.untried).toBeNull()
    expect(found.problems).toContainEqual({
      file: 'skills/vendors.yaml',
      entry: 'Zebra::Quokka',
      problem: 'the name is never read: "Zebra::Quokka" gives nothing',
      advice: 'Correct its rule or spelling, or remove it.',
    })
    undo()
  })

  it('says what is wrong with a file that is no YAML', async () => {
    const undo = edit('titles/heads.yaml', () => 'heads: [')
    const { code, stdout } = await inCopy('check')
    expect(code).toBe(1)
    expect(stdout).toMatch(/^titles\/heads\.yaml\n {2}.*heads\.yaml/m)
    undo()
  })
})

describe('taxonomy diff', () => {
  it('compares two folders, for people and for programs', async () => {
    const undo = edit('skills/vendors.yaml', text => `${text}\n  - { name: Zebra Quokka }\n`)
    const text = await inProject('diff', join(copy, 'before'), copy)
    expect(text).toMatchObject({ code: 0, stderr: '' })
    expect(text.stdout).toContain('+ Zebra Quokka')
    const { stdout } = await inCopy('diff', 'before', '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      to: { name: 'working tree' },
      skills: { added: [{ name: 'Zebra Quokka', category: 'Vendors', aliases: [] }] },
      entries: [],
      notCompared: [],
    })
    undo()
  })
  it('ends with one clear line where there is nothing to compare', async () => {
    const { code, stdout, stderr } = await inProject('diff', 'no-such-thing')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^jobtide: "no-such-thing" is n.*\n$/)
    // The copy is no checkout, so it has no HEAD to compare with.
    expect((await inCopy('diff')).stderr).toMatch(
      /^jobtide: "HEAD" is no folder, and this installation is no git checkout.*\n$/,
    )
  })
})

describe('taxonomy suggest', () => {
  it('lists what adverts name and no entry covers', async () => {
    const adverts = ['Ant', 'Bee', 'Cat'].map((company, at) => ({
      source: 'test',
      sourceId: String(at),
      title: 'Senior Python Developer',
      company,
      description: '<p>You know Python, Zeppelino and PostgreSQL.</p>',
      seenAt: '2025-11-20T09:00:00Z',
    }))
    const file = postingFile(adverts)
    const text = await inProject('suggest', file)
    expect(text.code).toBe(0)
    expect(text.stdout).toMatch(
      /^ +3 +3 +100 % {2}Zeppelino {2}You know Python, Zeppelino and PostgreSQL\.$/m,
    )
    const { terms } = JSON.parse((await inProject('suggest', file, '--json', '--min', '1')).stdout)
    expect(terms).toMatchObject([{ term: 'Zeppelino', employers: 3, adverts: 3, besideSkills: 1 }])
  })
  it.each([
    ['a file that is not there', ['/nowhere/a.warc.gz'], /^jobtide: .*a\.warc\.gz/],
    ['no file', [], /missing required argument 'file'/],
    ['a limit that is no number', ['--limit', 'x', 'a.jsonl'], /write a whole number/],
  ])('refuses %s', async (_name, args, message) => {
    const { code, stdout, stderr } = await inProject('suggest', ...args)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(message)
  })
})
