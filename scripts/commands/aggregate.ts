import { ConfigError } from '../../pipeline/configuration.ts'
import { counted } from '../../pipeline/publish/paint.ts'
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
  /** Why it is to be held; false with --no-hold. */
  hold?: string | false
  months: number[]
}

/** Publishes one day, a series of days, the calendar's, or again those whose data changed. */
export async function publishDays(options: Options): Promise<void> {
  const days = daysOf(options)
  await withDatabase(async ({ database, configuration }) => {
    const progress = showProgress('Windows', 1)
    const settings: AggregateOptions = {
      keepDays: configuration.publications.keepDays,
      expect: configuration.publications.expect,
      judged: options.hold === false ? 'warn' : 'hold',
      hold: options.hold ? [options.hold] : [],
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
    const held = published.filter(({ state }) => state === 'held')
    const isMany = options.stale || options.calendar
    for (const each of isMany ? published.filter(({ fresh, held }) => fresh || held) : published) {
      say(describe(each))
      for (const reason of each.held ?? []) say(`  ${reason}`)
      for (const warning of each.warnings) say(`  to be looked at: ${warning}`)
    }
    if (isMany)
      say(`${number(fresh.length)} of ${number(published.length)} published days are new or changed.`)
    if (held.length > 0)
      say(
        `${counted(held.length, 'publication is', 'publications are')} held, and readers see what they saw before: "jobtide publications list --held" says why, "jobtide publications release" shows them.`,
      )
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

const describe = ({ asOf, months, publicationId, computed, trendPoints, fresh, state }: Aggregated): string =>
  `${months} months to ${asOf}: publication ${publicationId}${fresh ? '' : state === 'current' ? ' stands' : ` is ${state}`}, ${computed} of 4 windows and ${trendPoints} points of trends computed`
