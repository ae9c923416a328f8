import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'jobtide-doctor-'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

async function doctor(args: string[], environment: Record<string, string> = {}) {
  const child = spawn(join(import.meta.dirname, '../../scripts/jobtide'), ['doctor', ...args], {
    // Any program that answers to --version starts as a browser.
    env: {
      PATH: process.env.PATH!,
      HOME: home,
      JOBTIDE_HOME: home,
      BROWSER_PATH: process.execPath,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>(resolve => child.once('exit', code => resolve(code)))
  const [code, stdout, stderr] = await Promise.all([ended, text(child.stdout), text(child.stderr)])
  return { code, stdout, stderr }
}

it('examines what there is before the first start, and makes nothing', async () => {
  const { code, stdout, stderr } = await doctor(['--json'])
  expect([code, stderr]).toEqual([0, ''])
  const { findings } = JSON.parse(stdout)
  expect(findings.map(({ check, state }: { check: string; state: string }) => [check, state])).toEqual([
    ['Node.js', 'well'],
    ['configuration', 'warning'],
    ['disk', 'well'],
    ['browser', 'well'],
    ['database', 'warning'],
  ])
  expect(existsSync(join(home, 'postgres'))).toBe(false)
})

it('ends with 1 and examines the rest where the database is gone, and shows no password', async () => {
  const { code, stdout } = await doctor([], { DATABASE_URL: 'postgres://jobtide:canary@127.0.0.1:1/jobtide' })
  expect(code).toBe(1)
  expect(stdout).toMatch(/✗ database +cannot reach PostgreSQL at 127\.0\.0\.1:1\/jobtide: connection refused/)
  expect(stdout).toMatch(/→ start the server, or repair DATABASE_URL/)
  expect(stdout).toMatch(/✓ disk/)
  expect(stdout).toMatch(/\nBroken: database\.\n1 warning: configuration\.\n$/)
  expect(stdout).not.toContain('canary')
})
