import { ConfigError } from '../../pipeline/configuration.ts'
import {
  type Aggregated,
  type AggregateOptions,
  aggregateCalendar,
  aggregateDays,
  aggregateStale,
} from '../../pipeline/stages/aggregate.ts'
import { daySeries, isStep } from '../../pipeline/statistics/day-series.ts'
import { withDatabase } from '../session.ts'
import { number, say, showProgress } from '../terminal.ts'
import { today } from '../today.ts'

interface Options {
  asOf?: string
  from?: string
  to?: string
  every: string
  calendar?: boolean
  stale?: boolean
  months: number[]
}

/** Publishes one day, a series of days, the calendar's, or again those whose data changed. */
export async function publishDays(options: Options): Promise<void> {
  const days = daysOf(options)
  await withDatabase(async ({ database, configuration }) => {
    const progress = showProgress('Windows', 1)
    const settings: AggregateOptions = {
      keepDays: configuration.publications.keepDays,
      onWindow: (done, all) => progress.update(done / all, `${number(done)} of ${number(all)}`),
    }
    const published = options.stale
      ? await aggregateStale(database, settings)
      : options.calendar
        ? await aggregateCalendar(database, today(), options.months, settings)
        : await aggregateDays(
            database,
            days.flatMap(asOf => options.months.map(months => ({ asOf, months }))),
            settings,
          )
    const computed = published.reduce((sum, each) => sum + each.computed + each.trendPoints, 0)
    progress.end(`${number(computed)} computed`)
    const fresh = published.filter(each => each.fresh)
    for (const each of options.stale || options.calendar ? fresh : published) say(describe(each))
    if (options.stale || options.calendar)
      say(`${number(fresh.length)} of ${number(published.length)} published days are new or changed.`)
  })
}

function daysOf({ asOf, from, to, every, stale, calendar }: Options): string[] {
  const ways = [asOf !== undefined, from !== undefined || to !== undefined, stale === true, calendar === true]
  if (ways.filter(Boolean).length !== 1)
    throw new ConfigError(
      'say which days: --as-of DAY, or --from DAY --to DAY --every day|week|month, or --calendar, or --stale',
    )
  if ((from === undefined) !== (to === undefined)) throw new ConfigError('--from and --to go together')
  if (!isStep(every)) throw new ConfigError(`--every is day, week or month, not "${every}"`)
  if (from && to && from > to) throw new ConfigError(`--from ${from} is later than --to ${to}`)
  if (asOf) return [asOf]
  return from && to ? daySeries(from, to, every) : []
}

const describe = ({ asOf, months, publicationId, computed, trendPoints, fresh }: Aggregated): string =>
  `${months} months to ${asOf}: publication ${publicationId}${fresh ? '' : ' stands'}, ${computed} of 4 windows and ${trendPoints} points of trends computed`
