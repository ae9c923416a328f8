import { ConfigError } from '../../pipeline/configuration.ts'
import { counted } from '../../pipeline/publish/paint.ts'
import { add, emptyAccounting } from '../../pipeline/quality/accounting.ts'
import { type CrawlEnd, crawlAll } from '../../pipeline/queue/crawl-queue.ts'
import { openQueueBackend } from '../../pipeline/queue/queue.ts'
import { printAccounting } from '../accounting-table.ts'
import { coverageLine } from '../coverage-line.ts'
import { assertContact, crawlSetting } from '../crawl-setting.ts'
import { withDatabase } from '../session.ts'
import { number, say } from '../terminal.ts'

/** Crawls configured sources and ends with the account of all; a source that failed makes the exit code 1. */
export async function crawlSources(
  names: string[],
  options: { json?: boolean; again?: boolean },
): Promise<void> {
  await withDatabase(async ({ configuration, database, url }) => {
    const { sources } = configuration
    assertContact(configuration)
    if (sources.length === 0)
      throw new ConfigError(
        'no sources are configured: list boards in jobtide.yaml, or run "jobtide start" for the sandbox',
      )
    const unknown = names.find(name => !sources.some(source => source.name === name))
    if (unknown) throw new ConfigError(`no source is named "${unknown}"; "jobtide sources" lists them`)
    const chosen = names.length ? sources.filter(source => names.includes(source.name)) : sources
    const queue = await openQueueBackend(url, configuration.queueUrl)
    try {
      const ends = await crawlAll(
        queue,
        database,
        chosen,
        { ...crawlSetting(configuration), again: options.again ?? false },
        end => say(describeEnd(end)),
      )
      const total = emptyAccounting()
      for (const end of ends) if ('result' in end) add(total, end.result.accounting)
      say(`\n${printAccounting(total)}`)
      if (options.json) console.log(JSON.stringify(total))
      if (ends.some(end => 'error' in end)) process.exitCode = 1
    } finally {
      await queue.close()
    }
  })
}

/** One line on how the crawl of a source ended. */
export function describeEnd(end: CrawlEnd): string {
  if ('error' in end) return `  ${end.source}: ${end.error}`
  if ('elsewhere' in end) return `  ${end.source}: crawled by another process; "jobtide runs" has its account`
  const { pages, failures, coverage } = end.result
  const failed = Object.entries(failures).map(([kind, count]) => `, ${number(count)} ${kind}`)
  const fetched = `${counted(pages, 'page')}${failed.join('')}`
  return `  ${end.source}: ${coverageLine(coverage, fetched)}`
}
