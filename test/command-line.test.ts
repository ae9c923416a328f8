import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { jobtide, launchJobtide } from './command-line.ts'
import { temporaryFile } from './temporary-file.ts'

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'jobtide-stand-by-'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

const posting = {
  source: 'test',
  sourceId: 'é',
  title: 'Café Python Developer',
  description: '<p>Python.</p>',
}

it('the process that stands by answers as the launcher does', async () => {
  const env = { JOBTIDE_HOME: home, JOBTIDE_CONFIG: join(home, 'jobtide.yaml') }
  const input = `${JSON.stringify({ ...posting, seenAt: '2025-11-20T09:00:00Z' })}\nnot JSON\n`
  for (const [args, setting] of [
    [['extract'], { input }],
    [['sources'], { env }],
    [['extract', '--no-such-option'], {}],
  ] as const)
    expect(await jobtide(args, setting)).toEqual(await launchJobtide(args, setting))
})

it('no command line finds what is another’s', async () => {
  const config = temporaryFile('jobtide.yaml', 'sources: { greenhouse: [acme] }')
  const env = { JOBTIDE_HOME: home, JOBTIDE_CONFIG: config }
  const check = ['sources', 'check', '--offline']
  expect(await jobtide(check, { env })).toMatchObject({ code: 0 })
  // Neither the exit code nor the environment, the folder or the input of the one before.
  expect(await jobtide(['extract'], { input: '{' })).toMatchObject({ code: 1 })
  expect(await jobtide(['extract'])).toEqual({ code: 0, stdout: '', stderr: '' })
  expect(await jobtide(check, { cwd: home, env: { JOBTIDE_HOME: home } })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('there is no '),
  })
})
