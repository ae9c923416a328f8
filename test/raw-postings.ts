import type { RawPosting } from '../crawlers/source.ts'
import type { Database } from '../db/connection.ts'
import type { Accounting } from '../pipeline/quality/accounting.ts'
import { checkImport, importFile } from '../pipeline/stages/import.ts'
import { temporaryFile } from './temporary-file.ts'

/** Writes raw postings as JSON lines into a fresh file and gives its path. */
export const postingFile = (postings: readonly object[]): string =>
  temporaryFile('postings.jsonl', postings.map(posting => `${JSON.stringify(posting)}\n`).join(''))

/** Takes raw postings the real way: a file of lines, checked and imported. */
export async function importPostings(
  database: Database,
  postings: readonly Partial<RawPosting>[],
): Promise<Accounting> {
  const path = postingFile(postings)
  await checkImport([path], null)
  return (await importFile(database, path, null, () => {})).accounting
}
