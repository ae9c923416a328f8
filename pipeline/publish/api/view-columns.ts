import { z } from '@hono/zod-openapi'
import type { CatalogueColumn } from '../../../db/queries/catalogue.ts'
import { day, text, whole } from './parameters.ts'

const wholeTypes: Record<string, number> = { smallint: 32_767, integer: 2_147_483_647, bigint: 9_999_999_999 }

/** The parameter that filters by a column; null where its type has no plain equality. */
export function filterOf({ type, comment }: CatalogueColumn): z.ZodType<string | number> | null {
  const most = wholeTypes[type]
  const description = comment ?? ''
  if (most) return whole(-most, most).openapi({ type: 'integer', description })
  if (type === 'date') return day.openapi({ type: 'string', format: 'date', description })
  if (type === 'text' || type.startsWith('character varying')) return text.openapi({ description })
  return null
}

const shapes: Record<string, z.ZodType> = {
  smallint: z.int(),
  integer: z.int(),
  bigint: z.int(),
  real: z.number(),
  'double precision': z.number(),
  numeric: z.number(),
  boolean: z.boolean(),
  date: z.iso.date(),
  'timestamp with time zone': z.iso.datetime({ precision: 6 }),
  json: z.unknown(),
  jsonb: z.unknown(),
}

/** The shape of a column's cells in JSON. */
export function shapeOf(column: CatalogueColumn): z.ZodType {
  const base = column.type.replace(/\([^()]*\)|\[\]/g, '')
  const shape = shapes[base] ?? z.string()
  const cell = column.type.endsWith('[]') ? z.array(shape.nullable()) : shape
  return cell.nullable().openapi({ description: column.comment ?? '' })
}
