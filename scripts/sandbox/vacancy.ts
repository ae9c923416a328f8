import type { EmploymentType, Pay, Place, Seniority, Workplace } from './advert.ts'
import type { Area, RoleTable } from './tables.ts'

/** An advert of a vacancy that follows its first one. */
export interface Repeat {
  kind: 'duplicate' | 'repost'
  posted: number
  closed: number
}

/** One real job. Days are numbers, see `calendar.ts`. */
export interface Vacancy {
  role: RoleTable | null
  /** The title where there is no role. */
  plain: string
  terms: string[]
  seniority: Seniority | null
  tech: string | null
  skills: Set<string>
  company: string
  sector: string
  token: string | null
  place: Place
  workplace: Workplace
  type: EmploymentType
  area: Area
  half: number
  ir35: 'inside' | 'outside' | null
  /** Length of a contract. */
  months: number
  pay: Pay | null
  /** What the employer would offer, quoted or not. */
  worth: number
  posted: number
  closed: number
  repeats: Repeat[]
  readvertised: boolean
}
