import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { beginFolder, readEdition } from '../../../pipeline/publish/page-folder.ts'

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'jobtide-pages-'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

it('shows the old pages until the new ones are whole, and then those alone', () => {
  const folder = join(home, 'pages')
  expect(readEdition(folder)).toBe(null)
  const first = beginFolder(folder)
  first.write('a/old.html', 'old')
  expect(existsSync(folder)).toBe(false)
  first.publish({ edition: 'one', indexPages: 0, trendPages: 1, guidePages: 0, comparisonPages: 0 })
  const second = beginFolder(folder)
  second.write('a/new.html', 'new')
  expect(readFileSync(join(folder, 'a/old.html'), 'utf8')).toBe('old')
  second.publish({ edition: 'two', indexPages: 0, trendPages: 1, guidePages: 0, comparisonPages: 0 })
  expect(readdirSync(join(folder, 'a'))).toEqual(['new.html'])
  expect(readEdition(folder)).toEqual({
    edition: 'two',
    indexPages: 0,
    trendPages: 1,
    guidePages: 0,
    comparisonPages: 0,
  })
  expect(readdirSync(home)).toEqual(['pages'])
})

it('leaves a folder alone that holds something else, and a file', () => {
  const precious = join(home, 'precious')
  mkdirSync(precious)
  writeFileSync(join(precious, 'thesis.txt'), 'years of work')
  expect(() => beginFolder(precious)).toThrow(/holds something else/)
  expect(() => beginFolder(join(precious, 'thesis.txt'))).toThrow(/holds something else/)
  expect(readFileSync(join(precious, 'thesis.txt'), 'utf8')).toBe('years of work')
  rmSync(precious, { recursive: true })
})

it('clears away what a killed process left, and leaves the draft of one that runs', () => {
  const folder = join(home, 'pages')
  mkdirSync(`${folder}.4194399`)
  mkdirSync(`${folder}.old.4194399`)
  mkdirSync(`${folder}.${process.ppid}`)
  beginFolder(folder)
  expect(readdirSync(home).toSorted()).toEqual(['pages', `pages.${process.ppid}`])
})
