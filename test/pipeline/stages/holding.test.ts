import { rmSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPublication } from '../../../db/queries/publications.ts'
import { PublicationSettings } from '../../../pipeline/configuration-file.ts'
import { type AggregateOptions, aggregate, aggregateStale } from '../../../pipeline/stages/aggregate.ts'
import { release, rollBack } from '../../../pipeline/stages/publication-decisions.ts'
import { writePages } from '../../../pipeline/stages/publish.ts'
import { freshDatabase } from '../../database.ts'
import { loadSketches, type PostingSketch } from '../../db/posting-rows.ts'
import { temporaryFile } from '../../temporary-file.ts'

const asOf = '2025-02-28'
const { expect: bounds } = PublicationSettings.parse({})
let fresh: Awaited<ReturnType<typeof freshDatabase>>
let listener: pg.Client
let heard: number[] = []
beforeAll(async () => {
  fresh = await freshDatabase()
  listener = new pg.Client({ connectionString: fresh.url })
  await listener.connect()
  listener.on('notification', ({ payload }) => heard.push(JSON.parse(payload!).publication))
  await listener.query('listen jobtide_publication')
})
afterAll(async () => {
  await listener.end()
  await fresh.drop()
})

let loads = 0
/** Adverts 0 to 79 as they are now, all of them in February. */
const load = (over: Partial<PostingSketch>, count = 80) =>
  loadSketches(
    fresh.database,
    Array.from({ length: count }, (_, n) => ({
      id: `p${n}`,
      company: `Company ${n}`,
      postedOn: '2025-02-10',
      pay: [30_000 + 500 * n, 40_000 + 500 * n, 'year'] as [number, number, 'year'],
      seenAt: new Date(Date.UTC(2025, 1, 10, 12, 0, loads)).toISOString(),
      ...over,
    })),
    100,
  ).then(() => loads++)

const publish = (options: AggregateOptions = {}, day = asOf) =>
  aggregate(fresh.database, day, 6, { kind: 'calendar', expect: bounds, ...options })

const read = async (sql: string) => (await fresh.database.pool.query(sql)).rows
const states = () =>
  read(`select publication_id as id, current, held is not null as held, released_at is not null as released,
    withdrawn_at is not null as withdrawn from mart.publications where as_of = '${asOf}' order by 1`)
const current = async () => (await findPublication(fresh.database, asOf, 6))!.publicationId
const visible = async () =>
  (await read(`select publication_id as id from mart.published_days where as_of = '${asOf}'`)).map(
    ({ id }) => id,
  )

/** What listeners were told since the last call. */
async function announced(): Promise<number[]> {
  await listener.query('select')
  const all = heard
  heard = []
  return all
}

describe('what differs too much from what readers see', () => {
  let first: number
  let held: number

  it('passes as the first of its day, with nothing to judge it by', async () => {
    await load({})
    const published = await publish()
    first = published.publicationId
    expect(published).toMatchObject({ fresh: true, held: null, warnings: [] })
    expect(await read('select * from ops.verdicts')).toEqual([])
    expect(await announced()).toEqual([first])
  })

  it('is held: nobody is told, readers keep what they saw, the people on duty hear of it once', async () => {
    await load({ pay: null })
    const published = await publish()
    held = published.publicationId
    expect(published).toMatchObject({
      fresh: false,
      held: [
        expect.stringMatching(
          /^Share that quotes pay: - against 100\.00% \(-100 points\); expected within 20 points of 100\.00%, by publication \d+, which readers see\.$/,
        ),
        expect.stringMatching(/^Median salary: none is quoted any more, against £\S+ by 80; /),
      ],
    })
    expect(await announced()).toEqual([])
    expect(await visible()).toEqual([first])
    expect(await read('select distinct publication_id as id from mart.term_statistics')).toEqual([
      { id: first },
    ])
    expect(await read('select event, subject from ops.alerts')).toEqual([
      { event: 'publication held', subject: '6 months to 28 February 2025' },
    ])
    expect(
      await read(
        `select expectation, outcome from ops.verdicts where publication_id = ${held} and outcome <> 'pass'`,
      ),
    ).toEqual([
      { expectation: 'quoted', outcome: 'hold' },
      { expectation: 'median:permanent', outcome: 'hold' },
    ])
  })

  it('is not made again while nothing changed, by whomever it is asked for', async () => {
    const again = { publicationId: held, fresh: false, held: [expect.any(String), expect.any(String)] }
    expect(await publish()).toMatchObject(again)
    expect(await publish({ judged: 'warn' })).toMatchObject(again)
    expect(await aggregate(fresh.database, asOf, 6)).toMatchObject(again)
    expect(await states()).toHaveLength(2)
    expect(await read('select 1 as n from ops.alerts')).toHaveLength(1)
  })

  it('is replaced by what is made of changed data, which is held too, without another alert', async () => {
    await load({ pay: null }, 81)
    const [again] = await aggregateStale(fresh.database, { expect: bounds })
    expect(again).toMatchObject({ fresh: false, held: expect.any(Array) })
    expect(again!.publicationId).toBeGreaterThan(held)
    expect(await states()).toMatchObject([
      { id: first, current: true },
      { id: again!.publicationId, held: true },
    ])
    expect(await read('select 1 as n from ops.alerts')).toHaveLength(1)
    held = again!.publicationId
  })

  it('goes free when the data is right again', async () => {
    await load({})
    const right = await publish()
    expect(right).toMatchObject({ fresh: true, held: null })
    expect(await states()).toMatchObject([
      { id: first, current: false },
      { id: right.publicationId, current: true, held: false },
    ])
    expect(await read(`select 1 as n from ops.verdicts where publication_id = ${held}`)).toEqual([])
    expect(await announced()).toEqual([right.publicationId])
  })

  it('is published with warnings where a person wants it so', async () => {
    await load({ pay: [20_000, 20_000, 'year'] })
    const published = await publish({ judged: 'warn' })
    expect(published).toMatchObject({ fresh: true, held: null })
    expect(published.warnings).toEqual([expect.stringMatching(/^Median salary: £20,000 against /)])
  })

  it('is not compared with a day whose window is another, nor with one that was asked for', async () => {
    await load({ id: 'far', company: 'far', postedOn: '2026-01-05' }, 1)
    expect(await publish({}, '2026-01-31')).toMatchObject({ fresh: true, held: null })
  })
})

describe('what a caller holds', () => {
  it('waits for a person, and so does what is made in its place by others', async () => {
    const before = await current()
    await load({ title: 'Tester' }, 5)
    const first = await publish({ hold: ['the backfill waits for an editor'], backfillId: 7 })
    expect(first.held).toEqual(['the backfill waits for an editor.'])
    expect(await publish()).toMatchObject({ publicationId: first.publicationId, held: first.held })
    await load({ title: 'Analyst' }, 5)
    const second = await publish({ judged: 'warn' })
    expect(second).toMatchObject({ fresh: false, held: first.held })
    expect(await visible()).toEqual([before])
    // It is released with the backfill, though the backfill did not make it.
    expect(await release(fresh.database, { backfillId: 7 })).toMatchObject([
      { publicationId: second.publicationId, state: 'held' },
    ])
    expect(await visible()).toEqual([second.publicationId])
    expect(await publish()).toMatchObject({ publicationId: second.publicationId, fresh: false, held: null })
    expect((await announced()).at(-1)).toBe(second.publicationId)
  })
})

describe('a person', () => {
  const figures = () =>
    read('select * from mart.term_statistics order by as_of, location, type, category, term, years_back')

  it('puts the publication before in its place, as it was, and it stays there', async () => {
    const good = await current()
    const folder = temporaryFile('pages', '')
    rmSync(folder, { force: true })
    const pages = async () =>
      writePages(
        fresh.database,
        (await findPublication(fresh.database, asOf, 6))!,
        folder,
        { locations: ['UK'], types: ['permanent'], top: 0, terms: [] },
        { sources: [], at: new Date(), day: asOf },
      )
    await pages()
    const before = await figures()
    await load({ title: 'Manager' }, 3)
    const bad = (await publish()).publicationId
    expect(await pages()).toMatchObject({ fresh: true })
    expect(await figures()).not.toEqual(before)
    await announced()

    expect(await rollBack(fresh.database, bad)).toMatchObject({
      withdrawn: { publicationId: bad },
      current: { publicationId: good },
    })
    expect(await announced()).toEqual([good])
    expect(await figures()).toEqual(before)
    expect(await pages()).toMatchObject({ fresh: true })
    expect(await publish()).toMatchObject({
      publicationId: bad,
      fresh: false,
      held: [expect.stringMatching(/^It was withdrawn on .*, and nothing has changed since\.$/)],
    })
    await aggregateStale(fresh.database, { expect: bounds })
    expect(await current()).toBe(good)
    expect(await pages()).toMatchObject({ fresh: false })
    rmSync(folder, { recursive: true })

    await load({ title: 'Manager' }, 4)
    const next = await publish()
    expect(next).toMatchObject({ fresh: true, held: null })
    expect(await states()).toMatchObject([{ id: good }, { id: next.publicationId, current: true }])
  })

  it('takes a rollback back', async () => {
    const bad = await current()
    await rollBack(fresh.database, bad)
    await release(fresh.database, { ids: [bad] })
    expect(await current()).toBe(bad)
    expect(await states()).toMatchObject([
      { current: false },
      { id: bad, current: true, released: true, withdrawn: false },
    ])
  })

  it('is told what cannot be done', async () => {
    const { database } = fresh
    const [older] = await states()
    const now = await current()
    await expect(release(database, { ids: [now] })).rejects.toThrow(/is what readers see already$/)
    await expect(release(database, { ids: [older.id] })).rejects.toThrow(
      `was superseded by ${now}; "publications rollback ${now}" puts it back`,
    )
    await expect(release(database, { ids: [99_999] })).rejects.toThrow('there is no publication 99999')
    await expect(release(database, { all: true })).rejects.toThrow('no publication is held')
    await expect(release(database, { backfillId: 99 })).rejects.toThrow('it has made none that are kept')
    await expect(rollBack(database, older.id)).rejects.toThrow(
      `is superseded, and no reader sees it; readers see ${now}`,
    )
    await rollBack(database, now)
    await expect(rollBack(database, older.id)).rejects.toThrow(/there is none before it to go back to$/)
    expect(await current()).toBe(older.id)
  })
})
