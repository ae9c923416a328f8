import { z } from '@hono/zod-openapi'

/** The most characters of a parameter. */
const longest = 200

/** Rows on a page where nothing is said, and at most. */
const usualRows = 100
const mostRows = 1000

/** A name or other text, as it stands in the column. */
export const text = z
  .string()
  .min(1, 'it is empty')
  .max(longest, `it has more than ${longest} characters`)
  .refine(value => !value.includes('\0'), 'it holds a character that no text has')

const inCalendar = (value: string) => {
  const at = Date.parse(`${value}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === value
}

/** A day of the calendar, `2025-11-21`. */
export const day = z
  .string()
  .refine(
    value => /^\d{4}-\d{2}-\d{2}$/.test(value) && value >= '0001' && inCalendar(value),
    'write a day of the calendar as 2025-11-21',
  )
  .openapi({ type: 'string', format: 'date' })

/** The last day of the window; `latest` is that of the newest publication. */
export const asOf = z
  .union([z.literal('latest'), day], { error: 'write a day of the calendar as 2025-11-21, or "latest"' })
  .default('latest')
  .openapi({ type: 'string', example: '2025-11-21' })

/** A whole number within bounds. */
export const whole = (least: number, most: number) =>
  z
    .string()
    .refine(
      value => /^-?\d{1,10}$/.test(value) && Number(value) >= least && Number(value) <= most,
      `write a whole number from ${least} to ${most}`,
    )
    .transform(Number)
    .openapi({ type: 'integer', minimum: least, maximum: most })

/** Length of the window. */
export const months = whole(1, 120)
  .default(6)
  .openapi({ type: 'integer', minimum: 1, maximum: 120, default: 6 })

/** Rows of a page. */
export const limit = whole(1, mostRows).default(usualRows).openapi({
  type: 'integer',
  minimum: 1,
  maximum: mostRows,
  default: usualRows,
  description: 'Rows of a page',
})

/** The employment type. */
export const type = z.enum(['permanent', 'contract'], { error: 'it is permanent or contract' })
