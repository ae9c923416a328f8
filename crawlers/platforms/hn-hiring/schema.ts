import { decodeHTML } from 'entities'
import { z } from 'zod'
import { momentOf } from '../../reading/moment.ts'
import type { Outcome } from '../../reading/read-records.ts'

const Id = z.union([z.number(), z.string().min(1)])

/** A thread with its tree of comments: https://hn.algolia.com/api (items). Comments have no title. */
export const Thread = z.object({
  title: z.string().nullish(),
  parent_id: Id.nullish(),
  children: z.array(z.unknown()),
})

/** A page of `search_by_date`. */
export const Listing = z.object({
  hits: z.array(
    z.object({ objectID: z.string().min(1), title: z.string().nullish(), created_at: z.string().nullish() }),
  ),
  nbHits: z.number().nullish(),
})

/** A comment directly below the thread; `children` are the replies, which are not read. */
export const Comment = z.object({
  id: Id,
  text: z.string().nullish(),
  created_at: z.string().nullish(),
  created_at_i: z.number().nullish(),
  deleted: z.boolean().nullish(),
  children: z.unknown().optional(),
})
export type Comment = z.infer<typeof Comment>

/** "Ask HN: Who is hiring? (May 2014)"; its sisters "Who wants to be hired?" and "Freelancer?" offer people. */
export const isHiringThread = (title: string): boolean =>
  /\bwho(?:['’]s|\s+is)\s+hiring\b/i.test(title.slice(0, 200))

const TITLE_LIMIT = 300
const LINE_END = /<p[^<>]{0,200}>|<br[^<>]{0,200}>|\n/i
const TAG = /<[^<>]{0,1000}>/g

export function outcomeOf(comment: Comment): Outcome {
  const sourceId = String(comment.id)
  const text = comment.text ?? ''
  if (comment.deleted || text === '') return { sourceId, dropped: 'deleted' }
  const title = firstLine(text)
  if (title === '') return { sourceId, dropped: 'without words' }
  return {
    sourceId,
    url: `https://news.ycombinator.com/item?id=${sourceId}`,
    title,
    description: text,
    postedAt: momentOf(comment.created_at) ?? momentOf(comment.created_at_i),
    form: 'announcement',
  }
}

/** The first line that has words, as text. */
function firstLine(html: string): string {
  for (const line of html.slice(0, 10_000).split(LINE_END)) {
    const text = decodeHTML(line.replace(TAG, '')).replace(/\s+/g, ' ').trim()
    if (/[\p{L}\p{N}]/u.test(text)) return text.slice(0, TITLE_LIMIT).trim()
  }
  return ''
}
