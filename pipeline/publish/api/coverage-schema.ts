import { z } from '@hono/zod-openapi'
import type { Coverage } from '../../statistics/coverage/coverage.ts'

const count = z.int().nonnegative()
const day = z.iso.date().nullable()

const SourceCoverage = z.strictObject({
  source: z.string(),
  vacancies: count.openapi({ description: 'Vacancies for which an advert of the source speaks' }),
  daysAdvertised: count,
  daysObserved: count.openapi({ description: 'Days on which the source was looked at' }),
  partialDays: count,
  boards: count,
  boardsKept: count.openapi({ description: 'Boards that were crawled one year earlier too' }),
  firstObserved: day,
  lastObserved: day,
})

const WindowCoverage = z.strictObject({
  yearsBack: count,
  beginsOn: z.iso.date(),
  endsOn: z.iso.date(),
  days: count,
  daysObserved: count,
  vacancies: count,
  sources: z.array(SourceCoverage),
})

const Comparability = z.strictObject({
  yearsBack: count,
  comparable: z.boolean().openapi({ description: 'With the window one year earlier' }),
  reason: z.string().nullable().openapi({ description: 'Why not' }),
  sharedSources: z.array(z.string()),
  sharedNow: z.number().nullable(),
  sharedEarlier: z.number().nullable(),
})

/** The shape of a page's coverage. */
export const CoverageAnswer = z
  .strictObject({
    observedSince: day,
    windows: z.array(WindowCoverage),
    comparability: z.array(Comparability),
  })
  .openapi('Coverage', {
    description: 'What the columns rest on, and whether each may be compared with the one a year earlier',
  }) satisfies z.ZodType<Coverage>
