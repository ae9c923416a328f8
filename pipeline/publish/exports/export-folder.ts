import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { ConfigError } from '../../../crawlers/errors.ts'
import { isRunning } from '../../../db/embedded/leases.ts'

/** Says what an export holds; a folder without it is not ours. */
export const manifestFile = 'manifest.json'

/** A folder in the making, beside the place it is meant for. */
export interface DraftFolder {
  path: string
  /** Puts it in its place: who looks there sees the old export or the new one. */
  publish(): void
  /** Removes what is left of it. */
  discard(): void
}

/**
 * Begins a draft for `folder`; those that killed processes left behind are removed.
 * @throws ConfigError where anything stands there that an export did not put there
 */
export function beginExport(folder: string): DraftFolder {
  if (existsSync(folder) && !isOurs(folder))
    throw new ConfigError(`${folder} holds something else than an export; name a new or empty folder`)
  const parent = dirname(folder)
  mkdirSync(parent, { recursive: true })
  for (const name of readdirSync(parent)) {
    const pid = name.startsWith(`${basename(folder)}.`) && /\.(?:old\.)?(\d+)$/.exec(name)?.[1]
    if (pid && (Number(pid) === process.pid || !isRunning(Number(pid))))
      rmSync(join(parent, name), { recursive: true, force: true })
  }
  const path = `${folder}.${process.pid}`
  mkdirSync(path)
  const old = `${folder}.old.${process.pid}`
  return {
    path,
    publish() {
      if (existsSync(folder)) renameSync(folder, old)
      renameSync(path, folder)
      rmSync(old, { recursive: true, force: true })
    },
    discard: () => rmSync(path, { recursive: true, force: true }),
  }
}

/** Whether all that stands there is the manifest of an export and the folders of its views. */
function isOurs(folder: string): boolean {
  if (!statSync(folder).isDirectory()) return false
  const names = readdirSync(folder)
  if (names.length === 0) return true
  if (!names.includes(manifestFile)) return false
  try {
    const { jobtide, views } = JSON.parse(readFileSync(join(folder, manifestFile), 'utf8'))
    const own = [manifestFile, ...views.map((view: { name: string }) => view.name)]
    return typeof jobtide.code === 'string' && names.every(name => own.includes(name))
  } catch {
    return false
  }
}
