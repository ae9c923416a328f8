import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase } from '../database.ts'
import { filesOfAll } from '../pipeline/stages/months-of-boards.ts'

const program = join(import.meta.dirname, '../../scripts/jobtide')
let fresh: Awaited<ReturnType<typeof freshDatabase>>
let folder: string
beforeAll(async () => {
  fresh = await freshDatabase()
  folder = mkdtempSync(join(tmpdir(), 'backfill-command-'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await fresh.drop()
})

function jobtide(...args: string[]): Promise<{ code: number | null; printed: string; said: string }> {
  const child = spawn(program, ['backfill', ...args], {
    env: { PATH: process.env.PATH!, HOME: '/', JOBTIDE_HOME: folder, DATABASE_URL: fresh.url },
  })
  const output = { printed: '', said: '' }
  child.stdout.on('data', chunk => {
    output.printed += chunk
  })
  child.stderr.on('data', chunk => {
    output.said += chunk
  })
  return new Promise(resolve => child.on('close', code => resolve({ code, ...output })))
}

it('makes a period again, says how far it is, and what is wrong with what it is asked', async () => {
  const [archive] = filesOfAll()
  const period = ['--from', '2025-01', '--to', '2025-04']
  const done = await jobtide(...period, '--archive', archive!, '--workers', '2')
  expect(done.code).toBe(0)
  expect(done.said).toMatch(
    /^Looking through all.warc.gz …\nBackfill 1 of 2025-01 to 2025-04, 2 at once; Ctrl-C stops it, and it can be resumed.\n/,
  )
  expect(done.printed).toMatch(/^Backfill 1: 2025-01 to 2025-04, done\nall platforms · all.warc.gz · begun /)
  expect(done.printed).toMatch(/Take archives in +4 of 4 +24 of 24 responses +\d+ /)
  expect(done.printed).toMatch(/Publish +5 of 5 +9 of 9 publications/)
  expect(readdirSync(join(folder, 'backfill'))).toEqual([])
  const status = await jobtide('status', '7')
  expect(status).toEqual({
    code: 1,
    printed: '',
    said: 'jobtide: there is no backfill 7; "jobtide backfill status --all" lists them\n',
  })
}, 120_000)
