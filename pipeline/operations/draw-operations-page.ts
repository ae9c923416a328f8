import type { Database } from '../../db/connection.ts'
import { renderOperationsPage } from '../publish/pages/operations-page.ts'
import type { PageLinks } from '../publish/paths.ts'
import { versions } from '../versions.ts'
import { readOperations, type Watch } from './read-operations.ts'

/**
 * The operations page as of a moment.
 * @param links the pages that lie beside it
 */
export async function drawOperationsPage(
  database: Database,
  watch: Watch,
  links: PageLinks,
): Promise<string> {
  const operations = await readOperations(database, watch)
  const [newest] = operations.published
  return renderOperationsPage(operations, {
    links,
    imprint: {
      publication: newest?.publicationId ?? null,
      asOf: newest?.asOf ?? operations.to,
      ...versions,
      attributions: [],
    },
    warning: () => null,
  })
}
