import { availableParallelism } from 'node:os'
import { basename } from 'node:path'
import { type Accounting, add, emptyAccounting } from '../../pipeline/quality/accounting.ts'
import { openExtraction } from '../../pipeline/stages/extraction.ts'
import { checkImport, importFile } from '../../pipeline/stages/import.ts'
import { printAccounting } from '../accounting-table.ts'
import { withDatabase } from '../session.ts'
import { number, say, showProgress } from '../terminal.ts'

/** Imports each file in turn, on all cores, and ends with the account of all. */
export async function importFiles(
  files: string[],
  options: { platform?: string; map?: string; threads?: number; json?: boolean },
): Promise<void> {
  const platform = options.platform ?? null
  const mapping = await checkImport(files, platform, options.map ?? null)
  await withDatabase(async ({ database }) => {
    const extraction = openExtraction(options.threads ?? availableParallelism())
    const total = emptyAccounting()
    let written = 0
    try {
      for (const file of files) {
        const progress = showProgress(basename(file), 1)
        const result = await importFile(
          database,
          file,
          platform,
          ({ share, records }) => progress.update(share ?? 0, `${number(records)} records`),
          extraction,
          mapping,
        ).catch(error => {
          progress.end('not imported')
          throw error
        })
        progress.end(
          `${number(result.responses)} responses, ${summarise(result.accounting)}, ${onThreads(result.threads)}`,
        )
        add(total, result.accounting)
        written += result.written
      }
    } finally {
      await extraction.close()
    }
    say('')
    say(printAccounting(total))
    if (written === 0) say('Nothing changed: everything readable was known already.')
    if (options.json) console.log(JSON.stringify({ ...total, threads: extraction.threads }))
  })
}

const onThreads = (threads: number): string => (threads === 1 ? 'on 1 thread' : `on ${threads} threads`)

const summarise = (account: Accounting): string =>
  `${number(account.records)} records: ${[
    `${number(account.loaded)} loaded`,
    `${number(account.changed)} changed`,
    `${number(account.unchanged)} unchanged`,
    `${number(account.duplicate)} duplicate`,
    `${number(account.outOfScope)} out of scope`,
    `${number(account.rejected)} rejected`,
  ].join(', ')}`
