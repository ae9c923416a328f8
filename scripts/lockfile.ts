import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** An entry of a lockfile; only what this needs of it. */
interface Entry {
  version?: string
  dev?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  optionalDependencies?: Record<string, string>
}

const lockfile = join(import.meta.dirname, '..', 'package-lock.json')

/**
 * Entries for the packages of other platforms that a lockfile lacks. `npm install` leaves out those that its registry
 * happens not to have, and `npm ci` then refuses the lockfile everywhere.
 */
export function missingPlatforms(packages: Record<string, Entry>): Record<string, Entry> {
  const missing: Record<string, Entry> = {}
  for (const [path, { optionalDependencies = {}, dev }] of Object.entries(packages))
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (path === '' || isPresent(packages, path, name)) continue
      const platform =
        /(android|darwin|freebsd|linux|openharmony|win32|windows)-(arm64|arm|ia32|ppc64|riscv64|s390x|x64)/.exec(
          name,
        )
      if (!platform) continue
      missing[`node_modules/${name}`] = {
        version,
        cpu: [platform[2]!],
        ...(dev ? { dev } : {}),
        optional: true,
        os: [platform[1] === 'windows' ? 'win32' : platform[1]!],
        ...(name.endsWith('musl') ? { libc: ['musl'] } : {}),
      }
    }
  return missing
}

/** Whether npm finds `name` from the package at `path`: beside it, or in a folder above. */
function isPresent(packages: Record<string, Entry>, path: string, name: string): boolean {
  for (let base = path; ; base = base.slice(0, base.lastIndexOf('/node_modules/'))) {
    if (`${base}/node_modules/${name}` in packages) return true
    if (!base.includes('/node_modules/')) return `node_modules/${name}` in packages
  }
}

/** Reads the project's lockfile. */
export const readLockfile = (): { packages: Record<string, Entry> } =>
  JSON.parse(readFileSync(lockfile, 'utf8'))

if (import.meta.main) {
  const content = readLockfile()
  const missing = missingPlatforms(content.packages)
  const packages = Object.entries({ ...content.packages, ...missing }).sort(([a], [b]) => (a < b ? -1 : 1))
  writeFileSync(
    lockfile,
    `${JSON.stringify({ ...content, packages: Object.fromEntries(packages) }, null, 2)}\n`,
  )
  console.error(`${Object.keys(missing).length} entries added to package-lock.json`)
}
