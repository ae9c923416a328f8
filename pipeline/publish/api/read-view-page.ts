import type { Client } from '../../../db/connection.ts'
import type { TextRow } from '../../../db/queries/view-rows.ts'
import type { Contract } from '../contract/read-contract.ts'
import { columnType } from '../exports/column-types.ts'

/** A page of a view of `mart`. */
export interface PageOfView {
  view: Contract['views'][number]
  /** Values that key columns must have. */
  filters: Readonly<Record<string, string | number>>
  /** Values of the key columns that are not filtered by: rows after these; null for the first page. */
  after: readonly (string | null)[] | null
  limit: number
}

/** Key columns whose values the filters leave open: what a page is ordered by. */
export const openKey = ({ view, filters }: Pick<PageOfView, 'view' | 'filters'>): string[] =>
  view.key.filter(column => filters[column] === undefined)

/**
 * Rows of a view in the order of its key, the first `limit` after a key: the rest of the rows that share its first
 * column, then those beyond. Each of the two begins where an index can, and planners judge both as they are.
 */
export async function readViewPage(client: Client, page: PageOfView): Promise<TextRow[]> {
  const open = openKey(page)
  const [first, ...more] = open
  const { after, limit } = page
  if (!after || !first) return await readRows(client, page, open, limit, () => [])
  const [value, ...values] = after
  const rest = more.length
    ? await readRows(client, page, open, limit, ({ column, bound }) => [
        value === null ? `${column(first)} is null` : `${column(first)} = ${bound(first, value)}`,
        // Records, unlike rows, are compared as `order by` does it: null comes last.
        `row(${more.map(column).join(', ')})::record > row(${more.map((name, at) => bound(name, values[at])).join(', ')})::record`,
      ])
    : []
  if (value === null || rest.length === limit) return rest
  const beyond = await readRows(client, page, open, limit - rest.length, ({ column, bound }) => [
    `(${column(first)} > ${bound(first, value)} or ${column(first)} is null)`,
  ])
  return [...rest, ...beyond]
}

interface Names {
  /** A column's name, quoted. */
  column(name: string): string
  /** A parameter that holds a value of a column. */
  bound(name: string, value: unknown): string
}

/** Names are the catalogue's, values are bound. */
async function readRows(
  client: Client,
  { view, filters }: PageOfView,
  order: readonly string[],
  limit: number,
  place: (names: Names) => string[],
): Promise<TextRow[]> {
  const values: unknown[] = []
  const column = (name: string) => `v.${client.escapeIdentifier(name)}`
  const bound = (name: string, value: unknown) =>
    `$${values.push(value)}::${view.columns.find(each => each.name === name)!.type}`
  const conditions = [
    'true',
    ...Object.entries(filters).map(([name, value]) => `${column(name)} = ${bound(name, value)}`),
    ...place({ column, bound }),
  ]
  const cells = view.columns.map(({ name, type }) => columnType(type).cell(column(name)))
  const { rows } = await client.query<TextRow>({
    text: `select ${cells.join(', ')} from mart.${client.escapeIdentifier(view.name)} v
      where ${conditions.join(' and ')}
      ${order.length ? `order by ${order.map(column).join(', ')}` : ''} limit $${values.push(limit)}`,
    values,
    rowMode: 'array',
    types: { getTypeParser: () => String },
  })
  return rows
}
