import { createHash } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import { Problem } from './problem.ts'

/** Where a page ends: what was asked, of which publications, and the key of its last row. */
const Place = z.tuple([
  z.string().max(100),
  z.array(z.int().nonnegative()).max(1000),
  z.array(z.string().max(2000).nullable()).min(1).max(20),
])

/** A question whose answer has pages. */
export interface Paged {
  view: string
  /** Values of the filters by column. */
  filters: Readonly<Record<string, string | number>>
  publications: readonly number[]
}

/** A cursor for what follows the row of this key. */
export function writeCursor(paged: Paged, key: readonly (string | null)[]): string {
  return encode([questionOf(paged), [...paged.publications], [...key]])
}

/**
 * The key after which the page of a cursor begins.
 * @param columns how many columns the key has
 * @throws Problem where it is none of ours, or of another question, or of a publication that has been replaced
 */
export function readCursor(cursor: string, paged: Paged, columns: number): (string | null)[] {
  const place = Place.safeParse(decode(cursor))
  if (!place.success || encode(place.data) !== cursor || place.data[2].some(value => value?.includes('\0')))
    throw new Problem(
      400,
      'it is no cursor of this service; take "next" of the page before as it is',
      'cursor',
    )
  const [question, publications, key] = place.data
  if (question !== questionOf(paged) || key.length !== columns)
    throw new Problem(400, 'the cursor belongs to another question; filters stay as they were', 'cursor')
  if (JSON.stringify(publications) !== JSON.stringify(paged.publications))
    throw new Problem(
      410,
      'the cursor belongs to a publication that another has replaced; begin again without it',
      'cursor',
    )
  return key
}

const questionOf = ({ view, filters }: Paged): string =>
  createHash('sha256')
    .update(JSON.stringify([view, Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1))]))
    .digest('base64url')
    .slice(0, 16)

const encode = (place: z.infer<typeof Place>): string =>
  Buffer.from(JSON.stringify(place)).toString('base64url')

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    return null
  }
}
