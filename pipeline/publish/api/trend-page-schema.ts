import { z } from '@hono/zod-openapi'
import type { TrendPage } from '../../statistics/trend-page.ts'
import { CoverageAnswer } from './coverage-schema.ts'

const count = z.int().nonnegative()
const figure = z.number().nullable()
const interval = z
  .tuple([z.number(), z.number()])
  .nullable()
  .openapi({ description: '95 % interval, low and high; null where the sample is too small' })
const change = figure.openapi({ description: 'Per cent against one year earlier, of unrounded figures' })
const fraction = figure.openapi({ description: 'Fraction of 1' })
const percentiles = { p10: figure, p25: figure, p50: figure, p75: figure, p90: figure }

const PayFigures = z
  .strictObject({
    quoted: count.openapi({ description: 'Vacancies with an employer-stated figure: the sample size' }),
    ...percentiles,
    intervals: z.strictObject({ p10: interval, p25: interval, p50: interval, p75: interval, p90: interval }),
    medianChange: change,
    parent: z
      .strictObject({
        location: z.string(),
        quoted: count,
        p50: figure,
        p50Interval: interval,
        medianChange: change,
      })
      .nullable()
      .openapi({ description: 'The same term in the parent location' }),
  })
  .openapi('PayFigures', { description: 'Percentiles of quoted pay in pounds per unit' })

const pay = z
  .partialRecord(z.enum(['year', 'day', 'hour']), PayFigures)
  .openapi({ description: 'By unit: "year" of permanent jobs, "day" and "hour" of contracts' })

const TermColumn = z.strictObject({
  asOf: z.iso.date(),
  rank: z.int().nullable(),
  rankChange: z.int().nullable(),
  vacancies: count,
  shareOfAll: fraction,
  shareOfAllInterval: interval,
  shareOfCategory: fraction,
  shareOfCategoryInterval: interval,
  pay,
})

const BaselineColumn = z.strictObject({
  asOf: z.iso.date(),
  vacancies: count,
  recognised: count,
  shareRecognised: fraction,
  shareRecognisedInterval: interval,
  pay,
})

const SkillRow = z.strictObject({
  rank: z.int(),
  name: z.string(),
  category: z.string(),
  vacancies: count,
  share: z.number(),
  shareInterval: interval,
})

/** The shape of `stats --json`. */
export const TrendPageAnswer = z
  .strictObject({
    term: z.string(),
    category: z.string(),
    location: z.string(),
    type: z.enum(['permanent', 'contract']),
    asOf: z.iso.date(),
    months: z.int(),
    publication: z.int().nullable(),
    columns: z
      .tuple([TermColumn, TermColumn, TermColumn])
      .openapi({ description: "This year's window, last year's, the one before" }),
    coverage: CoverageAnswer.nullable(),
    baseline: z
      .tuple([BaselineColumn, BaselineColumn, BaselineColumn])
      .openapi({ description: "All vacancies with a term of the page's category" }),
    locations: z.array(
      z.strictObject({
        name: z.string(),
        rankChange: z.int().nullable(),
        vacancies: count,
        quoted: count,
        p50: figure,
        p50Interval: interval,
        medianChange: change,
        live: count,
      }),
    ),
    topSkills: z.array(SkillRow),
    skillsByCategory: z.array(
      z.strictObject({ category: z.string(), skills: z.array(SkillRow.omit({ category: true })) }),
    ),
    trend: z.array(
      z.strictObject({
        month: z.string(),
        vacancies: count,
        shareOfAll: fraction,
        shareInterval: interval,
        quoted: count,
        p50Interval: interval,
        ...percentiles,
      }),
    ),
    histogram: z.array(z.strictObject({ from: z.number(), to: z.number(), vacancies: count })),
  })
  .openapi('TrendPage') satisfies z.ZodType<TrendPage>
