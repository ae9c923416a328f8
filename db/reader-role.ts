import { type Client, type Database, inTransaction } from './connection.ts'
import { scramVerifier } from './scram.ts'

/** What a reader may take of the server. */
export interface ReaderLimits {
  /** Milliseconds a statement may run. */
  statementTimeout: number
  /** Milliseconds a transaction may stand idle: an open one keeps the server from clearing up old rows. */
  idleTimeout: number
  connections: number
}

const ordinary: ReaderLimits = { statementTimeout: 30_000, idleTimeout: 60_000, connections: 10 }

/** Tells a role made here from all others, which are left alone. */
const mark = 'reads the published views of jobtide'

/** Large objects are the one thing that anybody who may connect can write. */
const largeObjectFunctions = ['lo_creat(integer)', 'lo_create(oid)', 'lo_from_bytea(oid, bytea)']

/**
 * Makes a login role that reads the given views of the schema `mart`, calls that schema's functions and can do nothing
 * else: no other schema, no table below the views, no writing, no temporary tables. Run again, it brings a role back to
 * exactly that, with the views and functions of today, and leaves its password alone unless one is given. Privileges
 * do not follow by themselves (a default privilege would open the tables of `mart` too): run it again after a
 * migration that adds views.
 *
 * The timeouts and the read-only default are for honest mistakes, a session can lift them; what a role may touch is
 * settled by its privileges. A function of `mart` that reads tables must be `security definer`.
 *
 * `public` loses what it has on our schemas, their tables and functions, and the right to temporary tables, which the
 * owner of `mart` is given by name. Its right to connect, which other programs may rely on, stays.
 * @param password printable ASCII, 12 characters or more; needed where the role is new
 * @returns whether the role is new
 * @throws Error where the name or password will not do, or the role is one that this did not make
 */
export async function grantReader(
  database: Database,
  name: string,
  views: readonly string[],
  { password, limits = {} }: { password?: string | undefined; limits?: Partial<ReaderLimits> } = {},
): Promise<{ created: boolean }> {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(name) || name.startsWith('pg_'))
    throw new Error(
      `"${name}" is no name for a role: lower-case letters, digits and _, at most 63, not pg_ first`,
    )
  if (password !== undefined && !/^[\x21-\x7e]{12,200}$/.test(password))
    throw new Error('a password has 12 to 200 characters: ASCII letters, digits and signs, no spaces')
  return inTransaction(database.pool, async client => {
    await client.query(`select pg_advisory_xact_lock(hashtext('jobtide grant reader'))`)
    const created = !(await isReader(client, name))
    if (created && password === undefined) throw new Error(`the role ${name} is new: it needs a password`)
    if (created) await run(client, 'create role %I with noinherit', name)
    await run(client, 'comment on role %I is %L', name, mark)
    if (password !== undefined)
      await run(client, 'alter role %I with password %L', name, scramVerifier(password))
    await limit(client, name, { ...ordinary, ...limits })
    await closeToPublic(client)
    await grant(client, name, views)
    return { created }
  })
}

/** Whether a role of ours has the name. */
export async function readerExists({ pool }: Database, name: string): Promise<boolean> {
  return isReader(pool, name)
}

async function isReader(client: Pick<Client, 'query'>, name: string): Promise<boolean> {
  const { rows } = await client.query(
    `select shobj_description(oid, 'pg_authid') = $2
       and not (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls)
       and not exists (select from pg_auth_members where member = pg_roles.oid) as ours
     from pg_roles where rolname = $1`,
    [name, mark],
  )
  if (rows.length > 0 && !rows[0].ours)
    throw new Error(
      `${name} is a role that jobtide did not make, or one that was given more since; name another`,
    )
  return rows.length > 0
}

async function limit(client: Client, name: string, limits: ReaderLimits): Promise<void> {
  await run(client, `alter role %I with login noinherit connection limit ${limits.connections}`, name)
  const settings = {
    default_transaction_read_only: 'on',
    statement_timeout: String(limits.statementTimeout),
    idle_in_transaction_session_timeout: String(limits.idleTimeout),
    search_path: 'mart',
  }
  for (const [setting, value] of Object.entries(settings))
    await run(client, `alter role %I set ${setting} = %L`, name, value)
}

/** Nobody but owners and readers has anything on our schemas; what the database gives to everybody is not for writing. */
async function closeToPublic(client: Client): Promise<void> {
  await withdraw(client, 'public')
  const { rows } = await client.query(
    `select nspowner::regrole::text as owner, (select rolsuper from pg_roles where rolname = current_user) as almighty
     from pg_namespace where nspname = 'mart'`,
  )
  const { owner, almighty } = rows[0]
  const database = await currentDatabase(client)
  await client.query(`grant temporary on database ${database} to ${owner}`)
  await client.query(`revoke temporary on database ${database} from public`)
  await client.query('revoke create on schema public from public')
  if (!almighty) return
  for (const signature of largeObjectFunctions) {
    await client.query(`grant execute on function pg_catalog.${signature} to ${owner}`)
    await client.query(`revoke execute on function pg_catalog.${signature} from public`)
  }
}

async function grant(client: Client, name: string, views: readonly string[]): Promise<void> {
  const role = client.escapeIdentifier(name)
  await withdraw(client, role)
  await client.query(`grant connect on database ${await currentDatabase(client)} to ${role}`)
  await client.query(`grant usage on schema mart to ${role}`)
  for (const view of views) await run(client, 'grant select on mart.%I to %I', view, name)
  await client.query(`grant execute on all functions in schema mart to ${role}`)
}

/** @param grantee as SQL has it: `public`, or a quoted role */
async function withdraw(client: Client, grantee: string): Promise<void> {
  for (const schema of await schemas(client)) {
    await client.query(`revoke all on schema ${schema} from ${grantee}`)
    for (const kind of ['tables', 'sequences', 'routines'])
      await client.query(`revoke all on all ${kind} in schema ${schema} from ${grantee}`)
  }
}

/** The schemas that are jobtide's: its rooms and the queue's, which is there once a queue was opened. */
async function schemas(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select nspname as name from pg_namespace where nspname in ('raw', 'core', 'mart', 'ops', 'bullmq') order by 1`,
  )
  return rows.map(row => row.name)
}

async function currentDatabase(client: Client): Promise<string> {
  const { rows } = await client.query('select quote_ident(current_database()) as name')
  return rows[0].name
}

/** Runs a statement that takes no bind parameters; `%I` and `%L` as in PostgreSQL's `format`. */
async function run(client: Client, template: string, ...values: string[]): Promise<void> {
  const { rows } = await client.query('select format($1, variadic $2::text[]) as statement', [
    template,
    values,
  ])
  await client.query(rows[0].statement)
}
