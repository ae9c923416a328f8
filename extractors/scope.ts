import { z } from 'zod'
import type { SkillHit } from './posting.ts'
import { readTaxonomyFile } from './taxonomy/taxonomy-files.ts'
import type { TitleReading } from './title/read-title.ts'

const ScopeFile = z.strictObject({
  categories: z.array(z.string()),
  everyday: z.array(z.string()),
  technicalSources: z.array(z.string()),
})
const file = readTaxonomyFile('titles/scope.yaml', ScopeFile)
const categories = new Set(file.categories)
const everyday = new Set(file.everyday)
const technicalSources = new Set(file.technicalSources)

/** Technical skills that bring an undecided title into scope: with a known head, without any, on a technical board. */
const ENOUGH = { withRole: 3, withoutRole: 4, onTechnicalBoard: 1 }

/** Why an advert is out of scope; each phrase is counted over all adverts of a run. */
export type ScopeReason = 'not an IT role' | 'no IT title and too few technical skills'

/**
 * Whether an advert is for an IT role. The title decides where it is recognised; otherwise ("Engineer", "Project
 * Manager", "Consultant") the number of technical skills does.
 */
export function decideScope(advert: {
  title: Pick<TitleReading, 'it' | 'role'>
  skills: readonly SkillHit[]
  source: string
}): { inScope: boolean; reason: ScopeReason | null } {
  const { title, skills, source } = advert
  if (title.it === true) return { inScope: true, reason: null }
  if (title.it === false) return { inScope: false, reason: 'not an IT role' }
  const technical = new Set(
    skills
      .filter(skill => categories.has(skill.category) && !everyday.has(skill.name))
      .map(skill => skill.name),
  ).size
  const enough = technicalSources.has(source)
    ? ENOUGH.onTechnicalBoard
    : title.role
      ? ENOUGH.withRole
      : ENOUGH.withoutRole
  return technical >= enough
    ? { inScope: true, reason: null }
    : { inScope: false, reason: 'no IT title and too few technical skills' }
}
