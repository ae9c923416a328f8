import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aggregate } from '../../pipeline/stages/aggregate.ts'
import { jobtide, launchJobtide } from '../command-line.ts'
import { freshDatabase } from '../database.ts'
import { loadSketches } from '../db/posting-rows.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
let folder: string
const role = `reader_${process.pid}`
beforeAll(async () => {
  fresh = await freshDatabase()
  folder = mkdtempSync(join(tmpdir(), 'tables-command-'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await fresh.database.pool.query(`drop owned by ${role}; drop role ${role}`)
  await fresh.drop()
})

const setting = () => ({ env: { JOBTIDE_HOME: folder, DATABASE_URL: fresh.url } })

it('exports the published views, and says what cannot be exported', async () => {
  const out = join(folder, 'tables')
  const csv = ['export', '--format', 'csv', '--out', out]
  expect(await launchJobtide(csv, setting())).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/nothing is published; /),
  })
  await loadSketches(fresh.database, [
    { id: 'a', postedOn: '2025-02-01', areas: ['UK', 'London'], pay: [40_000, 50_001, 'year'] },
  ])
  await aggregate(fresh.database, '2025-02-28', 6)
  await aggregate(fresh.database, '2025-01-31', 6)
  const chosen = [...csv, '--as-of', '2025-02-28', '--months', '6', '--view', 'pay_statistics']
  expect(await jobtide(chosen, setting())).toEqual({
    code: 0,
    stdout: '',
    stderr: expect.stringMatching(
      /^tables: 1 publications, 1 views, 1 files, 2 rows, [\d,]+ bytes\nWhat is in/,
    ),
  })
  const file = join(out, 'pay_statistics/as_of=2025-02-28/months=6/pay_statistics.csv')
  expect(readFileSync(file, 'utf8')).toMatch(
    /^2025-02-28,0,UK,permanent,Developer,Job Titles,year,1,.*,45000\.5,/m,
  )
  expect((await jobtide([...csv, '--prefix', 'https://'], setting())).stderr).toMatch(
    /--prefix is not for --format csv\n$/,
  )
  expect(
    (await jobtide(['export', '--out', 'x.warc.gz', '--as-of', '2025-02-28'], setting())).stderr,
  ).toMatch(/--as-of is not for --format warc\n$/)
})

it('makes a reader whose printed address reads the views, and keeps its password', async () => {
  const made = await launchJobtide(['db', 'grant-reader', role], setting())
  expect(made.code).toBe(0)
  const read = async (address: string) => {
    const client = new pg.Client(address)
    await client.connect()
    try {
      return (await client.query('select count(*)::int as n from mart.pay_statistics')).rows
    } finally {
      await client.end()
    }
  }
  expect(await read(made.stdout.trim())).toEqual([{ n: 2 }])
  const again = await jobtide(['db', 'grant-reader', role], setting())
  expect(again.stderr).toMatch(/Its password is as it was/)
  const bare = new URL(made.stdout.trim())
  bare.password = ''
  expect(again.stdout.trim()).toBe(bare.href)
  expect(await read(made.stdout.trim())).toEqual([{ n: 2 }])

  const given = await jobtide(['db', 'grant-reader', role, '--password-stdin'], {
    ...setting(),
    input: 'a-password-of-ours\n',
  })
  expect(given.stdout.trim()).toBe(bare.href)
  await expect(read(made.stdout.trim())).rejects.toMatchObject({ code: '28P01' })
  bare.password = 'a-password-of-ours'
  expect(await read(bare.href)).toEqual([{ n: 2 }])
})
