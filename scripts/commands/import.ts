import { basename } from 'node:path'
import { type Accounting, add, emptyAccounting } from '../../pipeline/quality/accounting.ts'
import { checkImport, importFile } from '../../pipeline/stages/import.ts'
import { printAccounting } from '../accounting-table.ts'
import { withDatabase } from '../session.ts'
import { number, say, showProgress } from '../terminal.ts'

/** Imports each file in turn and ends with the account of all. */
export async function importFiles(
  files: string[],
  options: { platform?: string; json?: boolean },
): Promise<void> {
  const platform = options.platform ?? null
  await checkImport(files, platform)
  await withDatabase(async ({ database }) => {
    const total = emptyAccounting()
    let written = 0
    for (const file of files) {
      const progress = showProgress(basename(file), 1)
      const result = await importFile(database, file, platform, ({ share, records }) =>
        progress.update(share ?? 0, `${number(records)} records`),
      ).catch(error => {
        progress.end('not imported')
        throw error
      })
      progress.end(`${number(result.responses)} responses, ${summarise(result.accounting)}`)
      add(total, result.accounting)
      written += result.written
    }
    say('')
    say(printAccounting(total))
    if (written === 0) say('Nothing changed: everything readable was known already.')
    if (options.json) console.log(JSON.stringify(total))
  })
}

const summarise = (account: Accounting): string =>
  `${number(account.records)} records: ${[
    `${number(account.loaded)} loaded`,
    `${number(account.changed)} changed`,
    `${number(account.unchanged)} unchanged`,
    `${number(account.duplicate)} duplicate`,
    `${number(account.outOfScope)} out of scope`,
    `${number(account.rejected)} rejected`,
  ].join(', ')}`
