import { afterAll, beforeAll, expect, it } from 'vitest'
import { storeVerdicts } from '../../../db/loaders/verdicts.ts'
import { closeRun, openRun } from '../../../db/queries/runs.ts'
import { PublicationSettings } from '../../../pipeline/configuration-file.ts'
import { aggregate } from '../../../pipeline/stages/aggregate.ts'
import { freshDatabase } from '../../database.ts'
import { loadSketches } from '../../db/posting-rows.ts'

const { expect: bounds } = PublicationSettings.parse({})
let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  fresh = await freshDatabase()
})
afterAll(() => fresh.drop())

/** Ends a crawl of a board on a day with a verdict. */
async function judge(board: string, day: string, outcome: 'pass' | 'hold'): Promise<void> {
  const runId = await openRun(fresh.database, 'crawl', board)
  await closeRun(fresh.database, runId, { coverage: { beganAt: `${day}T04:00:00.000Z` } })
  const verdict = { expectation: 'readable', observed: 0, expected: null, message: 'No record has a title.' }
  await storeVerdicts(fresh.database.pool, { runId }, [{ ...verdict, subject: board, outcome }])
}

const publish = (asOf: string) => aggregate(fresh.database, asOf, 6, { kind: 'calendar', expect: bounds })

it('what rests on a held source waits with it, from the day on which it was held', async () => {
  await loadSketches(
    fresh.database,
    Array.from({ length: 40 }, (_, n) => ({
      id: `p${n}`,
      company: `Company ${n}`,
      postedOn: '2025-02-10',
      seenAt: '2025-02-10T12:00:00Z',
    })),
    100,
  )
  await fresh.database.pool.query(
    `insert into raw.listed (board, source, source_id, run_id, listed_at, fetched_at)
     select case when substr(record_id, 2)::int < 1 then 'little' else 'large' end, source, record_id, 1, now(), now()
     from core.postings`,
  )
  await judge('large', '2025-02-20', 'hold')
  await judge('little', '2025-02-20', 'hold')

  expect(await publish('2025-02-19')).toMatchObject({ state: 'current', warnings: [] })
  expect(await publish('2025-02-20')).toMatchObject({
    state: 'held',
    held: ['large is held and gives 97.5 % of the vacancies: No record has a title.'],
    warnings: ['little is held and gives 2.5 % of the vacancies: No record has a title.'],
  })
  await judge('large', '2025-02-21', 'pass')
  expect(await publish('2025-02-21')).toMatchObject({ state: 'current' })
  expect(await publish('2025-02-20')).toMatchObject({ state: 'current' })
})
