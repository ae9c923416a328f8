import type { Readable } from 'node:stream'
import { readRawPostings } from '../../crawlers/archives/raw-postings.ts'
import { extract } from '../../extractors/extract.ts'
import type { Posting } from '../../extractors/posting.ts'

/** What one line of raw postings gave: its postings, or why it gave none. */
export type Extracted = { line: number; postings: Posting[] } | { line: number; reason: string }

/** Raw posting lines to postings, without a database; a bad line is reported and its neighbours go on. */
export async function* extractLines(input: string | Readable): AsyncGenerator<Extracted> {
  for await (const entry of readRawPostings(input))
    if ('rejected' in entry) yield { line: entry.line, reason: entry.rejected.reason }
    else yield { line: entry.line, postings: extract(entry.posting) }
}
