import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { asOf, hostileNames, type Served, serveSketches } from './api-server.ts'

let served: Served
beforeAll(async () => {
  served = await serveSketches()
})
afterAll(() => served.close())

type Row = Record<string, unknown>
const answer = async (path: string) => {
  const response = await served.get(path)
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

/** Every page from an address on, by the address that each gives of the next. */
async function pagesFrom(first: string): Promise<Row[][]> {
  const pages: Row[][] = []
  for (let next: string | null = first; next; ) {
    const response = await served.get(next)
    expect(response.status).toBe(200)
    const body = (await response.json()) as { rows: Row[]; next: string | null }
    expect(response.headers.get('link')).toBe(body.next && `<${body.next}>; rel="next"`)
    pages.push(body.rows)
    next = body.next
  }
  return pages
}

/** The rows as the database gives them in JSON. */
async function rowsOf(view: string, where = 'true', key: readonly string[] = []): Promise<Row[]> {
  const { rows } = await served.fresh.database.pool.query(
    `select to_json(v) as row from mart.${view} v where ${where} ${key.length ? `order by ${key.join(', ')}` : ''}`,
  )
  return rows.map(({ row }) => row)
}

describe('a view', () => {
  it('is read whole page by page: each row once, in the order of its key, with the figures of the database', async () => {
    let filled = 0
    for (const { name, key } of served.views) {
      const day = key.includes('as_of') ? `as_of = '${asOf}' and months = 6` : 'true'
      const expected = await rowsOf(name, day, key)
      if (expected.length > 0) filled += 1
      for (const limit of [17, 1000]) {
        const pages = await pagesFrom(`/api/v1/${name}?limit=${limit}`)
        expect(pages.flat().map(comparable)).toEqual(expected.map(comparable))
        expect(pages.slice(0, -1).every(page => page.length === limit)).toBe(true)
      }
    }
    expect(filled).toBeGreaterThanOrEqual(3)
  })

  it.each([1, 2, 13, 56, 57, 58])(
    'of 57 rows with nulls in its key has each row once, %i at a time',
    async limit => {
      const pages = await pagesFrom(`/api/v1/mixed?limit=${limit}`)
      expect(pages).toHaveLength(Math.ceil(57 / limit))
      expect(pages.flat().map(({ n }) => n)).toEqual(
        (await rowsOf('mixed', 'true', ['name', 'n'])).map(({ n }) => n),
      )
    },
  )

  it('is filtered by its key', async () => {
    const where = `as_of = '2025-01-31' and months = 3 and location = 'London' and type = 'contract' and years_back = 0`
    const { body } = await answer(
      '/api/v1/term_statistics?as_of=2025-01-31&months=3&location=London&type=contract&years_back=0&limit=1000',
    )
    const expected = await rowsOf('term_statistics', where, ['category', 'term'])
    expect(expected.length).toBeGreaterThan(3)
    expect((body.rows as Row[]).map(comparable)).toEqual(expected.map(comparable))
    expect(body.next).toBeNull()
    expect(body.publications).toEqual([expected[0]!.publication_id])
  })

  it.each(hostileNames)('takes %j for a name', async name => {
    const { body } = await answer(`/api/v1/term_statistics?term=${encodeURIComponent(name)}&limit=1000`)
    const rows = body.rows as Row[]
    const { rows: counted } = await served.fresh.database.pool.query(
      `select count(*)::int as n from mart.term_statistics where as_of = $1 and months = 6 and term = $2`,
      [asOf, name],
    )
    expect(rows.length).toBe(counted[0].n)
    expect(new Set(rows.map(row => row.term))).toEqual(new Set([name]))
  })

  it('looks at the newest publication by default, and at a day that is named', async () => {
    const newest = await answer('/api/v1/pay_statistics?limit=1')
    const older = await answer('/api/v1/pay_statistics?limit=1&as_of=2025-01-31')
    expect((newest.body.rows as Row[])[0]).toMatchObject({ as_of: asOf, months: 6 })
    expect((older.body.rows as Row[])[0]).toMatchObject({ as_of: '2025-01-31', months: 6 })
    expect(newest.body.publications).not.toEqual(older.body.publications)
  })

  it('has its rows as CSV that no spreadsheet takes for formulas', async () => {
    const path = '/api/v1/term_statistics?limit=1000&location=UK'
    const json = (await answer(path)).body.rows as Row[]
    const response = await served.get(path, { headers: { accept: 'text/csv' } })
    expect(response.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/)
    expect(response.headers.get('vary')).toBe('Accept')
    const text = await response.text()
    expect(await (await served.get(`${path}&format=csv`)).text()).toBe(text)
    const rows = parse(text, { columns: true, relax_column_count: false }) as Record<string, string>[]
    const cell = (value: unknown) => (value === null ? '' : String(value).replace(/^=/, "'="))
    expect(rows).toEqual(
      json.map(row => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cell(value)]))),
    )
    expect(rows.some(({ term }) => term === `'=HYPERLINK("x")`)).toBe(true)
    const asked = await served.get(`${path}&format=json`, { headers: { accept: 'text/csv' } })
    expect(asked.headers.get('content-type')).toBe('application/json')
  })
})

/** Publishes the older day again, as it was. */
const publishAgain = () =>
  served.fresh.database.pool.query(
    `with old as (update mart.publications set current = false where as_of = '2025-01-31' and months = 6 and current returning *)
     insert into mart.publications (as_of, months, window_ids, code_version, taxonomy_version, change_number)
     select as_of, months, window_ids, code_version, taxonomy_version, change_number from old`,
  )

describe('a publication that replaces another', () => {
  it('is seen as a whole or not at all', async () => {
    let publishing = true
    const seen = new Set<number>()
    const reader = async () => {
      for (let last = 0; publishing; ) {
        const { status, body } = await answer('/api/v1/term_statistics?as_of=2025-01-31&limit=50')
        const [publication] = body.publications as number[]
        expect([status, publication]).toEqual([200, expect.any(Number)])
        expect(new Set((body.rows as Row[]).map(row => row.publication_id))).toEqual(new Set([publication]))
        expect(publication).toBeGreaterThanOrEqual(last)
        last = publication!
        seen.add(last)
      }
    }
    const readers = [reader(), reader(), reader()]
    // However fast the publications follow each other: until readers met several.
    for (let n = 0; n < 40 || seen.size < 3; n += 1) await publishAgain()
    publishing = false
    await Promise.all(readers)
  })

  it('ends the cursors of the old one and changes the tags', async () => {
    const first = await served.get('/api/v1/term_statistics?limit=3&as_of=2025-01-31')
    const { next } = (await first.json()) as { next: string }
    await publishAgain()
    const gone = await served.get(next)
    expect(gone.status).toBe(410)
    expect(await gone.json()).toMatchObject({
      parameter: 'cursor',
      detail: expect.stringMatching(/begin again/),
    })
    const again = await served.get('/api/v1/term_statistics?limit=3&as_of=2025-01-31', {
      headers: { 'if-none-match': first.headers.get('etag')! },
    })
    expect(again.status).toBe(200)
    expect(again.headers.get('etag')).not.toBe(first.headers.get('etag'))
  })
})

/** PostgreSQL's JSON writes moments, and what is no number, in its own way. */
function comparable(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return [name, Date.parse(value)]
      return [name, value === 'NaN' ? null : value]
    }),
  )
}
