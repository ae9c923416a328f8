import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../../db/connection.ts'
import { printDryRun } from '../../../../pipeline/publish/backfill-dry-run-terminal.ts'
import { type DryRun, dryRun } from '../../../../pipeline/runs/backfill/dry-run.ts'
import type { BackfillDraft } from '../../../../pipeline/runs/backfill/plan.ts'
import { openExtraction } from '../../../../pipeline/stages/extraction.ts'
import { importFile } from '../../../../pipeline/stages/import.ts'
import { freshDatabase } from '../../../database.ts'
import { filesOf, filesOfAll, months } from '../../stages/months-of-boards.ts'
import { contentOf } from '../../stages/stored-content.ts'

type Fresh = Awaited<ReturnType<typeof freshDatabase>>

let reference: Fresh
let subject: Fresh
const draft: BackfillDraft = {
  from: months[0]!,
  to: months.at(-1)!,
  platforms: [],
  archives: [],
  stages: ['extract', 'load', 'aggregate'],
  hold: false,
}
const means = { extraction: openExtraction(1), options: () => undefined }

beforeAll(async () => {
  reference = await freshDatabase()
  subject = await freshDatabase()
  for (const { database } of [reference, subject])
    for (const [nth] of months.entries())
      for (const file of filesOf(nth)) await importFile(database, file, null, () => {})
  for (const statement of [
    `update core.postings set taxonomy_version = 'old', skills = '[]' where record_id like 'acme-%'`,
    `update core.postings set code_version = 'old', pay_min = pay_min * 2, pay_max = pay_max * 2 where record_id like 'plum-%'`,
    `update core.postings set code_version = 'old', taxonomy_version = 'old', in_scope = not in_scope where record_id like 'tide-%'`,
    `update core.postings set seniority = 'intern' where record_id = 'c0'`,
    `update core.postings set code_version = 'old', source_id = 'none', record_id = 'none' where record_id = 'c2'`,
    `update raw.sightings set source_id = 'none' where source_id = 'c2'`,
  ])
    await subject.database.pool.query(statement)
})
afterAll(async () => {
  await reference.drop()
  await subject.drop()
})

/** Adverts and medians of each term, counted by the database. */
async function termsOf({ pool }: Database) {
  const { rows } = await pool.query<{ term: string; adverts: number; quoted: number; median: number | null }>(
    `select term, count(*) as adverts, count(middle) as quoted, percentile_cont(0.5) within group (order by middle) as median
     from (
       select unnest(title_terms || array(select s ->> 'name' from jsonb_array_elements(skills) s)) as term,
         case when pay_quoted and pay_currency = 'GBP' and market = 'permanent' and pay_period = 'year'
           then (coalesce(pay_min, pay_max) + coalesce(pay_max, pay_min)) / 2 end as middle
       from core.postings where in_scope
     ) t group by term`,
  )
  return new Map(rows.map(row => [row.term, row]))
}

const quiet = () => {}

describe('a dry run', () => {
  let run: DryRun
  beforeAll(async () => {
    const before = await contentOf(subject.database)
    run = await dryRun(subject.database, draft, means, quiet)
    expect(await contentOf(subject.database)).toEqual(before)
    const { rows } = await subject.database.pool.query(
      `select (select count(*)::int from ops.backfills) as backfills, (select count(*)::int from ops.runs) as runs`,
    )
    expect(rows).toEqual([{ backfills: 0, runs: 8 }])
  })

  it('says how many adverts change, in what, and why', async () => {
    const count = async (where: string) =>
      (await subject.database.pool.query(`select from core.postings where ${where}`)).rowCount
    const { diff } = run
    expect(diff!.changed).toEqual({
      taxonomy: await count(`record_id like 'acme-%'`),
      code: await count(`record_id like 'plum-%' and pay_min is not null`),
      both: await count(`record_id like 'tide-%'`),
      neither: 1,
    })
    expect(diff).toMatchObject({ removed: 1, added: 1, passedOver: 0 })
    expect(diff!.compared).toBe(await count('true'))
    expect(diff!.same + 1 + Object.values(diff!.changed).reduce((a, b) => a + b)).toBe(diff!.compared)
    expect(Object.keys(diff!.parts).sort()).toEqual(['pay', 'scope', 'seniority', 'skills'])
  })

  it('counts adverts and medians of every term as the database does before and after', async () => {
    const [before, after] = [await termsOf(subject.database), await termsOf(reference.database)]
    const { terms, pay } = run.diff!
    expect(new Set(terms.map(({ term }) => term))).toEqual(new Set([...before.keys(), ...after.keys()]))
    for (const change of terms)
      expect(change).toMatchObject({
        before: before.get(change.term)?.adverts ?? 0,
        after: after.get(change.term)?.adverts ?? 0,
      })
    for (const { term, ...change } of pay)
      expect({ term, ...change }).toMatchObject({
        quotedBefore: before.get(term)?.quoted ?? 0,
        quotedAfter: after.get(term)?.quoted ?? 0,
        before: before.get(term)?.median ?? null,
        after: after.get(term)?.median ?? null,
      })
    expect(pay.length).toBeGreaterThan(8)
  })

  it('prints it for whoever decides', () => {
    const text = printDryRun(run, draft, { colour: false, width: 100 })
    expect(text).toMatch(/^Dry run of a backfill: 2025-01 to 2025-04\n.*nothing was written/)
    expect(text).toMatch(/Taxonomy alone +\d+\n/)
    expect(text).toMatch(/Neither: what stands is not what these versions read +1\n/)
    expect(text).toContain('Counted in adverts')
    expect(text).toMatch(/Top movers: adverts in scope/)
    expect(text.split('\n').filter(line => line.length > 100)).toEqual([])
  })

  it('says what archives hold that is not stored, by the response', async () => {
    const [archive] = filesOfAll()
    const empty = await freshDatabase()
    try {
      for (const file of filesOf(0)) await importFile(empty.database, file, null, quiet)
      const {
        months: found,
        intake,
        diff,
      } = await dryRun(
        empty.database,
        { ...draft, archives: [archive!], stages: ['crawl', 'extract'] },
        means,
        quiet,
      )
      expect(found.map(({ archived, missing }) => [archived, missing])).toEqual([
        [6, 0],
        [6, 6],
        [6, 6],
        [6, 6],
      ])
      expect(intake!.sampled).toBeGreaterThan(0)
      expect(diff!.changed).toEqual({ taxonomy: 0, code: 0, both: 0, neither: 0 })
    } finally {
      await empty.drop()
    }
  })
})
