import { z } from '@hono/zod-openapi'
import type { TextRow } from '../../../db/queries/view-rows.ts'
import type { Contract } from '../contract/read-contract.ts'
import { columnType } from '../exports/column-types.ts'
import { csvCell } from '../exports/write-csv.ts'
import { type Paged, readCursor, writeCursor } from './cursor.ts'
import type { Answer, Content, Endpoint } from './endpoint.ts'
import { findPublished } from './find-published.ts'
import { assertNames } from './names.ts'
import { asOf, limit, months } from './parameters.ts'
import { openKey, readViewPage } from './read-view-page.ts'
import type { Snapshot } from './snapshot.ts'
import { filterOf, shapeOf } from './view-columns.ts'

type View = Contract['views'][number]
type Values = Record<string, string | number | undefined>

/** Parameters of every view that are no columns of it. */
const paging = {
  limit,
  cursor: z
    .string()
    .max(4000, 'it is longer than any cursor')
    .optional()
    .openapi({ description: 'The page after another: taken from its "next"' }),
  format: z
    .enum(['json', 'csv'], { error: 'it is json or csv' })
    .optional()
    .openapi({ description: 'Goes before the Accept header' }),
}

/** The rows of a published view, by filters on its key columns, page by page. */
export function viewEndpoint(view: View): Endpoint {
  const rows = z
    .strictObject(Object.fromEntries(view.columns.map(column => [column.name, shapeOf(column)])))
    .openapi(view.name, { description: view.comment ?? '' })
  return {
    name: view.name,
    summary: view.comment ?? `The view mart.${view.name}`,
    query: z.strictObject({ ...filtersOf(view), ...paging }),
    answer: z.strictObject({
      view: z.literal(view.name),
      publications: z.array(z.int()).openapi({
        description: 'The publications that the rows come from; none where they do not depend on one',
      }),
      rows: z.array(rows),
      next: z.string().nullable().openapi({
        description: 'Address of the next page; null on the last. It stands in the Link header, too',
      }),
    }),
    csv: true,
    example: `${view.name}?limit=10`,
    find: (snapshot, query) => findPage(snapshot, view, query as Values),
  }
}

function filtersOf(view: View): Record<string, z.ZodType> {
  const filters: Record<string, z.ZodType> = {}
  for (const name of view.key) {
    const column = view.columns.find(each => each.name === name)!
    const description = column.comment ?? ''
    const filter = filterOf(column)
    if (name === 'as_of')
      filters[name] = asOf.openapi({
        description: `${description}; "latest" is the newest that is published`,
      })
    else if (name === 'months') filters[name] = months.openapi({ description })
    else if (filter && !(name in paging)) filters[name] = filter.optional()
  }
  return filters
}

async function findPage(snapshot: Snapshot, view: View, query: Values): Promise<Answer> {
  const { limit: rowsOfPage, cursor, format, ...given } = query
  const filters: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(given)) if (value !== undefined) filters[name] = value
  const published =
    typeof filters.as_of === 'string'
      ? await findPublished(snapshot, filters.as_of, (filters.months as number | undefined) ?? null)
      : []
  if (published[0]) filters.as_of = published[0].asOf
  const publications = published.map(({ publicationId }) => publicationId)
  const paged: Paged = { view: view.name, filters, publications }
  const open = openKey({ view, filters })
  const after = cursor === undefined ? null : readCursor(String(cursor), paged, open.length)
  const limit = Number(rowsOfPage)
  return {
    publications: published.length ? publications : null,
    async read() {
      const rows = await readViewPage(snapshot.client, { view, filters, after, limit: limit + 1 })
      if (rows.length === 0) await assertNames(snapshot, filters)
      const shown = rows.slice(0, limit)
      const names = view.columns.map(({ name }) => name)
      const last = shown.at(-1)
      const key = last && rows.length > limit ? open.map(name => last[names.indexOf(name)]!) : null
      const next = key && nextAddress(view.name, { ...filters, limit, format }, writeCursor(paged, key))
      return pageContent(view, publications, shown, next)
    },
  }
}

function nextAddress(name: string, values: Values, cursor: string): string {
  const query = new URLSearchParams()
  for (const [column, value] of Object.entries(values))
    if (value !== undefined) query.set(column, String(value))
  query.set('cursor', cursor)
  return `/api/v1/${name}?${query}`
}

function pageContent(view: View, publications: number[], rows: TextRow[], next: string | null): Content {
  const columns = view.columns.map(({ name, type }) => ({ name, type: columnType(type) }))
  const object = (row: TextRow) =>
    `{${columns.map(({ name, type }, at) => `${JSON.stringify(name)}:${row[at] === null ? 'null' : type.json(row[at]!)}`).join(',')}}`
  const line = (cells: string[]) => `${cells.join(',')}\r\n`
  return {
    json: () =>
      `{"view":${JSON.stringify(view.name)},"publications":${JSON.stringify(publications)},"rows":[${rows.map(object).join(',')}],"next":${JSON.stringify(next)}}`,
    csv: () =>
      line(columns.map(({ name }) => csvCell(name, true))) +
      rows.map(row => line(row.map((cell, at) => csvCell(cell, columns[at]!.type.prose)))).join(''),
    next,
  }
}
