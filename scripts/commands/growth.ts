import { printGrowth } from '../../pipeline/publish/growth-terminal.ts'
import { findLocation } from '../../pipeline/statistics/find-subject.ts'
import { growthOfTerms } from '../../pipeline/statistics/guide/growth.ts'
import type { MarketType } from '../../pipeline/statistics/trend-page.ts'
import { publishedDay } from '../published-day.ts'
import { withDatabase } from '../session.ts'
import { today } from '../today.ts'

interface Options {
  location: string
  type: MarketType
  asOf?: string
  least: number
  limit: number
  json?: boolean
}

/** Prints how the vacancies of every term grew, three months on three months, the fastest first. */
export async function growth(options: Options): Promise<void> {
  const { location, type, least, limit, json, asOf = today() } = options
  await withDatabase(async session => {
    const { database } = session
    const area = await findLocation(database, location)
    const publication = await publishedDay(session, asOf, 6)
    const rows = (await growthOfTerms(database, publication, area, type))
      .filter(({ now, before }) => now + before >= least)
      .sort((a, b) => (b.change ?? Infinity) - (a.change ?? Infinity))
      .slice(0, limit)
    if (json) console.log(JSON.stringify(rows))
    else
      console.log(
        printGrowth(
          rows,
          { location: area.name, type },
          {
            colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
            width: process.stdout.columns ?? 100,
          },
        ),
      )
  })
}
