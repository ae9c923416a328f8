import { join, resolve } from 'node:path'
import { aggregateDays } from '../../pipeline/stages/aggregate.ts'
import { mainLocations, writePages } from '../../pipeline/stages/publish.ts'
import { findLocation, findTerm } from '../../pipeline/statistics/find-subject.ts'
import { publicationOf } from '../published-day.ts'
import { withDatabase } from '../session.ts'
import { number, showProgress } from '../terminal.ts'
import { today } from '../today.ts'

interface Options {
  asOf?: string
  months: number[]
  location?: string[]
  term?: string[]
  top: number
  out?: string
}

/** Writes the static pages of a day and prints where they are. */
export async function report(options: Options): Promise<void> {
  await withDatabase(async ({ database, configuration }) => {
    const asOf = options.asOf ?? today()
    const terms = await Promise.all((options.term ?? []).map(name => findTerm(database, name)))
    const locations = await Promise.all((options.location ?? []).map(name => findLocation(database, name)))
    const [months, ...others] = options.months
    const windows = showProgress('Windows', 1)
    const aggregated = await aggregateDays(
      database,
      options.months.map(each => ({ asOf, months: each })),
      {
        keepDays: configuration.publications.keepDays,
        expect: configuration.publications.expect,
        onWindow: (done, all) => windows.update(done / all, `${number(done)} of ${number(all)}`),
      },
    )
    windows.end(`${[months, ...others].join(' and ')} months to ${asOf}`)
    const publication = await publicationOf({ database }, aggregated.find(each => each.months === months)!)
    const progress = showProgress('Pages', 1)
    const written = await writePages(
      database,
      publication,
      options.out ? resolve(options.out) : join(configuration.home, 'pages'),
      {
        locations: options.location ? locations.map(({ name }) => name) : mainLocations,
        types: ['permanent', 'contract'],
        top: options.top,
        terms: terms.map(({ name }) => name),
      },
      { sources: configuration.sources, at: new Date(), day: today() },
      (done, all) => progress.update(done / all, `${number(done)} of ${number(all)}`),
    )
    progress.end(
      `${number(written.indexPages)} index pages, ${number(written.trendPages)} trend pages${written.fresh ? '' : ', as they were'}`,
    )
    console.log(written.home)
  })
}
