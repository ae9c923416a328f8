import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect, inTransaction } from '../../db/connection.ts'
import { migrate } from '../../db/migrate.ts'
import { grantReader } from '../../db/reader-role.ts'
import { scramVerifier } from '../../db/scram.ts'
import { publishedViews } from '../../pipeline/publish/contract/published-views.ts'
import { aggregate } from '../../pipeline/stages/aggregate.ts'
import { freshDatabase } from '../database.ts'
import { loadSketches } from './posting-rows.ts'

const views = publishedViews.map(({ name }) => name)
const password = "It's a \\ secret".replaceAll(' ', '_')
const made: string[] = []
const newName = () => {
  const name = `reader_${randomUUID().replaceAll('-', '')}`
  made.push(name)
  return name
}

let fresh: Awaited<ReturnType<typeof freshDatabase>>
let reader: string
beforeAll(async () => {
  fresh = await freshDatabase()
  const { database } = fresh
  await loadSketches(database, [
    { id: 'a', postedOn: '2025-02-01', areas: ['UK', 'London'], pay: [40_000, 50_000, 'year'] },
  ])
  await aggregate(database, '2025-02-28', 6)
  await database.pool.query(`create schema bullmq; create table bullmq.job (id int);
    create function mart.next_day(day date) returns date language sql as 'select day + 1'`)
  reader = newName()
  expect(await grantReader(database, reader, views, { password })).toEqual({ created: true })
})
afterAll(async () => {
  for (const name of made) {
    const { rowCount } = await fresh.database.pool.query('select from pg_roles where rolname = $1', [name])
    if (rowCount) await fresh.database.pool.query(`drop owned by ${name}; drop role ${name}`)
  }
  await fresh.drop()
})

async function asReader<T>(name: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const url = new URL(fresh.url)
  const client = new pg.Client({
    host: url.hostname,
    port: Number(url.port),
    database: url.pathname.slice(1),
    user: name,
    password,
  })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** The SQLSTATE a statement of the reader's ends with. */
const refusal = (statement: string) =>
  asReader(reader, async client => {
    await client.query('set default_transaction_read_only = off')
    return client.query(statement).then(
      () => 'done',
      error => error.code,
    )
  })

it('reads every published view and calls the functions of mart', async () => {
  await asReader(reader, async client => {
    for (const view of views) await client.query(`select * from mart.${view} limit 1`)
    const read = await client.query(
      'select location, vacancies from term_statistics where years_back = 0 order by location',
    )
    expect(read.rows).toEqual([
      { location: 'London', vacancies: 1 },
      { location: 'UK', vacancies: 1 },
    ])
    expect((await client.query(`select mart.next_day('2025-02-28')::text as day`)).rows).toEqual([
      { day: '2025-03-01' },
    ])
    const heard = new Promise(resolve => client.once('notification', ({ payload }) => resolve(payload)))
    await client.query('listen jobtide_publication')
    await fresh.database.pool.query(`notify jobtide_publication, 'new'`)
    expect(await heard).toBe('new')
  })
})

it.each([
  'select * from mart.windows',
  'select * from mart.window_terms',
  'select * from mart.publications',
  'select * from core.vacancies',
  'select * from raw.snapshots',
  'select * from ops.runs',
  'select * from bullmq.job',
  `select * from core.vacancies_of(1, 1, 'permanent', '2025-01-01', '2025-02-01', 1)`,
  'delete from mart.windows',
  'update mart.publications set current = false',
  'create table mart.own (n int)',
  'create table public.own (n int)',
  'create temporary table own (n int)',
  'create schema own',
  'select lo_creat(-1)',
  `select lo_from_bytea(0, 'written')`,
  `copy (select 1) to program 'true'`,
  `select pg_read_file('postgresql.conf')`,
  'select rolpassword from pg_authid',
  'alter role current_user connection limit -1',
])('is denied, read-only default lifted: %s', async statement => {
  expect(await refusal(statement)).toBe('42501')
})

it('does not write by default, is cut off in time, and is few', async () => {
  await asReader(reader, async client => {
    await expect(client.query('create table own (n int)')).rejects.toMatchObject({ code: '25006' })
    const settings = await client.query(
      `select current_setting('statement_timeout') as statement,
         current_setting('idle_in_transaction_session_timeout') as idle`,
    )
    expect(settings.rows).toEqual([{ statement: '30s', idle: '1min' }])
  })
  const hasty = newName()
  const limits = { statementTimeout: 100, connections: 1 }
  await grantReader(fresh.database, hasty, views, { password, limits })
  await asReader(hasty, async client => {
    await expect(client.query('select pg_sleep(10)')).rejects.toMatchObject({ code: '57014' })
    await expect(asReader(hasty, async () => {})).rejects.toMatchObject({ code: '53300' })
  })
})

it('run again keeps the password, adds new views and functions, and takes away what was added by hand', async () => {
  const { pool } = fresh.database
  await pool.query(`create view mart.later as select 1 as n; grant select on core.vacancies to ${reader};
    grant usage on schema core to ${reader}; grant select (as_of) on mart.publications to ${reader};
    alter role ${reader} reset statement_timeout`)
  expect(await refusal('select * from mart.later')).toBe('42501')
  expect(await refusal('select count(*) from core.vacancies')).toBe('done')
  expect(await grantReader(fresh.database, reader, [...views, 'later'])).toEqual({ created: false })
  expect(await refusal('select * from mart.later')).toBe('done')
  expect(await refusal('select count(*) from core.vacancies')).toBe('42501')
  expect(await refusal('select as_of from mart.publications')).toBe('42501')
  const timeout = await asReader(reader, client => client.query('show statement_timeout'))
  expect(timeout.rows).toEqual([{ statement_timeout: '30s' }])
  const unknown = grantReader(fresh.database, reader, ['missing'])
  await expect(unknown).rejects.toThrow(/mart\.missing/)
  expect(await refusal('select * from mart.later')).toBe('done')
  await pool.query('drop view mart.later')
})

it('leaves PUBLIC nothing on our schemas', async () => {
  const { rows } = await fresh.database.pool.query(
    `select n.nspname, p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname in ('raw', 'core', 'mart', 'ops', 'bullmq') and has_function_privilege('public', p.oid, 'execute')
     union all
     select n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname in ('raw', 'core', 'mart', 'ops', 'bullmq') and c.relkind in ('r', 'v', 'm', 'p')
       and has_table_privilege('public', c.oid, 'select, insert, update, delete')
     union all
     select nspname, nspname from pg_namespace
     where nspname in ('raw', 'core', 'mart', 'ops', 'bullmq') and has_schema_privilege('public', oid, 'usage, create')`,
  )
  expect(rows).toEqual([])
})

it('leaves alone roles that it did not make, and those that were made mighty', async () => {
  const { pool, ...database } = fresh.database
  const grant = (name: string) => grantReader({ pool, ...database }, name, views, { password })
  const owner = (await pool.query('select current_user as name')).rows[0].name
  await expect(grant(owner)).rejects.toThrow(/is a role that jobtide did not make/)
  const member = newName()
  await grant(member)
  await pool.query(`grant pg_read_all_data to ${member}`)
  await expect(grant(member)).rejects.toThrow(/was given more since/)
  for (const name of ['pg_monitor', 'Reader', 'a"b', "x'; drop role x", ''])
    await expect(grant(name)).rejects.toThrow(/is no name for a role/)
  await expect(grantReader(fresh.database, newName(), views)).rejects.toThrow(/needs a password/)
  for (const weak of ['short', 'with a space in it', 'naïve-password'])
    await expect(grantReader(fresh.database, newName(), views, { password: weak })).rejects.toThrow(
      /12 to 200 characters/,
    )
})

it('is made by the owner of a database too, who may create roles and is no superuser', async () => {
  const { pool } = fresh.database
  const [name, owner] = [newName(), newName()]
  await pool.query(`create role ${owner} login createrole password '${password.replaceAll("'", "''")}'`)
  await pool.query(`create database ${owner} owner ${owner}`)
  const url = new URL(fresh.url)
  url.pathname = `/${owner}`
  url.username = owner
  url.password = password
  const database = await connect(url.href)
  try {
    await migrate(database)
    expect(await grantReader(database, name, views, { password })).toEqual({ created: true })
    expect(await grantReader(database, name, views)).toEqual({ created: false })
    await inTransaction(database.pool, client => client.query('create temporary table own (n int)'))
    url.username = name
    const reader = await connect(url.href)
    try {
      for (const view of views) await reader.pool.query(`select * from mart.${view}`)
      for (const statement of ['select * from core.vacancies', 'create temporary table own (n int)'])
        await expect(
          reader.pool.query(`begin; set transaction read write; ${statement}`),
        ).rejects.toMatchObject({
          code: '42501',
        })
    } finally {
      await reader.close()
    }
  } finally {
    await database.close()
    await pool.query(`drop database ${owner}`)
  }
})

it('stores of a password what the server itself would', async () => {
  const { pool } = fresh.database
  const name = newName()
  await pool.query(`create role ${name} password 'correct-horse'`)
  const { rows } = await pool.query('select rolpassword from pg_authid where rolname = $1', [name])
  const salt = Buffer.from(rows[0].rolpassword.split(/[:$]/)[2], 'base64')
  expect(scramVerifier('correct-horse', salt)).toBe(rows[0].rolpassword)
})
