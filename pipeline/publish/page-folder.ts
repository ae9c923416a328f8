import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { ConfigError } from '../../crawlers/errors.ts'
import { isRunning } from '../../db/embedded/leases.ts'

/** Says what the pages of a folder were made from. */
const editionFile = 'edition.json'

/** What a folder of pages holds: a hash of all it was made from, and how many pages. */
export interface Edition {
  edition: string
  indexPages: number
  trendPages: number
  guidePages: number
  comparisonPages: number
}

/** The edition that stands in a folder, null where there is none. */
export function readEdition(folder: string): Edition | null {
  const file = join(folder, editionFile)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}

/** A folder of pages in the making, beside the place it is meant for. */
export interface DraftFolder {
  /** `path` is relative to the folder. */
  write(path: string, page: string): void
  /** Puts the draft in its place: a reader of the folder sees the old pages or the new ones. */
  publish(edition: Edition): void
}

/**
 * Begins a draft for `folder`; those that killed processes left behind are removed.
 * @throws ConfigError where something else than pages of ours stands there, which publishing would remove
 */
export function beginFolder(folder: string): DraftFolder {
  if (existsSync(folder) && !isOurs(folder))
    throw new ConfigError(`${folder} holds something else than jobtide's pages; name a new or empty folder`)
  const parent = dirname(folder)
  mkdirSync(parent, { recursive: true })
  for (const name of readdirSync(parent)) {
    const pid = name.startsWith(`${basename(folder)}.`) && /\.(?:old\.)?(\d+)$/.exec(name)?.[1]
    if (pid && (Number(pid) === process.pid || !isRunning(Number(pid))))
      rmSync(join(parent, name), { recursive: true, force: true })
  }
  const draft = `${folder}.${process.pid}`
  const write = (path: string, page: string) => {
    const file = join(draft, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, page)
  }
  return {
    write,
    publish(edition) {
      write(editionFile, JSON.stringify(edition))
      const old = `${folder}.old.${process.pid}`
      if (existsSync(folder)) renameSync(folder, old)
      renameSync(draft, folder)
      rmSync(old, { recursive: true, force: true })
    },
  }
}

const isOurs = (folder: string): boolean =>
  statSync(folder).isDirectory() && (readEdition(folder) !== null || readdirSync(folder).length === 0)

/** Replaces one page of a folder: a reader sees the old one or the new one. */
export function replacePage(folder: string, path: string, page: string): void {
  const file = join(folder, path)
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, page)
  renameSync(draft, file)
}
