import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { jobtide, launchJobtide } from '../command-line.ts'
import { freshDatabase } from '../database.ts'
import { temporaryFile } from '../temporary-file.ts'

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

const setting = () => ({ env: { JOBTIDE_HOME: folder, DATABASE_URL: fresh.url } })

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

  expect(await jobtide(['export', '--out', archive], setting())).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/nothing to export: no stored response\n$/),
  })
  expect((await jobtide(['import', csv, '--map', wrong], setting())).stderr).toMatch(
    /map\.yaml:2:\d+: unknown key "seen"; did you/,
  )
  const imported = await launchJobtide(['import', csv, '--map', map], setting())
  expect(imported).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/1 {2}postedAt: not written as DD\/MM\/YYYY/),
  })
  expect((await jobtide(['import', archive, '--map', map], setting())).stderr).toMatch(
    /all\.warc\.gz: a map is for \.csv files/,
  )

  const exported = await launchJobtide(
    ['export', '--format', 'warc', '--out', archive, '--platform', 'council'],
    setting(),
  )
  expect(exported).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(
      /0 responses, 0 revisits, 1 raw postings, 0 left out \(purged\), [\d,]+ bytes/,
    ),
  })
  expect(existsSync(join(folder, 'all.cdxj'))).toBe(true)
  expect(await jobtide(['export', '--out', archive], setting())).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/--force overwrites it/),
  })
  expect((await jobtide(['export', '--format', 'zip', '--out', archive], setting())).stderr).toMatch(
    /Allowed choices are warc/,
  )
  expect(await jobtide(['import', join(folder, 'all.cdxj')], setting())).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/Nothing changed: everything readable was known already/),
  })
})
