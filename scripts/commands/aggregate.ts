import { ConfigError } from '../../pipeline/configuration.ts'
import { type Aggregated, aggregate, aggregateStale } from '../../pipeline/stages/aggregate.ts'
import { daySeries, isStep } from '../../pipeline/statistics/day-series.ts'
import { withDatabase } from '../session.ts'
import { say } from '../terminal.ts'

interface Options {
  asOf?: string
  from?: string
  to?: string
  every: string
  stale?: boolean
  months: number
}

/** Publishes one day, a series of days, or again those whose data changed. */
export async function aggregateDays(options: Options): Promise<void> {
  const { asOf, from, to, every, stale, months } = options
  const ways = [asOf !== undefined, from !== undefined || to !== undefined, stale === true].filter(
    Boolean,
  ).length
  if (ways !== 1)
    throw new ConfigError(
      'say which days: --as-of DAY, or --from DAY --to DAY --every day|week|month, or --stale',
    )
  if ((from === undefined) !== (to === undefined)) throw new ConfigError('--from and --to go together')
  if (!isStep(every)) throw new ConfigError(`--every is day, week or month, not "${every}"`)
  if (from && to && from > to) throw new ConfigError(`--from ${from} is later than --to ${to}`)
  await withDatabase(async ({ database }) => {
    if (stale) {
      const published = await aggregateStale(database)
      for (const each of published.filter(({ fresh }) => fresh)) say(describe(each))
      say(
        `${published.filter(({ fresh }) => fresh).length} of ${published.length} published days were stale.`,
      )
      return
    }
    for (const day of asOf ? [asOf] : daySeries(from!, to!, every))
      say(describe(await aggregate(database, day, months)))
  })
}

const describe = ({ asOf, months, publicationId, computed, fresh }: Aggregated): string =>
  `${months} months to ${asOf}: ${fresh ? `publication ${publicationId}` : `publication ${publicationId} stands`}, ${computed} of 4 windows computed`
