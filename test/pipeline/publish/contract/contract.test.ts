import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findBreaches } from '../../../../pipeline/publish/contract/compare-contracts.ts'
import { printDictionary } from '../../../../pipeline/publish/contract/dictionary.ts'
import { publishedViews } from '../../../../pipeline/publish/contract/published-views.ts'
import { type Contract, readContract } from '../../../../pipeline/publish/contract/read-contract.ts'
import { freshDatabase } from '../../../database.ts'

const project = join(import.meta.dirname, '../../../..')
const stored: Contract = JSON.parse(readFileSync(join(project, 'test/fixtures/contract/mart.json'), 'utf8'))

let fresh: Awaited<ReturnType<typeof freshDatabase>>
let present: Contract
beforeAll(async () => {
  fresh = await freshDatabase()
  present = await readContract(fresh.database.pool)
})
afterAll(() => fresh.drop())

describe('the contract with readers', () => {
  it('is kept: no column, view or function changed its name, place, type or meaning', () => {
    expect(findBreaches(stored, present)).toEqual([])
  })

  it('is stored as it stands, and the data dictionary too ("npm run golden" writes both)', () => {
    expect(stored).toEqual(present)
    expect(readFileSync(join(project, 'db/DICTIONARY.md'), 'utf8')).toBe(printDictionary(present))
  })

  it('says what every view, column and function means', () => {
    const silent = [
      ...present.views.flatMap(({ name, comment, columns }) => [
        { name, comment },
        ...columns.map(column => ({ name: `${name}.${column.name}`, comment: column.comment })),
      ]),
      ...present.functions.map(({ name, comment }) => ({ name: `${name}()`, comment })),
    ].filter(({ comment }) => !comment || comment.trim().length < 8)
    expect(silent).toEqual([])
  })

  it('has keys that are columns of their views', () => {
    for (const { name, key, columns } of present.views)
      expect([name, key.filter(each => !columns.some(column => column.name === each))]).toEqual([name, []])
  })

  it('has functions that read tables for readers: as their owner, with a search path that nobody can change', async () => {
    const { rows } = await fresh.database.pool.query(
      `select proname from pg_proc
       where pronamespace = 'mart'::regnamespace and prosecdef
         and not exists (select from unnest(proconfig) setting where setting ~ '^search_path=.*pg_temp')`,
    )
    expect(rows).toEqual([])
  })
})

describe('a breach', () => {
  const changed = (change: (contract: Contract) => void) => {
    const contract = structuredClone(present)
    change(contract)
    return findBreaches(present, contract)
  }

  it.each<[string, RegExp, (columns: Contract['views'][number]['columns']) => void]>([
    ['a column is gone', /^mart\.term_statistics\.location is gone$/, columns => columns.splice(4, 1)],
    ['a column has another name', /location is gone/, columns => (columns[4]!.name = 'place')],
    [
      'a column has another type',
      /location: type was "text", is "citext"/,
      columns => (columns[4]!.type = 'citext'),
    ],
    ['a column means another thing', /location: meaning was/, columns => (columns[4]!.comment = 'A region')],
    [
      'a column says nothing any more',
      /location: meaning .* is null/,
      columns => (columns[4]!.comment = null),
    ],
    [
      'columns change places',
      /location: position was 5, is 4/,
      columns => columns.splice(3, 0, columns.splice(4, 1)[0]!),
    ],
    [
      'a column comes in between',
      /location: position was 5, is 6/,
      columns => columns.unshift({ ...columns[0]!, name: 'new' }),
    ],
  ])('%s', (_what, expected, change) => {
    const breaches = changed(({ views }) =>
      change(views.find(view => view.name === 'term_statistics')!.columns),
    )
    expect(breaches).toContainEqual(expect.stringMatching(expected))
  })

  it('a view is gone, has another key or means another thing', () => {
    expect(changed(({ views }) => views.shift())).toEqual([`mart.${present.views[0]!.name} is gone`])
    expect(changed(({ views }) => (views[0]!.key = ['term']))).toEqual([
      expect.stringMatching(/: key was .* is "term"$/),
    ])
    expect(changed(({ views }) => (views[0]!.comment = 'All'))).toEqual([
      expect.stringMatching(/: meaning was/),
    ])
  })

  it('is none where a column comes at the end, or a view or function comes new', () => {
    const additions = changed(({ views, functions }) => {
      views[0]!.columns.push({ name: 'new', type: 'text', comment: 'New' })
      views.unshift({ ...views[1]!, name: 'another' })
      functions.unshift({ name: 'f', arguments: [], returns: 'integer', columns: [], comment: 'New' })
    })
    expect(additions).toEqual([])
  })
})

it('reads the contract from the database as it stands there', async () => {
  const { pool } = fresh.database
  await pool.query(`comment on column mart.term_statistics.live is 'Something else';
    create function mart.sum_of(a integer, b integer default 2) returns integer language sql as 'select a + b';
    comment on function mart.sum_of is 'Adds two numbers';
    create function mart.letters(first text) returns table (letter text, place integer) language sql
      as $$ select first, 1 $$`)
  const after = await readContract(pool)
  expect(findBreaches(present, after)).toEqual([
    expect.stringMatching(/^mart\.term_statistics\.live: meaning was ".*", is "Something else"$/),
  ])
  const { functions } = after
  const added = functions.filter(({ name }) => name === 'sum_of' || name === 'letters')
  expect(added).toEqual([
    {
      name: 'letters',
      comment: null,
      arguments: [{ name: 'first', type: 'text', default: null }],
      returns: 'TABLE(letter text, place integer)',
      columns: [
        { name: 'letter', type: 'text' },
        { name: 'place', type: 'integer' },
      ],
    },
    {
      name: 'sum_of',
      comment: 'Adds two numbers',
      arguments: [
        { name: 'a', type: 'integer', default: null },
        { name: 'b', type: 'integer', default: '2' },
      ],
      returns: 'integer',
      columns: [],
    },
  ])
  const wider = structuredClone(after)
  wider.functions.find(({ name }) => name === 'letters')!.columns.push({ name: 'new', type: 'text' })
  expect(findBreaches(after, wider)).toEqual([])
  expect(findBreaches(wider, after)).toEqual([
    expect.stringMatching(/letters\(text\): result was .*, new text"/),
  ])
  const renamed = structuredClone(after)
  renamed.functions.find(({ name }) => name === 'sum_of')!.arguments[1]!.default = '3'
  expect(findBreaches(after, renamed)).toEqual([
    expect.stringMatching(/sum_of\(integer, integer\): names and defaults/),
  ])

  await pool.query('create view mart.unlisted as select 1 as n')
  await expect(readContract(pool)).rejects.toThrow(/list of published views leaves out: unlisted/)
  await pool.query('drop view mart.unlisted')
  const more = [...publishedViews, { name: 'later', key: ['n'] }]
  await expect(readContract(pool, more)).rejects.toThrow(/mart\.later is a published view by its list/)
})

it('prints a dictionary page', () => {
  const contract: Contract = {
    views: [
      {
        name: 'rates',
        comment: 'Rates by place',
        key: ['place', 'day'],
        columns: [
          { name: 'place', type: 'text', comment: 'Name | code' },
          { name: 'rate', type: 'double precision', comment: 'Pounds per day;\nnull: none' },
        ],
      },
    ],
    functions: [
      {
        name: 'rate_of',
        comment: 'The rate of a place. Null where there is none',
        arguments: [
          { name: 'place', type: 'text', default: `'UK'::text` },
          { name: 'day', type: 'date', default: null },
        ],
        returns: 'double precision',
        columns: [],
      },
    ],
  }
  const page = printDictionary(contract)
  expect(page.slice(page.indexOf('Views:'))).toBe(
    [
      'Views:',
      '- [`rates`](#rates): Rates by place.',
      '',
      'Functions, which answer on demand from what a publication saw:',
      '- [`rate_of()`](#rate_of): The rate of a place.',
      '',
      '## rates',
      '',
      'Rates by place. One row for each `place` and `day`.',
      '',
      '| column | type | meaning |',
      '|---|---|---|',
      '| `place` | text | Name \\| code |',
      '| `rate` | double precision | Pounds per day; null: none |',
      '',
      '## rate_of',
      '',
      'The rate of a place. Null where there is none.',
      '',
      '```sql',
      `mart.rate_of(place text default 'UK'::text, day date)`,
      '```',
      '',
      'It returns `double precision`.',
      '',
    ].join('\n'),
  )
})
