import { rmSync } from 'node:fs'
import type { Database } from '../db/connection.ts'
import { aggregateDays } from '../pipeline/stages/aggregate.ts'
import { importFile } from '../pipeline/stages/import.ts'
import { writeHistory } from '../scripts/sandbox/archive.ts'
import { createMarket } from '../scripts/sandbox/market.ts'
import { temporaryFile } from './temporary-file.ts'

/** Takes in the three years up to 21 November 2025 that the sandbox's boards have shown. */
export async function importSandbox(database: Database, scale: number): Promise<void> {
  const path = temporaryFile('history.warc.gz', '')
  await writeHistory(createMarket({ scale }), path)
  await importFile(database, path, null, () => {})
  rmSync(path)
}

/** The history at a hundredth of the market, published for 6 and 3 months. */
export async function publishSandbox(database: Database): Promise<void> {
  await importSandbox(database, 0.01)
  await aggregateDays(
    database,
    [6, 3].map(months => ({ asOf: '2025-11-21', months })),
  )
}
