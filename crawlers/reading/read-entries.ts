import type { z } from 'zod'
import { emptyReading, type PageRequest, type Reading } from '../source.ts'
import { problemLine } from './problem-line.ts'
import { rejection } from './read-records.ts'

interface EntryKind<Entry> {
  /** What the entry's address and its stub need; fields of the stub alone are of any type, their words are not read. */
  schema: z.ZodType<Entry>
  /** The advert's own page, or why the entry is none by the source's own word. */
  page(entry: Entry): PageRequest | { dropped: string; sourceId: string | null }
}

/** Reads the entries of a listing whose adverts have pages of their own: those go into `follow`, a malformed entry is rejected. */
export function readEntries<Entry>(records: readonly unknown[], kind: EntryKind<Entry>): Reading {
  const reading = emptyReading()
  for (const record of records) {
    const parsed = kind.schema.safeParse(record)
    if (!parsed.success) {
      reading.rejected.push(rejection(null, problemLine(parsed.error, record), record))
      continue
    }
    const page = kind.page(parsed.data)
    if ('dropped' in page) reading.dropped.push({ sourceId: page.sourceId, reason: page.dropped })
    else reading.follow.push(page)
  }
  return reading
}
