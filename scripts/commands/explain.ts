import { printExplanation } from '../../pipeline/publish/explain-terminal.ts'
import { explain as explainNumber } from '../../pipeline/statistics/explain/explain.ts'
import { readFigure } from '../../pipeline/statistics/explain/read-figure.ts'
import { findLocation, findTerm } from '../../pipeline/statistics/find-subject.ts'
import type { MarketType, PayUnit } from '../../pipeline/statistics/trend-page.ts'
import { publishedDay } from '../published-day.ts'
import { withDatabase } from '../session.ts'
import { today } from '../today.ts'

interface Options {
  location: string
  type: MarketType
  asOf?: string
  months: number
  figure: string
  unit?: PayUnit
  yearsBack: string
  limit: number
  json?: boolean
}

/** Prints what a number is made of; a day that is not published, or whose data changed since, is published first. */
export async function explain(name: string, options: Options): Promise<void> {
  const figure = readFigure(options.figure)
  await withDatabase(async session => {
    const { database } = session
    const asOf = options.asOf ?? today()
    const term = await findTerm(database, name)
    const area = await findLocation(database, options.location)
    const publication = await publishedDay(session, asOf, options.months)
    const explanation = await explainNumber(database, publication, term, area, options.type, {
      ...figure,
      unit: options.unit ?? null,
      yearsBack: Number(options.yearsBack) as 0 | 1 | 2,
      limit: options.limit,
      offset: null,
    })
    if (options.json) console.log(JSON.stringify(explanation))
    else
      console.log(
        printExplanation(explanation, {
          colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
          width: process.stdout.columns ?? 100,
        }),
      )
  })
}
