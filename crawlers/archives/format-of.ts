import { ArchiveError } from './archive-error.ts'

export type ArchiveFormat = 'warc' | 'cdxj' | 'jsonl' | 'csv'

const SUFFIXES: [RegExp, ArchiveFormat][] = [
  [/\.warc(?:\.gz)?$/i, 'warc'],
  [/\.cdxj(?:\.gz)?$/i, 'cdxj'],
  [/\.(?:jsonl|ndjson)(?:\.gz)?$/i, 'jsonl'],
  [/\.csv(?:\.gz)?$/i, 'csv'],
]

/**
 * What a file holds, by its name.
 * @throws ArchiveError where the name ends in none of the known ways
 */
export function formatOf(path: string): ArchiveFormat {
  const format = SUFFIXES.find(([suffix]) => suffix.test(path))?.[1]
  if (format) return format
  throw new ArchiveError(`${path}: not a .warc, .cdxj, .jsonl or .csv file (each may end in .gz)`)
}
