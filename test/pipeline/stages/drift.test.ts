import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { acceptSource } from '../../../db/loaders/source-keys.ts'
import { findHeldSources } from '../../../db/queries/held-sources.ts'
import { findRun, listRuns } from '../../../db/queries/runs.ts'
import { findSourceKeys, findStandingVerdicts } from '../../../db/queries/source-history.ts'
import { resolveSources, type Source } from '../../../pipeline/sources.ts'
import { crawl } from '../../../pipeline/stages/crawl.ts'
import { type BoardRecord, boardRecord, startChangingBoards } from '../../changing-board.ts'
import { startChangingSite } from '../../changing-site.ts'
import { freshDatabase } from '../../database.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
let live: Awaited<ReturnType<typeof startChangingBoards>>
beforeAll(async () => {
  fresh = await freshDatabase()
  live = await startChangingBoards()
})
afterAll(async () => {
  await live.close()
  await fresh.drop()
})

let day = 0
/** A crawl, a day after the one before. */
const crawlNext = (source: Source, signal?: AbortSignal) =>
  crawl(fresh.database, source, {
    userAgent: 'jobtide-test/0 (+https://jobtide.example)',
    clock: () => new Date(Date.UTC(2025, 10, 1 + day++, 12)),
    browser: {},
    log: () => {},
    backOff: 1,
    ...(signal ? { signal } : {}),
  })

const alertsOf = async (source: string) => {
  const { rows } = await fresh.database.pool.query<{ event: string; message: string }>(
    'select event, message from ops.alerts where subject = $1 order by alert_id',
    [source],
  )
  return rows
}

/** What is wrong with a crawl, by expectation. */
const wrongWith = (result: Awaited<ReturnType<typeof crawlNext>>) =>
  Object.fromEntries(
    result.verdicts.flatMap(({ expectation, outcome }) =>
      outcome === 'pass' ? [] : [[expectation, outcome]],
    ),
  )

const renamed = (record: BoardRecord, key: string, to: string): BoardRecord => {
  const { [key]: value, ...others } = record
  return { ...others, [to]: value }
}

const dozen = (more: BoardRecord = {}) => Array.from({ length: 12 }, (_, at) => boardRecord(at + 1, more))

describe('a board whose format changes', () => {
  const changes: [string, (record: BoardRecord) => BoardRecord, Record<string, string>][] = [
    [
      'renames a key that a field is read from',
      record => renamed(record, 'content', 'body'),
      { 'fill:description': 'hold', 'expected fill:description': 'hold', 'new key:body': 'warn' },
    ],
    [
      'renames the title',
      record => renamed(record, 'title', 'name'),
      { readable: 'hold', 'new key:name': 'warn' },
    ],
    ['adds a key', record => ({ ...record, entity: 'Acme Ltd' }), { 'new key:entity': 'warn' }],
    [
      'drops a key that nothing uses',
      ({ departments: _, ...record }) => record,
      { 'lost key:departments': 'warn' },
    ],
  ]
  it.each(changes)('is found on the first crawl after it %s', async (what, change, wrong) => {
    const name = what.replaceAll(' ', '-')
    const source = live.source(name)
    live.boards.set(name, { records: dozen() })
    expect(wrongWith(await crawlNext(source))).toEqual({})
    expect(wrongWith(await crawlNext(source))).toEqual({})
    live.boards.set(name, { records: dozen().map(change) })
    const broken = await crawlNext(source)
    expect(wrongWith(broken)).toEqual(wrong)
    const told = await alertsOf(source.name)
    expect(told.map(({ event }) => event).toSorted()).toEqual(
      [...new Set(Object.values(wrong))]
        .map(of => (of === 'hold' ? 'source held' : 'source warned of'))
        .toSorted(),
    )
    expect(told[0]!.message).toContain(`jobtide sources drift ${source.name}`)
    // The same again tomorrow is nothing new.
    await crawlNext(source)
    expect(await alertsOf(source.name)).toEqual(told)
  })

  it('is held until its format is back, and told of again when it goes once more', async () => {
    const source = live.source('shape')
    const whole = { records: dozen() }
    live.boards.set('shape', whole)
    await crawlNext(source)
    for (let round = 1; round <= 2; round++) {
      live.boards.set('shape', { ...whole, list: 'positions' })
      await expect(crawlNext(source)).rejects.toThrow(/no "jobs" list/)
      const [run] = await listRuns(fresh.database, 1, { failed: true })
      expect(run).toMatchObject({ subject: source.name, state: 'failed', held: 1 })
      const held = await findHeldSources(fresh.database.pool, { asOf: '2025-11-30', months: 6 })
      expect(held.filter(each => each.source === source.name)).toMatchObject([{ runId: run!.runId }])
      expect(await alertsOf(source.name)).toHaveLength(round)
      live.boards.set('shape', whole)
      expect(wrongWith(await crawlNext(source))).toEqual({})
      const then = await findHeldSources(fresh.database.pool, { asOf: '2025-11-30', months: 6 })
      expect(then.map(each => each.source)).not.toContain(source.name)
    }
  })

  it('stays held, whatever its next crawls are like, until a person accepts it', async () => {
    const source = live.source('accepted', { expect: { fill: { description: 0.01 } } })
    live.boards.set('accepted', { records: dozen() })
    for (let each = 0; each < 3; each++) await crawlNext(source)
    live.boards.set('accepted', { records: dozen({ content: '' }) })
    let last = await crawlNext(source)
    // What is held is not compared with: otherwise the fault would be what is usual in a week.
    for (let each = 0; each < 3; each++) last = await crawlNext(source)
    expect(wrongWith(last)).toEqual({ 'fill:description': 'hold' })
    const [held] = await findHeldSources(fresh.database.pool, { asOf: '2025-11-30', months: 6 })
    expect(held).toMatchObject({ source: source.name, vacancies: 2 })
    expect(held!.share).toBeGreaterThan(0)
    await acceptSource(fresh.database.pool, source.name, last.runId)
    expect(await findStandingVerdicts(fresh.database.pool, source.name)).toEqual([])
    expect(wrongWith(await crawlNext(source))).toEqual({})
    live.boards.set('accepted', { records: dozen({ content: '', location: null }) })
    expect(wrongWith(await crawlNext(source))).toMatchObject({ 'fill:locations': 'hold' })
  })

  it('is judged as one board of its platform, and counts its keys once per crawl', async () => {
    const [left, right] = [live.source('left'), live.source('right')]
    live.boards.set('left', { records: dozen() })
    live.boards.set('right', { records: dozen({ entity: 'Acme Ltd' }) })
    await crawlNext(left)
    expect(wrongWith(await crawlNext(right))).toEqual({})
    const second = await crawlNext(left)
    expect(await findSourceKeys(fresh.database.pool, left.name)).toEqual(
      ['departments', 'requisition_id'].map(key => ({
        key,
        firstRun: expect.any(Number),
        lastRun: second.runId,
        records: 24,
      })),
    )
  })
})

it('holds a board that drops to a tenth, and closes none of its adverts', async () => {
  const source = live.source('shrunk')
  live.boards.set('shrunk', { records: Array.from({ length: 40 }, (_, at) => boardRecord(1_000 + at)) })
  for (let each = 0; each < 3; each++) await crawlNext(source)
  live.boards.set('shrunk', { records: [boardRecord(1_000), boardRecord(1_001)] })
  const { coverage, verdicts } = await crawlNext(source)
  const said = '2 adverts, where the last 3 complete crawls had 40 (median)'
  expect(coverage).toMatchObject({ state: 'partial', closed: 0, reasons: [said], unexpected: [] })
  expect(verdicts).toContainEqual(expect.objectContaining({ expectation: 'volume', outcome: 'hold' }))
})

it('raises nothing over ten crawls of an honest board that changes from day to day', async () => {
  // Deterministic: the same market in every run.
  let state = 7
  const chance = (share: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32 < share
  }
  const open = (id: number) =>
    boardRecord(id, {
      ...(chance(0.4)
        ? { pay_input_ranges: [{ min_cents: 5e6, max_cents: 6e6, currency_type: 'GBP' }] }
        : {}),
      ...(chance(0.3) ? { application_deadline: '2026-01-31T00:00:00Z' } : {}),
      ...(chance(0.1) ? { education: 'degree' } : {}),
      ...(chance(0.05) ? { content: '' } : {}),
    })
  const source = live.source('honest')
  let next = 2_000
  let records = Array.from({ length: 25 }, () => open(next++))
  for (let each = 0; each < 10; each++) {
    live.boards.set('honest', { records })
    expect(wrongWith(await crawlNext(source))).toEqual({})
    records = [
      ...records.filter(() => chance(0.88)).map(record => (chance(0.1) ? open(Number(record.id)) : record)),
      ...Array.from({ length: chance(0.5) ? 5 : 1 }, () => open(next++)),
    ]
  }
  expect(await alertsOf(source.name)).toEqual([])
})

it('counts what a crawl of pages read before it was killed as well', async () => {
  const site = await startChangingSite()
  onTestFinished(() => site.close())
  const [source] = resolveSources([site.source])
  for (let id = 1; id <= 24; id++) site.adverts.set(id, { title: 'Java Developer' })
  await crawlNext(source!)
  for (const [id, advert] of site.adverts) {
    const page = `<!doctype html><script type="application/ld+json">${JSON.stringify({
      '@context': 'https://schema.org',
      '@type': 'JobPosting',
      title: advert.title,
      identifier: { value: `${id}` },
      datePosted: '2025-11-10',
      description: 'You build services in Java.',
      employer: { name: `Employer ${id}` },
      jobLocation: { address: { addressLocality: 'Leeds', addressCountry: 'GB' } },
    })}</script>`
    site.adverts.set(id, { ...advert, says: { status: 200, body: page } })
  }
  // Stopped half way, with what it had done noted in the ledger as a kill would leave it.
  const stop = new AbortController()
  site.log.splice(0)
  const stopping = setInterval(() => {
    if (site.log.filter(({ path }) => path.startsWith('/jobs/')).length >= 8) stop.abort()
  }, 1)
  onTestFinished(() => clearInterval(stopping))
  await expect(crawlNext(source!, stop.signal)).rejects.toThrow()
  const [stopped] = await listRuns(fresh.database, 1)
  const read = (stopped!.coverage as { keys: { records: number } }).keys.records
  expect(read).toBeGreaterThanOrEqual(7)
  expect(read).toBeLessThan(24)
  await fresh.database.pool.query(
    `with judged as (delete from ops.verdicts where run_id = $1), told as (delete from ops.alerts where subject = $2)
     update ops.runs set state = 'running', finished_at = null, error = null where run_id = $1`,
    [stopped!.runId, source!.name],
  )
  const whole = await crawlNext(source!)
  expect(whole.coverage.keys.records).toBe(24)
  expect(whole.coverage.filled).toMatchObject({ postings: 24 })
  expect(wrongWith(whole)).toMatchObject({ 'fill:company': 'hold', 'new key:employer': 'warn' })
  expect((await alertsOf(source!.name)).map(({ event }) => event)).toEqual([
    'source held',
    'source warned of',
  ])
  const run = await findRun(fresh.database, whole.runId)
  expect(run!.verdicts[0]).toMatchObject({ outcome: 'hold' })
})
