import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Database, inTransaction } from '../../../../db/connection.ts'
import { markMonthStale, rebuildVacancies } from '../../../../db/loaders/vacancies.ts'
import { findReadyUnits } from '../../../../db/queries/backfills.ts'
import { listOfBackfill } from '../../../../db/queries/publication-history.ts'
import { atOneMoment } from '../../../../db/queries/view-rows.ts'
import { PublicationSettings } from '../../../../pipeline/configuration-file.ts'
import { createBackfill } from '../../../../pipeline/runs/backfill/plan.ts'
import { concludeBackfill, workUnit } from '../../../../pipeline/runs/backfill/work-unit.ts'
import { aggregateCalendar } from '../../../../pipeline/stages/aggregate.ts'
import { openExtraction } from '../../../../pipeline/stages/extraction.ts'
import { importFile } from '../../../../pipeline/stages/import.ts'
import { findReplaced, release } from '../../../../pipeline/stages/publication-decisions.ts'
import { findLocation } from '../../../../pipeline/statistics/find-subject.ts'
import { readHistoryDiff } from '../../../../pipeline/statistics/publication-diff/history-diff.ts'
import { freshDatabase } from '../../../database.ts'
import { filesOfAll, months } from '../../stages/months-of-boards.ts'

let reference: Awaited<ReturnType<typeof freshDatabase>>
let subject: Awaited<ReturnType<typeof freshDatabase>>
const home = mkdtempSync(join(tmpdir(), 'restatement-'))
beforeAll(async () => {
  reference = await freshDatabase()
  subject = await freshDatabase()
  for (const { database } of [reference, subject])
    for (const file of filesOfAll()) await importFile(database, file, null, () => {})
})
afterAll(async () => {
  rmSync(home, { recursive: true })
  await reference.drop()
  await subject.drop()
})

const figures = async ({ pool }: Database) =>
  (
    await pool.query(
      `select as_of, months, location, type, category, term, years_back, vacancies from mart.term_statistics
       where as_of < '2025-05-01' order by 1, 2, 3, 4, 5, 6, 7`,
    )
  ).rows

it('restates history by another taxonomy: held, compared, released, and as if imported by it', async () => {
  const { database } = subject
  // As an older taxonomy read them: by another name, in another category, and without a skill.
  const { pool } = database
  await pool.query(
    `insert into core.terms (kind, category, name)
     select 'term', category, 'K8s Orchestration' from core.terms where name = 'Kubernetes'
     union all values ('category', 'Data Stores', 'Data Stores'), ('term', 'Data Stores', 'PostgreSQL')`,
  )
  const replace = (name: string, other: string | null) =>
    pool.query(
      `with was as (select term_id, category from core.terms where name = $1 and category <> 'Data Stores'),
         now as (select term_id, category from core.terms where name = $2 order by category <> 'Data Stores' limit 1)
       update core.postings p set terms = array(
         select distinct t from unnest(p.terms || (select term_id from now)
           || (select term_id from core.terms where kind = 'category' and name = (select category from now))) t
         where t is not null and t <> (select term_id from was) order by t
       ) where p.terms @> array[(select term_id from was)]`,
      [name, other],
    )
  await replace('Kubernetes', 'K8s Orchestration')
  await replace('PostgreSQL', 'PostgreSQL')
  await replace('Kafka', null)
  await pool.query(
    `update core.postings set taxonomy_version = 'old', skills = coalesce((
       select jsonb_agg(case s ->> 'name' when 'Kubernetes' then s || '{"name":"K8s Orchestration"}'
         when 'PostgreSQL' then s || '{"category":"Data Stores"}' else s end)
       from jsonb_array_elements(skills) s where s ->> 'name' <> 'Kafka'), '[]')`,
  )
  await inTransaction(database.pool, async client => {
    for (const month of months) await markMonthStale(client, `${month}-01`)
    await rebuildVacancies(client)
  })
  await aggregateCalendar(database, '2025-04-30', [6, 3], {})
  await aggregateCalendar(reference.database, '2025-04-30', [6, 3], {})
  const old = await figures(database)
  const wanted = await figures(reference.database)
  expect(old).not.toEqual(wanted)

  const { backfillId } = await createBackfill(database, home, {
    ...{ from: months[0]!, to: months.at(-1)!, platforms: [], archives: [], hold: true },
    stages: ['extract', 'load', 'aggregate'],
  })
  const setting = {
    ...{ home, extraction: openExtraction(1), options: () => undefined },
    publications: { keepDays: 30, expect: PublicationSettings.parse({}).expect },
    throttle: { live: async () => ({ crawls: 0, publications: 0 }), patience: 0, every: 1 },
  }
  for (let ready = await findReadyUnits(database, backfillId); ready.length > 0; ) {
    for (const unit of ready)
      expect(await workUnit(database, unit, setting)).toMatchObject({ outcome: 'done' })
    ready = await findReadyUnits(database, backfillId)
  }
  expect(await concludeBackfill(database, backfillId)).toBe('done')
  expect(await figures(database)).toEqual(old)
  // Who asked to hold what it publishes is not told of each publication, but of their end.
  const alerts = await database.pool.query('select event, message from ops.alerts')
  expect(alerts.rows).toEqual([
    {
      event: 'backfill done',
      message: expect.stringContaining(`"jobtide publications release --backfill ${backfillId}"`),
    },
  ])

  const area = await findLocation(database, 'UK')
  const diff = await atOneMoment(database, async client => {
    const pairs = []
    for (const to of await listOfBackfill(client, backfillId))
      pairs.push({ from: await findReplaced(client, to), to })
    return readHistoryDiff(client, pairs, { area, types: ['permanent', 'contract'] })
  })
  expect(diff.added).toMatchObject([{ term: 'Kafka' }])
  expect(diff.renamed).toMatchObject([{ from: { term: 'K8s Orchestration' }, to: { term: 'Kubernetes' } }])
  expect(diff.categories).toMatchObject([
    { category: 'Data Stores', into: [{ terms: [{ term: 'PostgreSQL' }] }] },
  ])
  expect(diff).toMatchObject({ gone: [], split: [], merged: [] })

  await release(database, { backfillId })
  expect(await figures(database)).toEqual(wanted)
})
