import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase } from '../database.ts'
import { temporaryFile } from '../temporary-file.ts'

const program = join(import.meta.dirname, '../../scripts/jobtide')
let fresh: Awaited<ReturnType<typeof freshDatabase>>
let folder: string
beforeAll(async () => {
  fresh = await freshDatabase()
  folder = mkdtempSync(join(tmpdir(), 'archives-command-'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await fresh.drop()
})

/** Runs the command line as a user does; what it says of what it does is `said`. */
function jobtide(...args: string[]): Promise<{ code: number | null; said: string }> {
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH!, HOME: '/', JOBTIDE_HOME: folder, DATABASE_URL: fresh.url },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', chunk => {
    said += chunk
  })
  return new Promise(resolve => child.on('close', code => resolve({ code, said })))
}

it('a mapped CSV goes in, an archive comes out, and goes in again without a change', async () => {
  const csv = temporaryFile(
    'vacancies.csv',
    'Ref;Job;Day\n1;Python Developer;05/11/2026\n2;Data Engineer;31/02/2026\n',
  )
  const fields =
    'source: { value: council }, sourceId: Ref, title: Job, postedAt: { column: Day, format: DD/MM/YYYY }'
  const map = temporaryFile(
    'map.yaml',
    `delimiter: ";"\nfields: { ${fields}, seenAt: { value: 2026-11-20 } }\n`,
  )
  const wrong = temporaryFile(
    'map.yaml',
    `delimiter: ";"\nfields: { ${fields}, seen: { value: 2026-11-20 } }\n`,
  )
  const archive = join(folder, 'all.warc.gz')

  expect(await jobtide('export', '--out', archive)).toEqual({
    code: 1,
    said: expect.stringMatching(/nothing to export: no stored response\n$/),
  })
  expect((await jobtide('import', csv, '--map', wrong)).said).toMatch(
    /map\.yaml:2:\d+: unknown key "seen"; did you/,
  )
  const imported = await jobtide('import', csv, '--map', map)
  expect(imported).toMatchObject({
    code: 0,
    said: expect.stringMatching(/1 {2}postedAt: not written as DD\/MM\/YYYY/),
  })
  expect((await jobtide('import', archive, '--map', map)).said).toMatch(
    /all\.warc\.gz: a map is for \.csv files/,
  )

  const exported = await jobtide('export', '--format', 'warc', '--out', archive, '--platform', 'council')
  expect(exported).toEqual({
    code: 0,
    said: expect.stringMatching(
      /0 responses, 0 revisits, 1 raw postings, 0 left out \(purged\), [\d,]+ bytes/,
    ),
  })
  expect(existsSync(join(folder, 'all.cdxj'))).toBe(true)
  expect(await jobtide('export', '--out', archive)).toEqual({
    code: 1,
    said: expect.stringMatching(/--force overwrites it/),
  })
  expect((await jobtide('export', '--format', 'zip', '--out', archive)).said).toMatch(
    /Allowed choices are warc/,
  )
  expect(await jobtide('import', join(folder, 'all.cdxj'))).toEqual({
    code: 0,
    said: expect.stringMatching(/Nothing changed: everything readable was known already/),
  })
})
