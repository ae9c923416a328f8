import { z } from 'zod'
import type { PageRequest } from '../../source.ts'

/** More in one page is answered 400, or 200 with nothing in it. */
export const PER_PAGE = 20

/** What is searched for: the facets' values, by facet, and where in the list the page begins. */
export interface Search {
  appliedFacets: Record<string, string[]>
  offset: number
}

const Post = z.object({
  appliedFacets: z.record(z.string(), z.array(z.string())).default({}),
  offset: z.number().default(0),
})

/** The page of a search. @param total of the page before it, for one that is not the first */
export function searchPage(url: string, { appliedFacets, offset }: Search, total?: number): PageRequest {
  const post = JSON.stringify({ appliedFacets, limit: PER_PAGE, offset, searchText: '' })
  return { url, depth: 0, post, ...(total === undefined ? {} : { total }) }
}

/** The search that a response answers; the first page of the whole board where its archive kept no posted JSON. */
export function searchOf(post: string | undefined): Search {
  try {
    return Post.parse(JSON.parse(post ?? '{}'))
  } catch {
    return { appliedFacets: {}, offset: 0 }
  }
}
