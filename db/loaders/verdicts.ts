import type { Client } from '../connection.ts'

/** What was expected, and what came. */
export interface Verdict {
  /** What was judged: a source by its name, or a publication by its day. */
  subject: string
  /** What was expected, by its name: `postings`, `fill:company`, `vacancies`. */
  expectation: string
  /** `hold`: not to be published before a person has looked at it; `warn`: to be looked at some time. */
  outcome: 'pass' | 'warn' | 'hold'
  /** The figure that was judged; null where there is none. */
  observed: number | null
  /** What it was to be, in words. */
  expected: string | null
  /** One sentence for people. */
  message: string
}

/** Stores what was judged of a run or of a publication. */
export async function storeVerdicts(
  client: Pick<Client, 'query'>,
  of: { runId: number } | { publicationId: number },
  verdicts: readonly Verdict[],
): Promise<void> {
  await client.query(
    `insert into ops.verdicts (run_id, publication_id, subject, expectation, outcome, observed, expected, message)
     select $1, $2, v.* from unnest($3::text[], $4::text[], $5::text[], $6::float8[], $7::text[], $8::text[]) v`,
    [
      'runId' in of ? of.runId : null,
      'publicationId' in of ? of.publicationId : null,
      verdicts.map(verdict => verdict.subject),
      verdicts.map(verdict => verdict.expectation),
      verdicts.map(verdict => verdict.outcome),
      verdicts.map(verdict => verdict.observed),
      verdicts.map(verdict => verdict.expected),
      verdicts.map(verdict => verdict.message),
    ],
  )
}

/** Stores what was judged of a publication in the place of what was judged of it before. */
export async function replaceVerdicts(
  client: Pick<Client, 'query'>,
  publicationId: number,
  verdicts: readonly Verdict[],
): Promise<void> {
  await client.query('delete from ops.verdicts where publication_id = $1', [publicationId])
  await storeVerdicts(client, { publicationId }, verdicts)
}
