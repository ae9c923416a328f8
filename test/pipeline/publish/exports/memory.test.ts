import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ExportedFile, TableFormat } from '../../../../pipeline/publish/exports/manifest.ts'
import { aggregate } from '../../../../pipeline/stages/aggregate.ts'
import { freshDatabase } from '../../../database.ts'
import { loadSketches } from '../../../db/posting-rows.ts'

const ROWS = 200_000
/** MB of heap, which 200,000 rows of this width exceed: measured with all rows in one batch or row group. */
const HEAP = 80

let home: string
let fresh: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'jobtide-exports-'))
  fresh = await freshDatabase()
  await loadSketches(fresh.database, [{ id: 'a', postedOn: '2025-02-01' }])
  await aggregate(fresh.database, '2025-02-28', 6)
  const figures = Array.from({ length: 8 }, (_, n) => `sqrt(n + ${n}) as figure_${n}`).join(', ')
  await fresh.database.pool.query(
    `create view mart.long as select date '2025-02-28' as as_of, 6 as months, n, 'Term number ' || n as term,
       md5(n::text) as hash, ${figures} from generate_series(1, ${ROWS}) n`,
  )
})
afterAll(async () => {
  rmSync(home, { recursive: true, force: true })
  await fresh.drop()
})

function exportInThread(format: TableFormat): Promise<ExportedFile> {
  const worker = new Worker(new URL('./export-thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: HEAP, maxYoungGenerationSizeMb: 16 },
    workerData: {
      url: fresh.url,
      folder: join(home, format),
      format,
      published: [{ name: 'long', key: ['n'] }],
    },
  })
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

it.each<TableFormat>(['csv', 'jsonl', 'parquet'])(
  '%s of 200,000 rows needs no memory for them',
  async format => {
    const file = await exportInThread(format)
    expect(file.rows).toBe(ROWS)
    expect(file.bytes).toBeGreaterThan(15_000_000)
  },
)
