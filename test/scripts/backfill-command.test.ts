import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { freshInstallation } from '../installation.ts'
import { filesOfAll } from '../pipeline/stages/months-of-boards.ts'

const installation = freshInstallation()
const jobtide = (...args: string[]) => installation.jobtide('backfill', ...args)

it('makes a period again, says how far it is, and what is wrong with what it is asked', async () => {
  const [archive] = filesOfAll()
  const period = ['--from', '2025-01', '--to', '2025-04']
  const done = await jobtide(...period, '--archive', archive!, '--workers', '2')
  expect(done.code).toBe(0)
  expect(done.stderr).toMatch(
    /^Looking through all.warc.gz …\nBackfill 1 of 2025-01 to 2025-04, 2 at once; Ctrl-C stops it, and it can be resumed.\n/,
  )
  expect(done.stdout).toMatch(/^Backfill 1: 2025-01 to 2025-04, done\nall platforms · all.warc.gz · begun /)
  expect(done.stdout).toMatch(/Take archives in +4 of 4 +24 of 24 responses +\d+ /)
  expect(done.stdout).toMatch(/Publish +5 of 5 +9 of 9 publications/)
  expect(readdirSync(join(installation.home, 'backfill'))).toEqual([])
  const status = await jobtide('status', '7')
  expect(status).toEqual({
    code: 1,
    stdout: '',
    stderr: 'jobtide: there is no backfill 7; "jobtide backfill status --all" lists them\n',
  })
}, 120_000)
