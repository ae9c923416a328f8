import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { emptyReading, type Rejected } from '../../../crawlers/source.ts'
import { inTransaction } from '../../../db/connection.ts'
import { storeRejections } from '../../../db/loaders/rejections.ts'
import { countRejections, findRejections } from '../../../db/queries/rejections.ts'
import { closeRun, findRun, openRun } from '../../../db/queries/runs.ts'
import { assertAddsUp } from '../../../pipeline/quality/accounting.ts'
import { resolveSources } from '../../../pipeline/sources.ts'
import { openExtraction } from '../../../pipeline/stages/extraction.ts'
import { load, type Policy } from '../../../pipeline/stages/load.ts'
import { readResponse } from '../../../pipeline/stages/read-response.ts'
import { replayMonth } from '../../../pipeline/stages/replay.ts'
import { retryRejections } from '../../../pipeline/stages/retry-rejections.ts'
import { type BoardRecord, boardRecord } from '../../changing-board.ts'
import { freshDatabase } from '../../database.ts'
import { importPostings } from '../../raw-postings.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeEach(async () => {
  fresh = await freshDatabase()
})
afterEach(() => fresh.drop())

/** Days of November on which a board of these records was read by a parser that could not read some of them. */
async function loadedThen(
  records: readonly BoardRecord[],
  days: readonly number[],
  unreadable: (record: BoardRecord) => boolean,
  {
    kind = 'import',
    subject = 'old.warc.gz',
    policy,
  }: { kind?: string; subject?: string; policy?: Policy } = {},
): Promise<number> {
  const runId = await openRun(fresh.database, kind, subject)
  for (const day of days) {
    const response = {
      url: 'https://boards-api.greenhouse.io/v1/boards/acme/jobs?content=true',
      status: 200,
      contentType: 'application/json',
      // Each day's answer is another body; the records are the same.
      body: Buffer.from(JSON.stringify({ jobs: records, meta: { total: records.length, day } })),
      seenAt: `2025-11-${String(day).padStart(2, '0')}T06:00:00.000Z`,
    }
    const today = readResponse(response, 'greenhouse')
    const isLost = (id: string | null) => records.some(each => String(each.id) === id && unreadable(each))
    const rejected: Rejected[] = records.filter(unreadable).map(record => ({
      sourceId: String(record.id),
      reason: 'pay: not read yet',
      input: JSON.stringify(record),
    }))
    const reading = {
      ...emptyReading(),
      postings: today.reading.postings.filter(({ sourceId }) => !isLost(sourceId)),
      rejected: [...rejected, ...today.reading.rejected],
    }
    await load(fresh.database, runId, [{ ...today, reading }], undefined, policy)
  }
  await closeRun(fresh.database, runId, {})
  return runId
}

const rows = async (query: string) => (await fresh.database.pool.query(query)).rows

describe('a replay of rejected records', () => {
  it('loads what can be read now as of when it was stored, and leaves the rest open', async () => {
    const records = [
      boardRecord(1),
      boardRecord(2, { content: '&lt;p&gt;You write Go.&lt;/p&gt;' }),
      boardRecord(3, { title: 'Chef de Partie', content: 'You cook.' }),
      boardRecord(4, { internal_job_id: null }),
      { id: 5, content: 'without a title' },
    ]
    const runId = await loadedThen(records, [3, 7, 9], ({ id }) => [2, 3, 4].includes(Number(id)))
    const before = await countRejections(fresh.database.pool)
    expect(before.map(({ open, resolved }) => ({ open, resolved }))).toEqual([
      { open: 3, resolved: 0 },
      { open: 1, resolved: 0 },
    ])
    expect((await findRun(fresh.database, runId))!.rejections).toHaveLength(2)

    const retried = await retryRejections(fresh.database, [], {})
    expect(retried).toMatchObject({
      responses: 2,
      gone: 0,
      resolved: { loaded: 1, 'out of scope': 2, 'no longer met': 0 },
      open: 1,
      impossible: {},
    })
    assertAddsUp(retried.accounting)
    expect(retried.accounting).toMatchObject({ records: 10, loaded: 1, rejected: 2 })
    expect(await findRun(fresh.database, retried.runId)).toMatchObject({
      kind: 'replay',
      state: 'done',
      accounting: retried.accounting,
    })
    // Known from the first response that held it to the last, as if it had been read then.
    expect(
      await rows(
        `select first_seen::date::text as first, last_seen::date::text as last from core.postings where source_id = '2'`,
      ),
    ).toEqual([{ first: '2025-11-03', last: '2025-11-09' }])
    expect(await rows(`select title from core.vacancies where source_id = '2'`)).toHaveLength(1)
    const found = await findRejections(fresh.database.pool, { source: 'greenhouse' }, 9)
    expect(new Map(found.map(({ sourceId, resolution }) => [sourceId, resolution]))).toEqual(
      new Map([
        ['2', 'loaded'],
        ['3', 'out of scope'],
        ['4', 'out of scope'],
        ['5', null],
      ]),
    )

    // There is nothing left that it could do.
    const again = await retryRejections(fresh.database, [], {})
    expect(again).toMatchObject({ resolved: { loaded: 0 }, open: 1, accounting: { loaded: 0, changed: 0 } })
  })

  it('takes what is asked for alone, and gives the reason of today', async () => {
    await loadedThen([boardRecord(1), { id: 5, content: 'without a title' }], [3], () => false)
    await fresh.database.pool.query(`update ops.rejections set reason = 'as it was called then'`)
    expect(await retryRejections(fresh.database, [], { source: 'lever' })).toMatchObject({
      responses: 0,
      open: 0,
    })
    expect(await retryRejections(fresh.database, [], { reason: 'another' })).toMatchObject({ responses: 0 })
    expect(await retryRejections(fresh.database, [], { source: 'greenhouse' })).toMatchObject({ open: 1 })
    const [kept] = await countRejections(fresh.database.pool)
    expect(kept!.reason).toMatch(/^title/)
  })

  it('is not needed for responses that a backfill has read again', async () => {
    const records = [
      boardRecord(1),
      boardRecord(2, { content: '&lt;p&gt;You write Go.&lt;/p&gt;' }),
      boardRecord(3, { title: 'Chef de Partie', content: 'You cook.' }),
      { id: 5, content: 'without a title' },
    ]
    await loadedThen(records, [3, 7], ({ id }) => [2, 3].includes(Number(id)))
    const runId = await openRun(fresh.database, 'backfill', '2025-11')
    await replayMonth(
      fresh.database,
      runId,
      { month: '2025-11-01', platforms: [] },
      { extraction: openExtraction(1), options: () => undefined, onBatch: async () => {} },
    )
    const found = await findRejections(fresh.database.pool, {}, 9)
    expect(new Map(found.map(({ sourceId, resolution }) => [sourceId, resolution]))).toEqual(
      new Map([
        ['2', 'loaded'],
        ['3', 'out of scope'],
        ['5', null],
      ]),
    )
    expect(await retryRejections(fresh.database, [], {})).toMatchObject({
      resolved: { loaded: 0, 'out of scope': 0 },
      open: 1,
      accounting: { loaded: 0, changed: 0 },
    })
  })

  it('publishes nothing of a source whose terms do not allow it, and keeps no body longer', async () => {
    const [source] = resolveSources([
      {
        name: 'acme',
        platform: 'greenhouse',
        options: { board: 'acme' },
        terms: { url: 'https://acme.example/terms', reviewed: '2025-11-01', aggregates: false },
      },
    ])
    await loadedThen([boardRecord(1)], [3], () => true, {
      kind: 'crawl',
      subject: 'acme',
      policy: { publishable: false, retention: 3650 },
    })
    const kept = () => rows('select keep_until from raw.snapshots')
    const until = await kept()
    expect(until).toEqual([{ keep_until: '2035-11-01' }])
    expect(await retryRejections(fresh.database, [source!], {})).toMatchObject({ resolved: { loaded: 1 } })
    expect(await kept()).toEqual(until)
    expect(await rows('select publishable from core.postings')).toEqual([{ publishable: false }])
    expect(await rows('select 1 from core.vacancies')).toEqual([])
  })

  it('says of which records the response is stored no more', async () => {
    await loadedThen([boardRecord(1)], [3], () => true)
    await fresh.database.pool.query('delete from raw.snapshots')
    expect(await retryRejections(fresh.database, [], {})).toMatchObject({
      gone: 1,
      open: 1,
      impossible: { 'its response is stored no more': 1 },
    })
  })

  it('reads lines of files again where they were kept whole', async () => {
    const line = { source: 'council', sourceId: '1', title: 'Data Engineer', seenAt: '2025-11-05' }
    const runId = await openRun(fresh.database, 'import', 'council.jsonl')
    const lost = { sourceId: null, reason: 'seenAt: unknown form', snapshotHash: null }
    await inTransaction(fresh.database.pool, client =>
      storeRejections(client, runId, [
        { source: 'raw-postings', ...lost, input: JSON.stringify(line) },
        { source: 'raw-postings', ...lost, input: '{"cut' },
        { source: 'raw-postings', ...lost, input: `{"description":"${'x'.repeat(65_500)}` },
        { source: 'warc', ...lost, input: 'HTTP/1.1' },
      ]),
    )
    const retried = await retryRejections(fresh.database, [], {})
    expect(retried).toMatchObject({ resolved: { loaded: 1 }, open: 3, accounting: { records: 1, loaded: 1 } })
    expect(Object.values(retried.impossible)).toEqual([1, 1])
    // The same line again is the same record.
    expect(await importPostings(fresh.database, [line])).toMatchObject({ records: 1, unchanged: 1 })
  })

  it('opens a record again that is rejected once more as it was', async () => {
    await loadedThen([boardRecord(1)], [3], () => true)
    await retryRejections(fresh.database, [], {})
    await loadedThen([boardRecord(1)], [4], () => true)
    const [kept] = await countRejections(fresh.database.pool)
    expect(kept).toMatchObject({ open: 1, resolved: 0 })
  })
})
