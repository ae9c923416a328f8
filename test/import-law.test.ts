import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const project = resolve(import.meta.dirname, '..')

/** What each room may import of ours besides itself; the order of the rooms is the way of an advert. */
const law: Record<string, string[]> = {
  crawlers: [],
  extractors: [],
  db: [],
  pipeline: ['crawlers', 'extractors', 'db'],
  'scripts/sandbox': [],
  scripts: ['pipeline', 'db', 'scripts/sandbox'],
}

const rooms = Object.keys(law)
const files = rooms
  .filter(room => room !== 'scripts/sandbox')
  .flatMap(room =>
    readdirSync(join(project, room), { recursive: true, encoding: 'utf8' }).map(name => join(room, name)),
  )
  .filter(name => name.endsWith('.ts'))

const roomOf = (path: string): string | undefined =>
  rooms.filter(room => path === room || path.startsWith(`${room}/`)).sort((a, b) => b.length - a.length)[0]

/** Paths of ours that a file imports, relative to the project. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(project, file), 'utf8')
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(match => match[1]!)
  return specifiers.map(specifier => relative(project, resolve(project, dirname(file), specifier)))
}

describe('the law of imports', () => {
  it('finds the files it judges', () => {
    expect(files.length).toBeGreaterThan(80)
    expect(importsOf('pipeline/stages/load.ts')).toContain('db/connection.ts')
  })

  it.each(files)('%s imports only what its room may', file => {
    const room = roomOf(file)!
    const strangers = importsOf(file).filter(path => {
      const other = roomOf(path)
      return other !== undefined && other !== room && !law[room]!.includes(other)
    })
    expect(strangers).toEqual([])
  })

  it('has no cycles', () => {
    const state = new Map<string, 'open' | 'done'>()
    const cycles: string[] = []
    const visit = (file: string, path: string[]) => {
      if (state.get(file) === 'done') return
      if (state.get(file) === 'open') {
        cycles.push([...path.slice(path.indexOf(file)), file].join(' → '))
        return
      }
      state.set(file, 'open')
      for (const next of importsOf(file).filter(name => name.endsWith('.ts'))) visit(next, [...path, file])
      state.set(file, 'done')
    }
    for (const file of files) visit(file, [])
    expect(cycles).toEqual([])
  })

  it('reads the environment and the arguments in scripts/ alone', () => {
    const offenders = files.filter(
      file =>
        !file.startsWith('scripts/') &&
        /process\.(env|argv)\b/.test(readFileSync(join(project, file), 'utf8')),
    )
    expect(offenders).toEqual([])
  })
})
