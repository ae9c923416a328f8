import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RawPosting } from '../crawlers/source.ts'
import type { Database } from '../db/connection.ts'
import type { Accounting } from '../pipeline/quality/accounting.ts'
import { checkImport, importFile } from '../pipeline/stages/import.ts'

/** Writes raw postings as JSON lines into a fresh file and gives its path. */
export function postingFile(postings: readonly object[]): string {
  const path = join(mkdtempSync(join(tmpdir(), 'jobtide-lines-')), 'postings.jsonl')
  writeFileSync(path, postings.map(posting => `${JSON.stringify(posting)}\n`).join(''))
  return path
}

/** Takes raw postings the real way: a file of lines, checked and imported. */
export async function importPostings(
  database: Database,
  postings: readonly Partial<RawPosting>[],
): Promise<Accounting> {
  const path = postingFile(postings)
  await checkImport([path], null)
  return (await importFile(database, path, null, () => {})).accounting
}
