import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '../../../../db/connection.ts'
import { findPublication } from '../../../../db/queries/publications.ts'
import { aggregate } from '../../../../pipeline/stages/aggregate.ts'
import { writePages } from '../../../../pipeline/stages/publish.ts'
import { freshDatabase } from '../../../database.ts'
import { importPostings } from '../../../raw-postings.ts'
import { hostileAdverts, hostileTitles } from './hostile-adverts.ts'

export const asOf = '2025-11-21'

/** Pages in a folder, and the database they were made from. */
export interface WrittenSite {
  database: Database
  folder: string
  /** Paths of all pages, relative to the folder. */
  paths: string[]
  drop(): Promise<void>
}

/** A site of the sandbox with hostile adverts among its newest, over windows of 6 and of 3 months. */
export async function writeSite(): Promise<WrittenSite> {
  const { database, drop } = await freshDatabase('sandbox')
  await importPostings(database, hostileAdverts(asOf))
  for (const months of [3, 6]) await aggregate(database, asOf, months)
  const parent = mkdtempSync(join(tmpdir(), 'jobtide-pages-'))
  const folder = join(parent, 'pages')
  await writePages(
    database,
    (await findPublication(database, asOf, 6))!,
    folder,
    {
      locations: ['UK', 'London', 'UK excluding London'],
      types: ['permanent', 'contract'],
      top: 2,
      terms: [...hostileTitles],
    },
    { sources: [], at: new Date(), day: asOf },
  )
  return {
    database,
    folder,
    paths: readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(path => path.endsWith('.html'))
      .map(path => path.replaceAll('\\', '/'))
      .sort(),
    async drop() {
      rmSync(parent, { recursive: true, force: true })
      await drop()
    },
  }
}

/** What kind of page lies at a path: its folders but that of the place or term, and whether it is an index. */
export function kindOf(path: string): string {
  const folders = path.split('/').slice(0, -1)
  const parted = /^\d+-months$|^compare$/.test(folders[0] ?? '')
  const kind = folders.slice(0, parted ? 2 : 1).join('/')
  if (kind === '') return path
  return `${kind} ${path.endsWith('/index.html') ? 'index' : 'page'}`
}

/** The first pages of each kind, so that every kind is among them. */
export function sampleKinds(paths: readonly string[], each: number): string[] {
  return [...Map.groupBy(paths, kindOf).values()].flatMap(ofKind => {
    const step = Math.max(1, Math.floor(ofKind.length / each))
    return ofKind.filter((_, index) => index % step === 0).slice(0, each)
  })
}
