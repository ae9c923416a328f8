import { setTimeout } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { publicationState } from '../../../db/loaders/publications.ts'
import { PublicationSettings } from '../../../pipeline/configuration-file.ts'
import { aggregateDays, aggregateStale } from '../../../pipeline/stages/aggregate.ts'
import { release, rollBack } from '../../../pipeline/stages/publication-decisions.ts'
import { freshDatabase } from '../../database.ts'
import { loadSketches, type PostingSketch } from '../../db/posting-rows.ts'
import { oracleOf, publishedCells } from './window-oracle.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  fresh = await freshDatabase()
})
afterAll(() => fresh.drop())

const { expect: bounds } = PublicationSettings.parse({})
const days = ['2025-03-31', '2025-04-01', '2025-04-20']
const months = 2

/** Figures of each publication that readers see, as one text; a statement of a reader sees one moment. */
const seen = `select p.publication_id as id, p.as_of::text as day, md5(
    (select string_agg(t::text, '' order by t::text) from mart.term_statistics t where t.publication_id = p.publication_id) ||
    (select coalesce(string_agg(s::text, '' order by s::text), '') from mart.pay_statistics s where s.publication_id = p.publication_id)
  ) as figures from mart.published_days p order by p.as_of`

/** Every view that tells of publications, and which it tells of. */
const views = ['term_statistics', 'pay_statistics', 'category_statistics', 'category_pay_statistics']
  .concat(['published_days', 'window_coverage', 'comparability', 'skill_premiums'])
  .map(view => `select publication_id from mart.${view}`)
  .join(' union ')

const change = fc.record({
  kind: fc.constant('load' as const),
  first: fc.nat(60),
  count: fc.integer({ min: 1, max: 60 }),
  pay: fc.option(fc.integer({ min: 20, max: 90 })),
  market: fc.constantFrom('permanent', 'permanent', 'contract', null),
  title: fc.constantFrom('Developer', 'Tester'),
})
const step = fc.oneof(
  { weight: 4, arbitrary: change },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('aggregate' as const),
      days: fc.subarray(days, { minLength: 1 }),
      how: fc.constantFrom('judged', 'judged', 'free', 'warned', 'asked'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('restate' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('release' as const), which: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rollback' as const), which: fc.nat(9) }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

let clock = 0
const load = ({ first, count, pay, market, title }: Extract<Step, { kind: 'load' }>) =>
  loadSketches(
    fresh.database,
    Array.from({ length: count }, (_, at): PostingSketch => {
      const n = first + at
      return {
        id: `p${n}`,
        company: `Company ${n}`,
        postedOn: `2025-03-${String(1 + (n % 28)).padStart(2, '0')}`,
        seenAt: new Date(Date.UTC(2025, 2, 1, 12) + 1000 * ++clock).toISOString(),
        market: market as 'permanent' | 'contract' | null,
        pay: pay === null ? null : [1000 * pay, 1000 * (pay + n), 'year'],
        terms: [{ category: 'Job Titles', name: title }],
      }
    }),
    100,
  )

it('whatever is loaded, held, released and rolled back, readers see one whole publication of a day, always the same under its number', async () => {
  const { database } = fresh
  const { pool } = database
  const read = async (sql: string) => (await pool.query(sql)).rows
  const figuresOf = new Map<number, string>()
  /** What came about in the sequences, so that none of it is judged by nothing. */
  const met = new Set<string>()
  const look = async () => {
    const rows = (await read(seen)) as { id: number; day: string; figures: string }[]
    expect(new Set(rows.map(({ day }) => day)).size).toBe(rows.length)
    for (const { id, figures } of rows) {
      expect(figures).not.toBeNull()
      expect(figuresOf.get(id) ?? figures).toBe(figures)
      figuresOf.set(id, figures)
    }
    return rows
  }
  const current = async () => new Map((await look()).map(({ id, day }) => [day, id]))
  const withState = async (condition: string): Promise<number[]> =>
    (await read(`select publication_id as id from mart.publications where ${condition} order by 1`)).map(
      ({ id }) => id,
    )

  async function perform(step: Step): Promise<void> {
    if (step.kind === 'load') return load(step)
    if (step.kind === 'restate') {
      await aggregateStale(database, { expect: bounds })
      return
    }
    if (step.kind === 'aggregate') {
      const before = await current()
      const published = await aggregateDays(
        database,
        step.days.map(asOf => ({ asOf, months })),
        {
          kind: 'calendar',
          ...(step.how !== 'free' && { expect: bounds }),
          ...(step.how === 'warned' && { judged: 'warn' }),
          ...(step.how === 'asked' && { hold: ['A person is to look at it'] }),
        },
      )
      const after = await current()
      for (const { asOf, publicationId, held, fresh: isNew } of published) {
        if (held) met.add('held')
        expect(after.get(asOf)).toBe(held ? before.get(asOf) : publicationId)
        expect(isNew).toBe(after.get(asOf) !== before.get(asOf))
        if (!held)
          expect(await publishedCells(database, asOf, months)).toEqual(await oracleOf(database, asOf, months))
      }
      return
    }
    if (step.kind === 'release') {
      const held = await withState(
        'not current and (held is not null and released_at is null or withdrawn_at is not null)',
      )
      const id = held[step.which % Math.max(1, held.length)]
      if (id === undefined) return
      await release(database, { ids: [id] })
      met.add('released')
      expect([...(await current()).values()]).toContain(id)
      return
    }
    const shown = await current()
    const [day, id] = [...shown][step.which % Math.max(1, shown.size)] ?? []
    if (id === undefined) return
    const back = await rollBack(database, id).catch(error => {
      expect(error.message).toMatch(/there is none before it to go back to$/)
      return null
    })
    if (!back) return
    met.add('rolled back')
    expect((await current()).get(day!)).toBe(back.current.publicationId)
    const [again] = await aggregateDays(database, [{ asOf: day!, months }], { kind: 'calendar' })
    // What changed since it was withdrawn is another publication, and may come.
    if (again!.publicationId !== id) return
    met.add('stays withdrawn')
    expect((await current()).get(day!)).toBe(back.current.publicationId)
  }

  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 9 }), async steps => {
      await load({ kind: 'load', first: 0, count: 60, pay: 40, market: 'permanent', title: 'Developer' })
      let published = new Set<string>((await current()).keys())
      for (const step of steps) {
        let isDone = false
        const reader = (async () => {
          while (!isDone) {
            await look()
            await setTimeout(40)
          }
        })()
        await perform(step).finally(() => {
          isDone = true
        })
        await reader
        const now = await current()
        for (const day of published) expect([...now.keys()]).toContain(day)
        published = new Set(now.keys())
        const visible = (await read(views)).map(({ publication_id }) => publication_id)
        expect(visible.sort((a, b) => a - b)).toEqual([...now.values()].sort((a, b) => a - b))
        if (step.kind === 'aggregate' || step.kind === 'restate')
          expect(
            await read(
              `select as_of, state from (select as_of, ${publicationState} as state from mart.publications) p
               where state in ('held', 'superseded') group by 1, 2 having count(*) > 1`,
            ),
          ).toEqual([])
      }
    }),
    // What a shorter sequence meets is another database: nothing is gained by shrinking.
    { numRuns: 4, seed: 6, endOnFailure: true },
  )
  expect([...met].sort()).toEqual(['held', 'released', 'rolled back', 'stays withdrawn'])
})
