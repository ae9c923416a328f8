import { statSync } from 'node:fs'
import { readRawPostings } from '../../../crawlers/archives/raw-postings.ts'
import { holdsResponses, readResponses } from '../../../crawlers/archives/stored-responses.ts'
import { verifyArchive } from '../../../crawlers/archives/verify-archive.ts'
import { SourceChanged } from '../../../crawlers/errors.ts'
import { platformOf } from '../../../crawlers/registry.ts'
import type { RawPosting, StoredResponse } from '../../../crawlers/source.ts'

/**
 * Checks from end to end that files can be read.
 * @throws ArchiveError naming the file and why it cannot be
 */
export async function checkFiles(files: readonly string[]): Promise<void> {
  for (const file of files) await verifyArchive(file)
}

/**
 * The adverts of a file of stored responses or raw postings, one at a time; what cannot be read is passed over.
 * `share` (0..1) is how much of the file is read, null where lines are counted and not bytes.
 * @throws ArchiveError where the file cannot be read to its end
 */
export async function* readAdverts(
  path: string,
): AsyncGenerator<{ advert: RawPosting; share: number | null }> {
  if (!holdsResponses(path)) {
    for await (const entry of readRawPostings(path))
      if ('posting' in entry) yield { advert: entry.posting, share: null }
    return
  }
  const size = statSync(path).size
  for await (const entry of readResponses(path)) {
    if (!('response' in entry)) continue
    for (const advert of postingsOf(entry.response)) yield { advert, share: entry.bytes / size }
  }
}

function postingsOf(response: StoredResponse): RawPosting[] {
  try {
    return platformOf(response.url, response.contentType)?.read(response).postings ?? []
  } catch (error) {
    if (error instanceof SourceChanged) return []
    throw error
  }
}
