import * as ledger from '../../db/queries/runs.ts'
import type { Accounting } from '../../pipeline/quality/accounting.ts'
import type { PublishedDay } from '../../pipeline/runs/publish-day.ts'
import type { Coverage } from '../../pipeline/stages/crawl-result.ts'
import { coverageLine } from '../coverage-line.ts'
import { withDatabase } from '../session.ts'
import { number } from '../terminal.ts'

/** Prints the latest runs, newest first. */
export async function listRuns({ limit }: { limit: number }): Promise<void> {
  await withDatabase(async ({ database }) => {
    for (const run of await ledger.listRuns(database, limit)) {
      const published = run.kind === 'publish' ? (run.accounting as PublishedDay | null) : null
      const account = run.kind === 'publish' ? null : (run.accounting as Accounting | null)
      const started = run.startedAt.toISOString().slice(0, 19).replace('T', ' ')
      const coverage = run.coverage as Coverage | null
      const met = coverage ? coverageLine(coverage) : ''
      const read = account ? `${number(account.records)} records, ${number(account.loaded)} loaded` : ''
      const made = published
        ? `${number(published.published)} publications, ${number(published.restated)} of them restated`
        : ''
      const outcome = run.error ?? (met || read || made)
      console.log(
        `${String(run.runId).padStart(6)}  ${started}  ${run.kind.padEnd(6)}  ${run.state.padEnd(11)}  ${run.subject}  ${outcome}`.trimEnd(),
      )
    }
  })
}
