import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attackTime } from '../../../scripts/regexes/allowed.ts'
import { type Collection, collectRegexes } from '../../../scripts/regexes/collect-regexes.ts'
import { findRegexes } from '../../../scripts/regexes/find-regexes.ts'
import { judgeRegexes } from '../../../scripts/regexes/judge-regexes.ts'

const folder = mkdtempSync(join(tmpdir(), 'regexes-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('finding regexes', () => {
  it('takes literals for what the syntax says they are', () => {
    const source = [
      `interface Shape { a: number }`,
      `// not /a+/ here`,
      `const half = 10 / 2 / 5, text = '/b+/g'`,
      'const form: RegExp = /c[/]+\\s*$/giu as RegExp',
      `const inside = \`\${text.replace(/d/, '')}\``,
    ].join('\n')
    expect(findRegexes('a.ts', source)).toEqual({
      literals: [
        { file: 'a.ts', line: 4, pattern: 'c[/]+\\s*$', flags: 'giu' },
        { file: 'a.ts', line: 5, pattern: 'd', flags: '' },
      ],
      built: [],
    })
  })

  it('takes note of every place that builds one', () => {
    const source = `const a = new RegExp('x')\nconst b = RegExp('y', 'i')\nclass RegExpLike {}`
    expect(findRegexes('a.ts', source).built).toEqual([
      { file: 'a.ts', line: 1 },
      { file: 'a.ts', line: 2 },
    ])
  })
})

describe('collecting regexes', () => {
  let collection: Collection
  beforeAll(async () => {
    mkdirSync(join(folder, 'room/inner'), { recursive: true })
    writeFileSync(
      join(folder, 'room/words.ts'),
      `const words = ['a', 'b']\nexport const built = words.map(\n  word => new RegExp(\`\${word}+$\`, 'i'),\n)\n`,
    )
    writeFileSync(
      join(folder, 'room/inner/late.ts'),
      `export const same = /a+$/i\nexport const late = (word: string) => new RegExp(word)\n`,
    )
    collection = await collectRegexes(folder, ['room'])
  })

  it('runs the modules to see what they build', () => {
    expect(collection.regexes).toEqual([
      {
        pattern: 'a+$',
        flags: 'i',
        sites: [
          { file: 'room/inner/late.ts', line: 1 },
          { file: 'room/words.ts', line: 3 },
        ],
      },
      { pattern: 'b+$', flags: 'i', sites: [{ file: 'room/words.ts', line: 3 }] },
    ])
  })

  it('names the places that build none until they are called', () => {
    expect(collection.unseen).toEqual([{ file: 'room/inner/late.ts', line: 2 }])
  })
})

describe('judging regexes', () => {
  const regexes = [
    { pattern: '^(a|a)*$', flags: '' },
    { pattern: '\\s+$', flags: 'g' },
    { pattern: '[a-z]+', flags: 'v' },
    { pattern: '(?<n>a)\\k<m>', flags: 'u' },
  ]

  it('tells the slow from the safe, and takes no answer for no', async () => {
    const verdicts = await judgeRegexes(regexes, join(folder, 'verdicts.json'))
    expect(verdicts).toMatchObject([
      { safe: false, complexity: 'exponential' },
      { safe: false, complexity: '2nd degree polynomial' },
      { safe: true },
      { safe: false, complexity: expect.stringMatching(/^no answer: invalid/) },
    ])
  })

  it('does not ask again what it knows', async () => {
    const cacheFile = join(folder, 'verdicts.json')
    const start = performance.now()
    const again = await judgeRegexes(regexes, cacheFile)
    expect(again[0]?.complexity).toBe('exponential')
    expect(performance.now() - start).toBeLessThan(50)
  })

  it('measures an attack at the length that the input can have', () => {
    const attack = { pumps: [{ prefix: 'x', pump: ' ' }], suffix: 'x' } as never
    expect(attackTime('\\s+$', '', attack, 10_000)).toBeGreaterThan(5)
    expect(attackTime('(?<!\\s)\\s+$', '', attack, 10_000)).toBeLessThan(5)
  })
})
