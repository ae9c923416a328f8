import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findRun, listRuns } from '../../db/queries/runs.ts'
import type { Source } from '../../pipeline/sources.ts'
import { crawl } from '../../pipeline/stages/crawl.ts'
import { printRun } from '../../scripts/commands/runs/print-run.ts'
import { printRuns } from '../../scripts/commands/runs/print-runs.ts'
import { boardRecord, startChangingBoards } from '../changing-board.ts'
import { jobtide } from '../command-line.ts'
import { freshDatabase } from '../database.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
let source: Source
beforeAll(async () => {
  fresh = await freshDatabase()
  const live = await startChangingBoards()
  source = live.source('acme')
  const setting = {
    userAgent: 'jobtide-test/0',
    clock: () => new Date(),
    browser: {},
    log: () => {},
    backOff: 1,
  }
  const ids = Array.from({ length: 12 }, (_, at) => at + 1)
  try {
    live.boards.set('acme', { records: ids.map(id => boardRecord(id)) })
    await crawl(fresh.database, source, setting)
    // Titles under another name, one of them steering the terminal.
    live.boards.set('acme', {
      records: ids.map(id => boardRecord(id, { title: undefined, '\u001b[2Jname': 'Java Developer' })),
    })
    await crawl(fresh.database, source, setting)
    live.boards.delete('acme')
    await crawl(fresh.database, source, setting).catch(() => {})
  } finally {
    await live.close()
  }
})
afterAll(() => fresh.drop())

/** Runs the command line as a user does. */
const run = (...args: string[]) =>
  jobtide(args, { env: { JOBTIDE_HOME: '/nonexistent', DATABASE_URL: fresh.url } })

describe('the ledger on a terminal', () => {
  it('shows in the list which source is held, and cuts no line where it is no terminal', async () => {
    const runs = await listRuns(fresh.database, 9)
    const look = { colour: false, now: new Date() }
    const [head, failed, held, done] = printRuns(runs, { ...look, width: null }).split('\n')
    expect(head).toMatch(/^ {2}run +started \(UTC\) +took +kind +state +subject/)
    expect(failed).toMatch(/ failed +greenhouse\/acme +no page gave an answer/)
    expect(held).toMatch(/ done, HELD +greenhouse\/acme .*0 % of the records can be read/)
    expect(done).toMatch(/ done +greenhouse\/acme +12 new/)
    for (const line of printRuns(runs, { ...look, width: 90 }).split('\n'))
      expect(line.length).toBeLessThanOrEqual(90)
    expect((await listRuns(fresh.database, 9, { failed: true })).map(({ runId }) => runId)).toEqual(
      runs.slice(0, 2).map(({ runId }) => runId),
    )
    expect(await listRuns(fresh.database, 9, { kind: 'import' })).toEqual([])
    expect(await listRuns(fresh.database, 9, { notKind: 'crawl' })).toEqual([])
    expect(await listRuns(fresh.database, 9, { notKind: 'import' })).toEqual(runs)
    expect(await listRuns(fresh.database, 1, { subject: source.name })).toHaveLength(1)
  })

  it('says first what is wrong with a run, then all that it did, then where to look', async () => {
    const [, held] = await listRuns(fresh.database, 2)
    const page = printRun((await findRun(fresh.database, held!.runId))!, { colour: false, now: new Date() })
    const lines = page.split('\n')
    expect(lines[0]).toBe(`Run ${held!.runId}: crawl greenhouse/acme  done`)
    expect(lines[3]).toBe('HELD   0 % of the records can be read, where the crawl before had 100 %')
    for (const said of [
      'warn   new key "[2Jname" in 100 % of the records',
      '  12  rejected',
      '  12 open    title: missing',
      `Look on with: jobtide sources drift greenhouse/acme   jobtide rejections show --run ${held!.runId}`,
    ])
      expect(page).toContain(said)
    expect(page).not.toContain('\u001b')
  })

  it('says of one that met nothing why, once, and where to look', async () => {
    const [failed] = await listRuns(fresh.database, 1)
    const page = printRun((await findRun(fresh.database, failed!.runId))!, { colour: false, now: new Date() })
    expect(page.split(failed!.error!)).toHaveLength(2)
    expect(page).toContain('Account\n  no record\n')
    expect(page.trimEnd().split('\n').at(-1)).toBe('Look on with: jobtide sources check greenhouse/acme')
  })
})

describe('the command line', () => {
  it('counts rejected records, and takes a source for right as it is', async () => {
    const counted = await run('rejections', '--source', source.name, '--json')
    expect(JSON.parse(counted.stdout)).toMatchObject([
      { source: 'greenhouse', reason: 'title: missing', open: 12, resolved: 0 },
    ])
    const accepted = await run('sources', 'drift', source.name, '--accept')
    expect(accepted).toMatchObject({ code: 0, stdout: '' })
    expect(accepted.stderr).toContain('greenhouse/acme is right as run 2 found it')
  })
})
