import { findPublication } from '../../db/queries/publications.ts'
import { printExplanation } from '../../pipeline/publish/explain-terminal.ts'
import { aggregate } from '../../pipeline/stages/aggregate.ts'
import { explain as explainNumber } from '../../pipeline/statistics/explain/explain.ts'
import { readFigure } from '../../pipeline/statistics/explain/read-figure.ts'
import { findLocation, findTerm } from '../../pipeline/statistics/find-subject.ts'
import type { MarketType, PayUnit } from '../../pipeline/statistics/trend-page.ts'
import { withDatabase } from '../session.ts'
import { say } from '../terminal.ts'
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
  await withDatabase(async ({ database }) => {
    const asOf = options.asOf ?? today()
    const term = await findTerm(database, name)
    const area = await findLocation(database, options.location)
    const { computed } = await aggregate(database, asOf, options.months)
    if (computed > 0) say(`Computed ${computed} windows of ${options.months} months for ${asOf}.`)
    const publication = await findPublication(database, asOf, options.months)
    const explanation = await explainNumber(database, publication!, term, area, options.type, {
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
