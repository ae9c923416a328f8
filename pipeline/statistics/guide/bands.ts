import type { Seniority } from '../../../extractors/posting.ts'
import type { Band } from './guide-page.ts'

/** From the lowest up. */
export const bands: readonly Band[] = ['intern', 'junior', 'mid', 'senior', 'lead', 'head', 'notStated']

const bandOfSeniority: Record<Seniority, Band> = {
  intern: 'intern',
  graduate: 'junior',
  junior: 'junior',
  mid: 'mid',
  senior: 'senior',
  lead: 'lead',
  principal: 'lead',
  staff: 'lead',
  head: 'head',
  director: 'head',
  executive: 'head',
}

/** The band of what a vacancy states. */
export const bandOf = (seniority: string | null): Band =>
  seniority === null ? 'notStated' : (bandOfSeniority[seniority as Seniority] ?? 'notStated')
