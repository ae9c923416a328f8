import type { Client, Database } from '../../../db/connection.ts'
import {
  type CatalogueFunction,
  type CatalogueView,
  readFunctions,
  readViews,
} from '../../../db/queries/catalogue.ts'
import { type PublishedView, publishedViews } from './published-views.ts'

/** What readers of the schema `mart` rely on: names, order, types and meanings of columns, keys, functions. */
export interface Contract {
  views: (CatalogueView & { key: readonly string[] })[]
  functions: CatalogueFunction[]
}

/**
 * The contract as the database has it: the published views in the order of their list, and the functions of `mart`.
 * @throws Error where a listed view is missing, or a view of `mart` is not listed
 */
export async function readContract(
  database: Pick<Client | Database['pool'], 'query'>,
  published: readonly PublishedView[] = publishedViews,
): Promise<Contract> {
  const standing = new Map((await readViews(database, 'mart')).map(view => [view.name, view]))
  const views = published.map(({ name, key }) => {
    const view = standing.get(name)
    if (!view) throw new Error(`mart.${name} is a published view by its list, and not in the database`)
    standing.delete(name)
    return { name, comment: view.comment, key, columns: view.columns }
  })
  const unlisted = [...standing.keys()]
  if (unlisted.length)
    throw new Error(`views of mart that the list of published views leaves out: ${unlisted.join(', ')}`)
  return { views, functions: await readFunctions(database, 'mart') }
}
