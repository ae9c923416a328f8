import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aggregate } from '../../pipeline/stages/aggregate.ts'
import { freshDatabase } from '../database.ts'
import { loadSketches } from '../db/posting-rows.ts'

const program = join(import.meta.dirname, '../../scripts/jobtide')
let fresh: Awaited<ReturnType<typeof freshDatabase>>
let folder: string
beforeAll(async () => {
  fresh = await freshDatabase()
  folder = mkdtempSync(join(tmpdir(), 'publications-command-'))
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await fresh.drop()
})

/** Runs the command line as a user does: what it prints, and what it says of what it does. */
function jobtide(...args: string[]): Promise<{ code: number | null; printed: string; said: string }> {
  const child = spawn(program, args, {
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

const asOf = '2025-02-28'

it('lists what is held, says what would change, releases it and rolls it back', async () => {
  const load = (n: number, title: string) =>
    loadSketches(fresh.database, [
      {
        id: `p${n}`,
        company: `Company ${n}`,
        postedOn: '2025-02-01',
        terms: [{ category: 'Job Titles', name: title }],
      },
    ])
  await load(1, 'Developer')
  const { publicationId: first } = await aggregate(fresh.database, asOf, 6)
  await load(2, 'Tester')
  const held = (
    await aggregate(fresh.database, asOf, 6, { hold: ['An editor is to look at it'], backfillId: 3 })
  ).publicationId

  const listed = await jobtide('publications', 'list', '--json')
  expect(JSON.parse(listed.printed)).toMatchObject([
    { publication: held, state: 'held', held: ['An editor is to look at it.'], backfill: 3, asOf, months: 6 },
    { publication: first, state: 'current', held: null, totals: { permanent: { vacancies: 1 } } },
  ])
  const diff = await jobtide('publications', 'diff', '--backfill', '3')
  expect(diff.printed).toMatch(/^Backfill 3\n1 publication, 28 February 2025 to 28 February 2025; 1 held\n/)
  expect(diff.printed).toMatch(/^Vacancies +1 +2 +\+100\.00%$/m)
  expect(diff.printed).toMatch(/^Tester +Job Titles +1 +1$/m)
  expect((await jobtide('publications', 'show', String(held))).printed).toMatch(
    /^hold {2}An editor is to look at it\.$/m,
  )

  expect(await jobtide('publications', 'release', '--backfill', '3')).toMatchObject({
    code: 0,
    said: expect.stringMatching(
      `^Publication ${held} is what readers see of the 6 months to 28 February 2025\\.\n`,
    ),
  })
  expect(await jobtide('publications', 'rollback', '--backfill', '3')).toMatchObject({
    code: 0,
    said: expect.stringMatching(/^1 publication of backfill 3 withdrawn, all at once: /),
  })
  expect(await jobtide('publications', 'rollback', '--backfill', '3')).toMatchObject({
    code: 1,
    said: 'jobtide: no publication of backfill 3 can be withdrawn: readers see none of them\n',
  })
  expect(await jobtide('publications', 'release', String(held))).toMatchObject({ code: 0 })
  expect(await jobtide('publications', 'rollback', String(held))).toMatchObject({
    code: 0,
    said: expect.stringMatching(`^Publication ${held} is withdrawn; readers see ${first} `),
  })
  expect(await jobtide('publications', 'rollback', String(first))).toEqual({
    code: 1,
    printed: '',
    said: `jobtide: publication ${first} is the only one of 6 months to 28 February 2025 that is kept: there is none before it to go back to\n`,
  })
})
