import { findSkillSpans } from '../../skills/find-skills.ts'
import type { Taxonomy } from '../read-taxonomy.ts'
import { skills, wordLists } from '../skills.ts'
import { findUnreadPlaces } from './find-unread-places.ts'
import { findUnreadSkills } from './find-unread-skills.ts'
import { findUnreadTitles } from './find-unread-titles.ts'
import type { Problem } from './problem.ts'

/**
 * Entries of this installation's taxonomy that its readers never give back. Loading this module loads the readers,
 * which throw where the taxonomy has faults they cannot work with.
 */
export function findUnread(taxonomy: Taxonomy): Problem[] {
  return [
    ...findUnreadSkills(skills, wordLists, findSkillSpans),
    ...findUnreadTitles(taxonomy),
    ...findUnreadPlaces(taxonomy.places),
  ]
}
