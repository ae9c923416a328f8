import type { z } from '@hono/zod-openapi'
import type { Snapshot } from './snapshot.ts'

/** What an address below `/api/v1/` answers. One file each; `endpoints.ts` lists them. */
export interface Endpoint<Query extends z.ZodObject = z.ZodObject> {
  /** The path below `/api/v1/`. */
  name: string
  /** What it answers, in a sentence without a stop. */
  summary: string
  /** Its parameters, from the text of the query; any other is refused. Their descriptions go into the document. */
  query: Query
  /** The shape of the JSON. */
  answer: z.ZodType
  /** Whether the rows are to be had as CSV too. */
  csv?: boolean
  /** A question that has an answer, without its values where that saves work. */
  example: string
  /** @throws Problem where the question has no answer */
  find(snapshot: Snapshot, query: z.output<Query>): Promise<Answer>
}

/** An answer that is found and not read yet: a reader who has it already is told so before the work is done. */
export interface Answer {
  /** The publications that it comes from; null where only its content tells whether it has changed. */
  publications: readonly number[] | null
  /** @throws Problem */
  read(): Promise<Content>
}

/** The words of an answer. */
export interface Content {
  json(): string
  csv?(): string
  /** Where the next page is, relative to the server. */
  next?: string | null
}

/** An answer that is one JSON value. */
export const jsonContent = (value: unknown): Content => ({ json: () => JSON.stringify(value) })
