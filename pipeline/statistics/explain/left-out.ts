import type { Database } from '../../../db/connection.ts'
import { type CountReason, readLeftOut, readUnquoted } from '../../../db/queries/explain-left-out.ts'
import type { CountedScope } from '../../../db/queries/explain-vacancies.ts'
import type { PayUnit } from '../trend-page.ts'
import type { LeftOut } from './explanation.ts'

/** The newest that stand for all that were left out for a reason. */
const examples = 3

/** The reasons in the order in which they are told, with what each counts. */
const countReasons = [
  ['withoutSkill', 'vacancies'],
  ['duplicate', 'adverts'],
  ['type', 'vacancies'],
  ['place', 'vacancies'],
  ['scope', 'adverts'],
  ['spokenFor', 'vacancies'],
  ['later', 'vacancies'],
  ['forbidden', 'adverts'],
  ['closed', 'vacancies'],
  ['before', 'vacancies'],
  ['after', 'vacancies'],
] as const satisfies [CountReason, LeftOut['of']][]

/** What a reader may be told: adverts of sources whose terms forbid aggregates are an operator's business. */
export type Audience = 'operator' | 'public'

/**
 * Why adverts that name the term are not among what counts. Each reason but those of the day is asked within the
 * window, and each but its own with everything else alike: the same place, type and terms.
 * @param unit of pay figures: also why counted vacancies have no quote in it
 */
export async function findLeftOut(
  database: Database,
  scope: CountedScope,
  unit: PayUnit | null,
  audience: Audience,
): Promise<LeftOut[]> {
  const found: LeftOut[] = []
  if (unit !== null)
    for (const row of await readUnquoted(database, scope, unit, examples))
      found.push({ of: 'vacancies', ...row })
  for (const [reason, of] of countReasons) {
    if (reason === 'withoutSkill' && scope.withTerms.length === 0) continue
    if (reason === 'forbidden' && audience === 'public') continue
    for (const row of await readLeftOut(database, reason, scope, examples)) found.push({ reason, of, ...row })
  }
  return found
}
