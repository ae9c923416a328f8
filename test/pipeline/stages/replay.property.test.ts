import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type Database, inTransaction } from '../../../db/connection.ts'
import { rebuildVacancies } from '../../../db/loaders/vacancies.ts'
import { openRun } from '../../../db/queries/runs.ts'
import { eraseAddress } from '../../../pipeline/personal-data/erase.ts'
import { aggregateDays } from '../../../pipeline/stages/aggregate.ts'
import { openExtraction } from '../../../pipeline/stages/extraction.ts'
import { importFile } from '../../../pipeline/stages/import.ts'
import { replayMonth } from '../../../pipeline/stages/replay.ts'
import { versions } from '../../../pipeline/versions.ts'
import { freshDatabase } from '../../database.ts'
import { filesOf, months } from './months-of-boards.ts'
import { contentOf } from './stored-content.ts'

type Fresh = Awaited<ReturnType<typeof freshDatabase>>

let reference: Fresh
let subject: Fresh
let wanted: Awaited<ReturnType<typeof contentOf>>

const publish = (database: Database) => aggregateDays(database, [{ asOf: '2025-04-30', months: 3 }])

beforeAll(async () => {
  reference = await freshDatabase()
  subject = await freshDatabase()
  for (const { database } of [reference, subject])
    for (const [nth] of months.entries())
      for (const file of filesOf(nth)) await importFile(database, file, null, () => {})
  await publish(reference.database)
  wanted = await contentOf(reference.database)
})
afterAll(async () => {
  await reference.drop()
  await subject.drop()
})

/** What older versions of code and taxonomy could have left behind; only reading the responses again heals it. */
const harms: Record<string, string[]> = {
  'other terms and pay': [
    `update core.postings set code_version = 'old', terms = '{1}', title_terms = '{}', skills = '[]', pay_min = 1,
       pay_max = 2, seniority = 'intern' where hashtext(record_id) % 2 = 0`,
  ],
  'another taxonomy': [
    `update core.postings set taxonomy_version = 'old', title_key = title_key || ' x', areas = '{}', in_scope = not in_scope
     where hashtext(record_id) % 3 = 0`,
  ],
  'versions alone': [`update core.postings set code_version = 'old', taxonomy_version = 'old'`],
  // A parser that took in other fields gave other hashes.
  'other words of every advert': [
    `update raw.sightings set content_hash = substr(sha256(content_hash), 1, 16)`,
    `update core.postings set content_hash = substr(sha256(content_hash), 1, 16), code_version = 'old'`,
  ],
  'adverts that are none': [
    `insert into raw.sightings select source, source_id || '-none', seen_at, content_hash, snapshot_hash from raw.sightings
     on conflict do nothing`,
    `create temp table doubles as select * from core.postings where record_id not like '%-none'`,
    `update doubles set code_version = 'old', source_id = source_id || '-none', record_id = record_id || '-none'`,
    `insert into core.postings select * from doubles on conflict do nothing`,
    'drop table doubles',
  ],
  'adverts that were not read': [
    `delete from raw.sightings where hashtext(source_id) % 3 = 1`,
    `delete from core.postings where hashtext(record_id) % 3 = 1`,
  ],
  'a month that was not read': [
    `delete from raw.sightings where seen_at between '2025-03-01' and '2025-03-31' and source = 'ashby'`,
    `update core.postings p set code_version = 'old', last_seen = s.last, first_seen = s.first, content_seen_at = s.last
     from (select source, source_id, max(seen_at) as last, min(seen_at) as first from raw.sightings group by 1, 2) s
     where p.source = s.source and p.record_id = s.source_id`,
  ],
}

async function harm(database: Database, names: readonly string[]): Promise<void> {
  await inTransaction(database.pool, async client => {
    for (const name of names) for (const statement of harms[name]!) await client.query(statement)
    await client.query(
      'insert into core.stale_clusters select distinct title_key, company_key, place_key from core.postings on conflict do nothing',
    )
    await client.query(
      'insert into core.stale_clusters select distinct title_key, company_key, place_key from core.vacancies on conflict do nothing',
    )
  })
  await inTransaction(database.pool, rebuildVacancies)
}

async function replay({ database }: Fresh, month: string, platforms: readonly string[] = []) {
  const runId = await openRun(database, 'replay', month)
  return replayMonth(
    database,
    runId,
    { month: `${month}-01`, platforms },
    { extraction: openExtraction(1), options: () => undefined, onBatch: async () => {} },
  )
}

/** Replays months; of those that are `killed` the first transactions were done, and they are replayed again. */
async function replayAll(
  of: Fresh,
  order: readonly string[],
  { together, killed }: { together: boolean; killed: readonly string[] },
): Promise<void> {
  const work = async (month: string) => {
    if (killed.includes(month)) await replay(of, month, ['council'])
    await replay(of, month)
  }
  if (together) await Promise.all(order.map(work))
  else for (const month of order) await work(month)
}

describe('stored responses that are read again', () => {
  it('give what an import of today would: in any order of months, twice, in parallel, killed in between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(Object.keys(harms), { minLength: 1, maxLength: 2 }),
        fc.shuffledSubarray(months, { minLength: 4 }),
        fc.record({ together: fc.boolean(), killed: fc.subarray(months) }),
        fc.boolean(),
        async (names, order, how, twice) => {
          await harm(subject.database, names)
          if (names.some(name => name !== 'versions alone'))
            expect(await contentOf(subject.database)).not.toEqual(wanted)
          await replayAll(subject, order, how)
          if (twice) await replayAll(subject, order.toReversed(), how)
          await publish(subject.database)
          expect(await contentOf(subject.database)).toEqual(wanted)
        },
      ),
      { numRuns: 8, seed: 6 },
    )
  }, 120_000)

  it('make no window stale where they mean the same, and are noted to be of today', async () => {
    const { database } = subject
    const changes = async () =>
      (await database.pool.query('select * from core.changed_days order by day')).rows as unknown[]
    const before = await changes()
    await database.pool.query(`update core.postings set code_version = 'old', taxonomy_version = 'old'`)
    for (const month of months) await replay(subject, month)
    expect(await publish(database)).toMatchObject([{ fresh: false, computed: 0, trendPoints: 0 }])
    expect(await changes()).toEqual(before)
    const { rows } = await database.pool.query(
      'select distinct code_version, taxonomy_version from core.postings',
    )
    expect(rows).toEqual([{ code_version: versions.code, taxonomy_version: versions.taxonomy }])
    const again = await replay(subject, months[1]!)
    expect(again).toMatchObject({ written: 0, accounting: { changed: 0, loaded: 0, rejected: 0 } })
  })

  it('keep the terms that they came under, and a record that is new among them comes under the same', async () => {
    const { database } = subject
    await database.pool.query(
      `update core.postings set publishable = false, code_version = 'old' where record_id like 'tide-%'`,
    )
    await database.pool.query(`delete from core.postings where record_id = 'tide-1'`)
    await database.pool.query(`delete from raw.sightings where source_id = 'tide-1'`)
    for (const month of months) await replay(subject, month)
    const { rows } = await database.pool.query(
      `select distinct publishable, code_version = $1 as new from core.postings where record_id like 'tide-%'`,
      [versions.code],
    )
    expect(rows).toEqual([{ publishable: false, new: true }])
    await database.pool.query('update core.postings set publishable = true')
  })

  it('are passed over where their bodies are past their retention, and what was read of them stands', async () => {
    const { database } = subject
    await database.pool.query(
      `update raw.snapshots set keep_until = '2025-05-01' where hash in (
         select hash from raw.captures where seen_at between '2025-02-01' and '2025-03-01' and platform = 'ashby')`,
    )
    await database.pool.query(`update core.postings set code_version = 'old' where record_id like 'acme-%'`)
    expect(await replay(subject, '2025-02')).toMatchObject({ responses: 6, passedOver: 6, written: 0 })
    const { rowCount } = await database.pool.query(`select from core.postings where code_version = 'old'`)
    expect(rowCount).toBeGreaterThan(0)
    expect((await contentOf(database)).vacancies).toEqual(wanted.vacancies)
  })
})

it('an advert that was erased does not come back by reading again', async () => {
  const { database } = subject
  await eraseAddress(database, 'https://council.example/jobs/3')
  await database.pool.query(`update core.postings set code_version = 'old'`)
  for (const month of months) await replay(subject, month)
  const { rows } = await database.pool.query(
    `select distinct record_id from core.postings where source = 'council' order by 1`,
  )
  expect(rows.map(row => row.record_id)).toEqual(['c0', 'c1', 'c2', 'c4'])
  const sightings = await database.pool.query(`select from raw.sightings where source_id = 'c3'`)
  expect(sightings.rowCount).toBe(0)
})

describe('an import', () => {
  it('gives the same in any order of months, also of adverts that return to what they said before', async () => {
    const files = months.flatMap((_, nth) => filesOf(nth))
    const other = await freshDatabase()
    onTestFinished(other.drop)
    for (const at of [6, 5, 0, 7, 1, 2, 3, 4]) await importFile(other.database, files[at]!, null, () => {})
    await publish(other.database)
    expect(await contentOf(other.database)).toEqual(wanted)
  })
})
