import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inTransaction } from '../../db/connection.ts'
import { copyLines, copyRows } from '../../db/loaders/copy.ts'
import { freshDatabase } from '../database.ts'

let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  fresh = await freshDatabase()
  await fresh.database.pool.query('create table numbers (n integer primary key, half double precision)')
})
afterAll(() => fresh.drop())

function* lines(count: number, taken: (n: number) => void = () => {}): Generator<string> {
  for (let n = 0; n < count; n++) {
    taken(n)
    yield `${n}\t${n % 2 ? n / 2 : '\\N'}`
  }
}

const sums = async () =>
  (await fresh.database.pool.query('select count(*) as rows, sum(half) as halves from numbers')).rows[0]

describe('COPY of lines', () => {
  it('stores every row of many chunks', async () => {
    const count = 100_000
    const rows = await inTransaction(fresh.database.pool, async client => {
      await client.query('truncate numbers')
      return copyLines(client, 'numbers', ['n', 'half'], lines(count))
    })
    expect(rows).toBe(count)
    expect(await sums()).toEqual({ rows: count, halves: (count / 2) ** 2 / 2 })
  })

  it('stores nothing of no lines, and leaves the connection usable', async () => {
    await inTransaction(fresh.database.pool, async client => {
      await client.query('truncate numbers')
      expect(await copyLines(client, 'numbers', ['n', 'half'], [])).toBe(0)
      expect((await client.query('select count(*) as rows from numbers')).rows).toEqual([{ rows: 0 }])
    })
  })

  it('takes lines that come later, and two rows in one line', async () => {
    async function* later() {
      yield '1\t0.5'
      yield '2\t1\n3\t1.5'
    }
    await inTransaction(fresh.database.pool, async client => {
      await client.query('truncate numbers')
      expect(await copyLines(client, 'numbers', ['n', 'half'], later())).toBe(3)
    })
    expect(await sums()).toEqual({ rows: 3, halves: 3 })
  })

  it('takes lines no faster than the server does', async () => {
    const count = 1_000_000
    let last = 0
    const { pool } = fresh.database
    await inTransaction(pool, client => client.query('truncate numbers'))
    let taken: number
    const copied = await inTransaction(pool, async holder => {
      await holder.query('lock table numbers in access exclusive mode')
      const copying = inTransaction(pool, client =>
        copyLines(
          client,
          'numbers',
          ['n', 'half'],
          lines(count, n => {
            last = n
          }),
        ),
      )
      for (let waiting = 0; waiting === 0; )
        waiting = (await pool.query(`select count(*) as n from pg_locks where not granted`)).rows[0].n
      taken = last
      return { copying }
    })
    expect(await copied.copying).toBe(count)
    expect(taken!).toBeLessThan(count / 10)
  })

  it('fails with the reason of the server, and the transaction is undone', async () => {
    await inTransaction(fresh.database.pool, client => client.query('truncate numbers'))
    await expect(
      inTransaction(fresh.database.pool, async client => {
        await copyLines(client, 'numbers', ['n', 'half'], lines(10))
        await copyLines(client, 'numbers', ['n', 'half'], ['11\tmuch'])
      }),
    ).rejects.toThrow('invalid input syntax for type double precision: "much"')
    expect(await sums()).toEqual({ rows: 0, halves: null })
  })
})

describe('COPY of rows', () => {
  it('stores any values as they are', async () => {
    // PostgreSQL has neither NUL nor lone surrogates.
    const text = fc
      .oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom(...'\\\t\n\r"{},N.bx0é🙂') }))
      .filter(value => !value.includes('\0') && value.isWellFormed())
    const row = fc.record({
      t: fc.option(text),
      n: fc.option(fc.double({ noNaN: true })),
      b: fc.option(fc.boolean()),
      h: fc.uint8Array().map(bytes => Buffer.from(bytes)),
      a: fc.array(text),
      i: fc.array(fc.integer({ min: -2147483648, max: 2147483647 })),
      j: fc.dictionary(text, text).map(value => JSON.stringify(value)),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 20 }), async rows => {
        const stored = await inTransaction(fresh.database.pool, async client => {
          await client.query(
            `create temp table anything (at serial, t text, n double precision, b boolean, h bytea, a text[],
               i integer[], j json) on commit drop`,
          )
          await copyRows(client, 'anything', ['t', 'n', 'b', 'h', 'a', 'i', 'j'], rows)
          return (await client.query('select t, n, b, h, a, i, j::text from anything order by at')).rows
        })
        expect(stored).toEqual(rows.map(each => ({ ...each, n: each.n === null ? null : each.n + 0 })))
      }),
      { numRuns: 100 },
    )
  })
})
