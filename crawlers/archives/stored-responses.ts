import { readCdxj } from './cdxj.ts'
import { formatOf } from './format-of.ts'
import { readWarc, type WarcItem } from './warc.ts'

/**
 * Whether a file holds stored responses, or names them; else it holds raw postings.
 * @throws ArchiveError where its name does not tell
 */
export const holdsResponses = (path: string): boolean => ['warc', 'cdxj'].includes(formatOf(path))

/**
 * The stored responses of a WARC file, or of the WARC files that an index names.
 * @throws ArchiveError where it cannot be read to its end
 */
export const readResponses = (path: string): AsyncGenerator<WarcItem> =>
  formatOf(path) === 'cdxj' ? readCdxj(path) : readWarc(path)
