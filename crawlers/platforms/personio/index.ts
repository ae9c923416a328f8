import { z } from 'zod'
import { SourceChanged } from '../../errors.ts'
import { companyOfSlug } from '../../reading/company-of-slug.ts'
import { readRecords } from '../../reading/read-records.ts'
import { xmlBody } from '../../reading/xml-body.ts'
import type { Platform } from '../../source.ts'
import { Board, draftOf, Position } from './schema.ts'

const Options = z
  .strictObject({
    /** The company's name, as in `https://<name>.jobs.personio.de`. */
    board: z.string().regex(/^[a-z0-9-]+$/i),
    /** Positions come with the text of this language or with none. */
    language: z
      .string()
      .regex(/^[a-z]{2}$/)
      .default('en'),
    base: z.url().optional(),
  })
  .transform(options => ({ ...options, base: options.base ?? `https://${options.board}.jobs.personio.de` }))
type Options = z.infer<typeof Options>

const HOST = /^([a-z0-9-]+)\.jobs\.personio\.(?:de|com)$/i
const PATH = /^\/xml\/?$/

/** Personio's positions feed: a company's whole board in one XML document, no paging, no key. */
export const personio = {
  name: 'personio',
  title: 'Personio',
  homepage: 'https://www.personio.com',
  lineage: 'employer',
  listing: 'complete',
  terms: {
    url: 'https://developer.personio.de/docs/retrieving-open-job-positions',
    reviewed: '2026-11-21',
    aggregates: true,
  },
  schedule: '10 4 * * *',
  // Answers 429 after a handful of boards in a row.
  pace: 5000,
  expect: { postings: [1, 2000], fill: { description: 0.7, locations: 0.9, url: 1, postedAt: 0.95 } },
  options: Options,
  // The path is a common one; the language, which must be sent, tells the feed from other XML.
  owns: url => PATH.test(url.pathname) && (HOST.test(url.hostname) || url.searchParams.has('language')),
  recognise(url) {
    const board = HOST.exec(url.hostname)?.[1]
    return board ? { board } : null
  },
  seeds: ({ base, language }) => [{ url: new URL(`/xml?language=${language}`, base).href, depth: 0 }],
  read(response) {
    const board = Board.safeParse(xmlBody(response, 'workzag-jobs'))
    if (!board.success) throw new SourceChanged(`${response.url}: no list of positions`)
    const company = companyOfSlug(HOST.exec(new URL(response.url).hostname)?.[1] ?? '')
    const seen = new Set<string>()
    return readRecords(board.data, response, {
      source: 'personio',
      schema: Position,
      outcome(position) {
        if (seen.has(position.id)) return { sourceId: position.id, dropped: 'repeated on its board' }
        seen.add(position.id)
        return draftOf(position, response.url, company)
      },
    })
  },
} satisfies Platform<Options>
