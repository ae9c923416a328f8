import { z } from '@hono/zod-openapi'
import type { Explanation } from '../../statistics/explain/explanation.ts'

const count = z.int().nonnegative()
const figure = z.number().nullable()
const interval = z
  .tuple([z.number(), z.number()])
  .nullable()
  .openapi({ description: '95 % interval, low and high; null for counts and for small samples' })
const unit = z.enum(['year', 'day', 'hour'])
const point = z.strictObject({
  rank: count.openapi({ description: 'Place in the order, from 1' }),
  pounds: z.number(),
})
const portion = z.strictObject({ part: count, whole: count, value: figure, interval })

const Basis = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('count'), of: count.nullable() }),
    z.strictObject({
      kind: z.literal('percentile'),
      sample: count,
      point: z.enum(['lower', 'middle', 'upper']),
      below: point,
      above: point.nullable(),
      fraction: z.number().openapi({ description: 'How far from "below" to "above", 0 to 1' }),
      ranks: z.strictObject({ lower: count, upper: count }).nullable(),
      percentiles: z.strictObject({
        p10: z.number(),
        p25: z.number(),
        p50: z.number(),
        p75: z.number(),
        p90: z.number(),
      }),
    }),
    z.strictObject({ kind: z.literal('share'), ofAll: portion, ofCategory: portion }),
    z.strictObject({
      kind: z.literal('rank'),
      vacancies: count,
      ranked: count,
      steps: z.array(
        z.strictObject({ rank: count, vacancies: count, terms: count, names: z.array(z.string()) }),
      ),
    }),
    z.strictObject({ kind: z.literal('none') }),
  ])
  .openapi({ description: 'How the number is computed' })

const Excerpt = z
  .strictObject({
    text: z.string(),
    marks: z.array(z.tuple([count, count])).openapi({ description: 'UTF-16 offsets, end excluded' }),
  })
  .openapi({ description: 'A few words of the advert, as its source wrote them' })

const advertKey = {
  source: z.string(),
  sourceId: z.string(),
  url: z.string().nullable(),
  title: z.string(),
  company: z.string().nullable(),
  postedOn: z.iso.date(),
}

const Vacancy = z.strictObject({
  vacancyId: z.string(),
  title: z.string(),
  company: z.string().nullable(),
  places: z.array(z.string()),
  postedOn: z.iso.date(),
  openUntil: z.iso.date(),
  quote: z.strictObject({ unit, low: z.number(), high: z.number() }).nullable(),
  point: point.nullable(),
  adverts: z.array(
    z.strictObject({
      ...advertKey,
      postedStated: z.boolean(),
      speaks: z.boolean().openapi({ description: 'Whether its terms and pay are those that count' }),
      pay: z
        .strictObject({
          min: figure,
          max: figure,
          currency: z.string(),
          period: z.string(),
          quoted: z.boolean(),
        })
        .nullable(),
    }),
  ),
  words: z.strictObject({
    state: z.enum(['read', 'gone', 'unknown']),
    terms: z.array(z.strictObject({ term: z.string(), excerpt: Excerpt.nullable(), mentions: count })),
    pay: Excerpt.nullable(),
  }),
})

const reasons = [
  ...['duplicate', 'before', 'after', 'closed', 'scope', 'type', 'place', 'forbidden', 'spokenFor', 'later'],
  ...['withoutSkill', 'otherUnit', 'predicted', 'currency', 'period', 'bounds', 'unstated'],
] as unknown as readonly [Explanation['leftOut'][number]['reason']]

/** The shape of `explain --json`. */
export const ExplanationAnswer = z
  .strictObject({
    term: z.string(),
    category: z.string(),
    location: z.string(),
    type: z.enum(['permanent', 'contract']),
    asOf: z.iso.date(),
    months: z.int(),
    publication: z.int(),
    figure: z.enum([
      'vacancies',
      'quoted',
      'live',
      'share',
      'rank',
      'skill',
      'p10',
      'p25',
      'p50',
      'p75',
      'p90',
    ]),
    skill: z.string().nullable(),
    unit: unit.nullable(),
    yearsBack: z.union([z.literal(0), z.literal(1), z.literal(2)]),
    begins: z.iso.date().openapi({ description: 'The window begins after this day' }),
    endsOn: z.iso.date(),
    value: figure.openapi({ description: 'The number as published, unrounded' }),
    interval,
    recomputed: figure.openapi({ description: 'The same number made again of the vacancies behind it' }),
    basis: Basis,
    total: count.openapi({ description: 'Vacancies behind it' }),
    offset: count,
    vacancies: z.array(Vacancy),
    leftOut: z.array(
      z.strictObject({
        reason: z.enum(reasons),
        detail: z.string().nullable(),
        of: z.enum(['adverts', 'vacancies']),
        total: count,
        examples: z.array(z.strictObject(advertKey)),
      }),
    ),
  })
  .openapi('Explanation') satisfies z.ZodType<Explanation>
