import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { DatabaseUnavailable } from '../errors.ts'

/** How to run a program of PostgreSQL: who owns its files, and what stands before its command line. */
export interface Account {
  /** The owner that the data directory needs; null: the present user. */
  owner: { uid: number; gid: number } | null
  /** The command line that runs `program` under the account. */
  command(program: string, args: string[]): [string, string[]]
}

/**
 * The account PostgreSQL runs under. It refuses to run as root, so root hands it to the user `postgres`, or `nobody`
 * where there is none. That user may not be able to enter the project's folder (`/root` is closed to it), hence the
 * one capability that lets it pass by file permissions, given by util-linux's `setpriv`.
 */
export function serverAccount(): Account {
  if (process.getuid?.() !== 0) return { owner: null, command: (program, args) => [program, args] }
  const owner = lookUp('postgres') ?? lookUp('nobody')
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find(path => existsSync(path))
  if (!owner || !setpriv)
    throw new DatabaseUnavailable(
      'PostgreSQL does not run as root, and this machine lacks the user "nobody" or the program "setpriv"; run as an ordinary user or set DATABASE_URL',
    )
  return {
    owner,
    command: (program, args) => [
      setpriv,
      [
        `--reuid=${owner.uid}`,
        `--regid=${owner.gid}`,
        '--clear-groups',
        // Without it access(2), by which initdb looks for postgres, would leave the capability out of account.
        '--securebits=+no_setuid_fixup',
        '--inh-caps=-all,+dac_override',
        '--ambient-caps=-all,+dac_override',
        program,
        ...args,
      ],
    ],
  }
}

function lookUp(user: string): { uid: number; gid: number } | null {
  const id = (flag: string) =>
    Number(execFileSync('id', [flag, user], { stdio: ['ignore', 'pipe', 'ignore'] }))
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return null
  }
}
