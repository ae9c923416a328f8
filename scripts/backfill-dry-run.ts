import { availableParallelism } from 'node:os'
import { printDryRun } from '../pipeline/publish/backfill-dry-run-terminal.ts'
import { assertSomething, dryRun } from '../pipeline/runs/backfill/dry-run.ts'
import type { BackfillDraft } from '../pipeline/runs/backfill/plan.ts'
import { openExtraction } from '../pipeline/stages/extraction.ts'
import { optionsOf } from '../pipeline/stages/read-stored.ts'
import type { Session } from './session.ts'
import { showProgress } from './terminal.ts'

/** Prints what a backfill would do, what it would cost and how adverts would change. */
export async function printDry(
  { database, configuration }: Session,
  draft: BackfillDraft,
  { json = false }: { json?: boolean },
): Promise<void> {
  const extraction = openExtraction(availableParallelism())
  const progress = showProgress('Dry run', 1)
  try {
    const run = await dryRun(
      database,
      draft,
      { extraction, options: optionsOf(configuration.sources) },
      progress.update,
    )
    progress.end('nothing was written')
    assertSomething(run, draft)
    if (json) console.log(JSON.stringify(run))
    else
      process.stdout.write(
        printDryRun(run, draft, {
          colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
          width: process.stdout.columns ?? 100,
        }),
      )
  } finally {
    await extraction.close()
  }
}
