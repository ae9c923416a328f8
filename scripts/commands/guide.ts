import { printGuidePage } from '../../pipeline/publish/guide-terminal.ts'
import { findLocation, findTerm } from '../../pipeline/statistics/find-subject.ts'
import { readGuidePage } from '../../pipeline/statistics/guide/read-guide-page.ts'
import { publishedDay } from '../published-day.ts'
import { withDatabase } from '../session.ts'
import { today } from '../today.ts'

interface Options {
  location: string
  asOf?: string
  months: number
  json?: boolean
}

/** Prints the salary guide of a term; a day that is not published, or whose data changed since, is published first. */
export async function guide(name: string, options: Options): Promise<void> {
  await withDatabase(async session => {
    const { database } = session
    const asOf = options.asOf ?? today()
    const term = await findTerm(database, name)
    const area = await findLocation(database, options.location)
    const publication = await publishedDay(session, asOf, options.months)
    const page = await readGuidePage(database, publication, term, area)
    if (options.json) console.log(JSON.stringify(page))
    else
      console.log(
        printGuidePage(page, {
          colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
          width: process.stdout.columns ?? 100,
        }),
      )
  })
}
