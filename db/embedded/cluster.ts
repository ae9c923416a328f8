import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { DatabaseUnavailable } from '../errors.ts'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'

/** Sized for a machine of 2 cores and a few GB; a larger installation brings its own server by DATABASE_URL. */
const settings = `
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 60
shared_buffers = '256MB'
work_mem = '64MB'
maintenance_work_mem = '128MB'
max_wal_size = '2GB'
checkpoint_timeout = '15min'
jit = off
timezone = 'UTC'
log_min_messages = fatal
lc_messages = 'C'
`

/**
 * Creates a database cluster at `data` unless one is there. It is made beside its place and moved there whole, so that
 * a kill in between leaves nothing half made and two processes at once end with one cluster. The superuser's password
 * stands in `password`, readable by the present user alone.
 */
export async function ensureCluster(
  data: string,
  password: string,
  binaries: Binaries,
  account: Account,
): Promise<void> {
  if (existsSync(join(data, 'PG_VERSION'))) return
  mkdirSync(dirname(data), { recursive: true })
  choosePassword(password)
  const draft = mkdtempSync(`${data}.`)
  if (account.owner) chownSync(draft, account.owner.uid, account.owner.gid)
  try {
    const [command, args] = account.command(binaries.initdb, [
      `--pgdata=${draft}`,
      '--username=jobtide',
      `--pwfile=${password}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-sync',
    ])
    await promisify(execFile)(command, args, { env: { LC_ALL: 'C' } })
    writeFileSync(join(draft, 'postgresql.auto.conf'), settings)
    if (account.owner) chownSync(join(draft, 'postgresql.auto.conf'), account.owner.uid, account.owner.gid)
    renameSync(draft, data)
  } catch (cause) {
    rmSync(draft, { recursive: true, force: true })
    if (existsSync(join(data, 'PG_VERSION'))) return
    const said = (cause as { stderr?: string }).stderr?.trim().split('\n').at(-1)
    throw new DatabaseUnavailable(
      `cannot create the embedded database in ${data}: ${said || (cause as Error).message}`,
      { cause },
    )
  }
}

/** Writes a new password unless there is one; of two at the same moment the first stands. */
function choosePassword(file: string): void {
  try {
    writeFileSync(file, randomBytes(18).toString('base64url'), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** The password that `ensureCluster` chose. */
export const readPassword = (file: string): string => readFileSync(file, 'utf8').trim()
