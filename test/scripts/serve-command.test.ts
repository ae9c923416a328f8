import type { ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { jobtide, startJobtide } from '../command-line.ts'

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'jobtide-serve-'))
  mkdirSync(join(home, 'pages'))
  writeFileSync(join(home, 'pages/index.html'), '<p>first')
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** The command in a home of its own, with its embedded database. */
const start = (...args: string[]): ChildProcess =>
  startJobtide(['serve', ...args], { env: { JOBTIDE_HOME: home } })

const ended = (child: ChildProcess) =>
  new Promise<number | null>(resolve => child.once('exit', code => resolve(code)))

/** The addresses that it prints, one a line. */
async function addresses(child: ChildProcess): Promise<string[]> {
  let printed = ''
  for await (const chunk of child.stdout!.iterator({ destroyOnReturn: false })) {
    printed += chunk
    const lines = printed.split('\n').slice(0, -1)
    if (lines.length === 2) return lines
  }
  throw new Error(`it ended: ${await text(child.stderr!)}`)
}

it('serves pages and API until it is told to stop, and says so of a port that is taken', async () => {
  const child = start('--port', '0')
  const end = ended(child)
  const [pages, api] = await addresses(child)
  expect([pages, api]).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/$/), `${pages}api/`])
  expect(await (await fetch(pages!)).text()).toBe('<p>first')
  expect(await (await fetch(`${api}v1/publications`)).json()).toEqual({ publications: [], more: false })

  const second = start('--port', new URL(pages!).port)
  const [code, stdout, stderr] = await Promise.all([
    ended(second),
    text(second.stdout!),
    text(second.stderr!),
  ])
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^jobtide: port \d+ of 127\.0\.0\.1 is taken; [^\n]*--port[^\n]*\n$/)

  child.kill('SIGINT')
  expect(await end).toBe(0)
  await expect(fetch(pages!)).rejects.toThrow()
})

it.each([
  [['--port', '70000'], /ports go up to 65535/],
  [['--port', 'x'], /write a whole number/],
  [['--pages', '/nowhere/at-all'], /there is no folder \/nowhere\/at-all/],
])('%j ends with one line', async (args, message) => {
  const { code, stdout, stderr } = await jobtide(['serve', ...args], { env: { JOBTIDE_HOME: home } })
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr.trim().split('\n')).toHaveLength(1)
  expect(stderr).toMatch(message)
})
