import { basename, join } from 'node:path'
import { type DatedResponse, divideByMonth, readMonth } from '../../../crawlers/archives/month-parts.ts'
import { platformOf } from '../../../crawlers/registry.ts'
import type { Backfill } from '../../../db/queries/backfills.ts'
import type { Entry } from '../../stages/extraction.ts'
import { entryOf } from '../../stages/import.ts'
import { monthName } from './months.ts'

type Wanted = Pick<Backfill, 'archives' | 'from' | 'to' | 'platforms'>

/** The folder of a backfill below the data directory. */
export const folderOf = (home: string, backfillId: number): string =>
  join(home, 'backfill', String(backfillId))

/**
 * Divides an archive by month, where that is not done yet on this machine.
 * @param folder of the backfill
 * @returns its own folder, and how many responses it has in each month of the period, by first days
 */
export async function divideArchive(
  folder: string,
  { archives, from, to }: Wanted,
  archive: string,
  onResponse?: (response: DatedResponse) => void,
): Promise<{ parts: string; counts: Map<string, number> }> {
  const parts = join(folder, `${archives.indexOf(archive) + 1}-${basename(archive)}`)
  const months = { from: monthName(from), to: monthName(to) }
  const counts = await divideByMonth(archive, parts, months, null, onResponse)
  return { parts, counts: new Map([...counts].map(([month, count]) => [`${month}-01`, count])) }
}

/** What an archive holds of a month and of the wanted platforms, to be read and loaded as an import would. */
export async function* monthEntries(
  parts: string,
  month: string,
  archive: string,
  platforms: readonly string[],
): AsyncGenerator<Entry> {
  for await (const item of readMonth(parts, monthName(month))) {
    if (platforms.length > 0 && !isOf(item, platforms)) continue
    yield { ...entryOf(item, archive), bytes: null }
  }
}

function isOf(item: Parameters<typeof entryOf>[0], platforms: readonly string[]): boolean {
  if ('posting' in item) return platforms.includes(item.posting.source)
  if (!('response' in item)) return false
  const { url, contentType } = item.response
  return platforms.includes(platformOf(url, contentType)?.name ?? 'unknown')
}
