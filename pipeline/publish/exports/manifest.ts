import type { StandingPublication } from '../../../db/queries/standing-publications.ts'

export type TableFormat = 'csv' | 'jsonl' | 'parquet'

/** A file of an export; its path is relative to the folder, written with `/`. */
export interface ExportedFile {
  path: string
  rows: number
  bytes: number
  sha256: string
}

/** What an export holds: `manifest.json` in its folder. */
export interface Manifest {
  generatedAt: string
  format: TableFormat
  /** What wrote the export. */
  jobtide: { code: string; taxonomy: string }
  publications: StandingPublication[]
  views: {
    name: string
    comment: string | null
    key: readonly string[]
    /** In order; `partition`: its value stands in the path (`as_of=2025-11-21`), not in the files. */
    columns: { name: string; type: string; comment: string | null; partition: boolean }[]
    files: ExportedFile[]
  }[]
}
