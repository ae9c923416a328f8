import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type PublishedView, publishedViews } from '../../../../pipeline/publish/contract/published-views.ts'
import { type ExportChoice, exportViews } from '../../../../pipeline/publish/exports/export-views.ts'
import type { Manifest, TableFormat } from '../../../../pipeline/publish/exports/manifest.ts'
import { csvCell } from '../../../../pipeline/publish/exports/write-csv.ts'
import { aggregate } from '../../../../pipeline/stages/aggregate.ts'
import { freshDatabase } from '../../../database.ts'
import { loadSketches } from '../../../db/posting-rows.ts'
import { duckType, readBack } from './read-back.ts'

const now = '2026-01-02T03:04:05.000Z'
const formats: TableFormat[] = ['csv', 'jsonl', 'parquet']
const hostile = [
  `=HYPERLINK("http://x","y")`,
  '+1',
  '-1',
  '@SUM(1)',
  'a,b;c',
  'say "so"',
  'two\nlines',
  'carriage\r\nreturn',
  'tab\tin it',
  `'quoted'`,
  'back\\slash \\N',
  'Ünïcode 😀 \u2028 end',
  'null',
  ' spaced ',
]

let fresh: Awaited<ReturnType<typeof freshDatabase>>
let home: string
const mixed: PublishedView = { name: 'mixed', key: ['as_of', 'n'] }
const published = [...publishedViews, mixed]
/** Views that must have rows here; of others only what they have is compared. */
const filled = ['term_statistics', 'pay_statistics', 'mixed']

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'jobtide-exports-'))
  fresh = await freshDatabase()
  await loadSketches(
    fresh.database,
    hostile.flatMap((name, n) =>
      [0, 1].map(year => ({
        id: `${n} ${year}`,
        company: `Company ${n} ${year}`,
        postedOn: `${2025 - year}-01-${20 + (n % 9)}`,
        market: n % 3 ? ('permanent' as const) : ('contract' as const),
        pay:
          n % 3 ? (([30_000 + 1001 * n, 40_003, 'year'] as const).slice() as [number, number, 'year']) : null,
        terms: [{ category: 'Job Titles', name }],
      })),
    ),
    100,
  )
  await aggregate(fresh.database, '2025-02-28', 6)
  await aggregate(fresh.database, '2025-01-31', 6)
  await aggregate(fresh.database, '2025-02-28', 3)
  await aggregate(fresh.database, '2020-01-31', 6)
  await fresh.database.pool.query(`
    create view mart.mixed as
    select day as as_of, n::bigint * 1152921504606846976 as n, value, flag, moment, list, 0.1::numeric + n as exact
    from (values (date '2025-02-28'), (date '2025-01-31')) days (day), (values
      (1, 'text', true, timestamptz '2025-02-28 01:02:03.5+01', array['=a', 'b"c']),
      (2, '', false, timestamptz '1969-12-31 23:59:59Z', '{}'),
      (3, null, null, null, null),
      (4, E'\\t=1', true, 'epoch', array[null, 'x']),
      (5, E'\\r=1', true, 'epoch', array[E'\\n'])) v (n, value, flag, moment, list)`)
})
afterAll(async () => {
  rmSync(home, { recursive: true, force: true })
  await fresh.drop()
})

const write = (name: string, format: TableFormat, choice: ExportChoice = {}) =>
  exportViews(fresh.database, join(home, name), format, choice, { now, published })

/** What the database has of a view; lists as JSON, which is what the files have. */
async function stored(
  { name, columns }: Manifest['views'][number],
  order: readonly string[],
  where = 'true',
) {
  const cells = columns.map(column =>
    column.type.endsWith('[]') ? `to_json(${column.name})::text` : column.name,
  )
  const ordered = order.map(
    column =>
      `"${column}"${/^(text)$/.test(columns.find(each => each.name === column)!.type) ? ' collate "C"' : ''}`,
  )
  const { rows } = await fresh.database.pool.query({
    text: `select ${cells.join(', ')} from mart.${name} where ${where} order by ${ordered.join(', ')}`,
    rowMode: 'array',
  })
  return rows.map((row: unknown[]) => row.map(value => (value instanceof Date ? value.toISOString() : value)))
}

it.each(formats)('%s is read back by DuckDB row by row as the database has it', async format => {
  const manifest = await write(format, format)
  expect(manifest.views.map(view => view.name)).toEqual(published.map(view => view.name))
  for (const view of manifest.views) {
    const expected = await stored(view, view.key)
    if (format === 'csv')
      for (const row of expected)
        for (const [at, column] of view.columns.entries())
          if (column.type === 'text' && /^[=+\-@\t\r]/.test(String(row[at]))) row[at] = `'${row[at]}`
    const { rows, types } = await readBack(join(home, format), view.name, format, view.columns, view.key)
    expect(types).toEqual(view.columns.map(column => duckType(column.type)))
    if (filled.includes(view.name)) expect(rows.length).toBeGreaterThan(9)
    const sorted = (all: unknown[][]) => all.map(row => JSON.stringify(row)).sort()
    expect(sorted(rows)).toEqual(sorted(expected))
    expect(view.files.reduce((sum, file) => sum + file.rows, 0)).toBe(expected.length)
  }
})

it.each(formats)('%s: the manifest names every file with what is in it', async format => {
  const folder = join(home, format)
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))
  const files = manifest.views.flatMap(view => view.files)
  for (const { path, bytes, sha256 } of files) {
    const content = readFileSync(join(folder, path))
    expect([content.length, createHash('sha256').update(content).digest('hex')]).toEqual([bytes, sha256])
  }
  const present = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry =>
    entry.isFile(),
  )
  expect(present.length).toBe(files.length + 1)
  expect(manifest.views[0]!.files.map(file => file.path)).toEqual([
    `term_statistics/as_of=2025-01-31/months=6/term_statistics.${format}`,
    `term_statistics/as_of=2025-02-28/months=3/term_statistics.${format}`,
    `term_statistics/as_of=2025-02-28/months=6/term_statistics.${format}`,
  ])
  expect(manifest.views.at(-1)!.files.map(file => file.path)).toEqual([
    `mixed/as_of=2025-01-31/mixed.${format}`,
    `mixed/as_of=2025-02-28/mixed.${format}`,
  ])
  const standing = await fresh.database.pool.query(
    'select publication_id from mart.publications where current order by as_of, months',
  )
  expect(manifest.publications.map(each => each.publication)).toEqual(
    standing.rows.map(row => row.publication_id),
  )
  expect(manifest).toMatchObject({
    generatedAt: now,
    format,
    jobtide: { code: manifest.publications[0]!.code },
  })
  expect(manifest.views[0]!.columns[0]).toEqual({
    name: 'as_of',
    type: 'date',
    comment: expect.stringContaining('day'),
    partition: true,
  })
})

it('a file has the rows in the order of the key, text by its bytes', () => {
  const path = 'term_statistics/as_of=2025-02-28/months=6/term_statistics.jsonl'
  const lines = readFileSync(join(home, 'jsonl', path), 'utf8')
    .trimEnd()
    .split('\n')
  const keys = lines.map(line => {
    const { location, type, category, term, years_back } = JSON.parse(line)
    return Buffer.from([location, type, category, term, years_back].join('\0'))
  })
  expect(keys.length).toBe(2 * hostile.length)
  expect(keys).toEqual(keys.toSorted(Buffer.compare))
})

it('writes the same bytes again, and takes the place of the export before', async () => {
  const [first, again] = [await write('again', 'parquet'), await write('again', 'parquet', { months: 3 })]
  expect(again.publications).toEqual(first.publications.filter(each => each.months === 3))
  expect(readdirSync(join(home, 'again/term_statistics'))).toEqual(['as_of=2025-02-28'])
  expect((await write('again', 'parquet')).views).toEqual(first.views)
  expect(readdirSync(home).filter(name => name.startsWith('again'))).toEqual(['again'])
})

it('writes what is chosen, and says what cannot be', async () => {
  const chosen = await write('chosen', 'jsonl', { asOf: ['2025-01-31'], views: ['pay_statistics'] })
  expect(chosen.views.flatMap(view => view.files.map(file => file.path))).toEqual([
    'pay_statistics/as_of=2025-01-31/months=6/pay_statistics.jsonl',
  ])
  await expect(write('no', 'csv', { views: ['windows'] })).rejects.toThrow(
    /no view is published as "windows"/,
  )
  await expect(write('no', 'csv', { asOf: ['2019-01-31'] })).rejects.toThrow(
    /nothing is published for 2019-01-31/,
  )
  await expect(write('no', 'csv', { months: 12 })).rejects.toThrow(/nothing is published of 12 months/)
  expect(readdirSync(home).filter(name => name.startsWith('no'))).toEqual([])
})

it.each(formats)('%s: a view without rows gives a file that can be read', async format => {
  await fresh.database.pool.query(
    'create or replace view mart.empty as select 1 as n, as_of, p50 from mart.pay_statistics where false',
  )
  const empty = [{ name: 'empty', key: ['n'] }]
  const folder = join(home, `empty-${format}`)
  const manifest = await exportViews(fresh.database, folder, format, {}, { now, published: empty })
  const [view] = manifest.views
  expect(view!.files.map(({ path, rows }) => [path, rows])).toEqual([
    [`empty/as_of=2025-02-28/empty.${format}`, 0],
  ])
  expect((await readBack(folder, 'empty', format, view!.columns, ['n'])).rows).toEqual([])
  await fresh.database.pool.query('drop view mart.empty')
})

it('leaves alone what is no export, or has something in it that no export put there', async () => {
  const thesis = join(home, 'precious')
  mkdirSync(thesis)
  writeFileSync(join(thesis, 'manifest.json'), '{}')
  await expect(write('precious', 'csv')).rejects.toThrow(/holds something else than an export/)
  await write('own', 'csv')
  writeFileSync(join(home, 'own/notes.txt'), 'years of work')
  await expect(write('own', 'csv')).rejects.toThrow(/holds something else than an export/)
  expect(existsSync(join(home, 'own/notes.txt'))).toBe(true)
})

it.each([
  ['=1', `'=1`],
  ['+1', `'+1`],
  ['-1', `'-1`],
  ['@x', `'@x`],
  ['\t=1', `'\t=1`],
  ['\r=1', `"'\r=1"`],
  ['a=1', 'a=1'],
  ['"=1"', '"""=1"""'],
  ['', '""'],
])('text %j is written %j in CSV', (text, written) => {
  expect(csvCell(text, true)).toBe(written)
})

it('figures in CSV stay figures', () => {
  expect(csvCell('-3.5', false)).toBe('-3.5')
  expect(csvCell(null, true)).toBe('')
})
