import { type NamedRole, readRoles } from '../title/read-title.ts'
import { readPhrases } from '../title/vocabulary.ts'
import { disciplinesNear, disciplinesOf } from './disciplines.ts'

/** Roles of one announcement; a longer list is a careers page, not an announcement. */
const MOST_ROLES = 10

const OFFER =
  /\b(?:hiring|seeks|looking for|looking(?= (?:[A-Z]|an? ))|looking to (?:hire|add|find|bring on)|seeking|searching for|in search of|recruiting|need(?:s|ing)?|want(?:s|ed)?|add(?:ing)?|bringing on|positions?(?: (?:are|include|for|open))?|roles?(?: (?:are|include|for|open))?|openings?(?: for)?|join (?:us|our team|the team) as|hire|opportunit(?:y|ies) for|team of|bring(?:ing)? (?:on|onboard|aboard|in)|invit(?:es|ing) applications for|you(?: will|(?:'|’)ll| would|(?:'|’)d) be (?:an?|our|the)|you(?: are|(?:'|’)re) an?|we have (?:an?|openings for|spots? for))\b:?((?:[^.!?\n]|[.!?](?=\S)){3,220})/gi
const HIRING_FOR =
  /\b(?:hiring|looking for|seeking|searching for|recruiting|positions?|roles?|openings?|opportunit(?:y|ies))\b:?((?:[^.!?\n]|[.!?](?=\S)){3,220})/gi
const OPENING_ENDS = /\s[-–—|]{1,2}\s|[.;:!|()[\]]|\s(?:at|with|who|to|for|in|wanted|needed)\s|,\s/
/** "Frontend & backend developers needed!", "Python devs wanted" */
const NEEDED = /(?:^|[.!?:;]\s)([^.!?:;\n]{3,80}?)\s(?:needed|wanted|required)\b/gi
const BULLET = /^\s*(?:[-*•·+o>–—#]|\d{1,2}[-.)]|\[\d\])\s*/
const END_OF_TITLE = /\s[-–—]{1,2}\s|:\s|(?<=\w{4})\.\s|[([]|,?\s?https?:|,?\s[£$€]/
const END_OF_BULLET =
  /\s[-–—]{1,2}\s|:\s|(?<=\w{4})\.\s|[([]|,?\s?https?:|,?\s[£$€]|\s(?:to|who|for|with|that|at|in)\s/
const LABEL =
  /^(?:(?:open )?(?:position|role|title|job title|job|opening|hiring)s?(?: available)?)\s?:\s{0,3}/i
const PROSE =
  /\b(?:you|your|we|our|i|experience|knowledge|understanding|ability|degree|who|they|years?|working with|work with|team of|familiar\w{0,4}|led by|founded|background)\b/i
/** Bare heads that are advertised without a qualifier; a bare "manager" of running text is none. */
const BARE = new Set([
  'Engineer',
  'Developer',
  'Programmer',
  'Designer',
  'Architect',
  'Analyst',
  'Scientist',
  'Data Scientist',
  'Consultant',
  'Tester',
])

/** The roles that a segment of a header names, or those of the fields of work that it lists. */
export function rolesOfSegment(segment: string): NamedRole[] {
  const named = readRoles(segment).filter(isAdvertised)
  return named.length > 0 ? named : disciplinesOf(segment)
}

/** The roles that the body of an announcement offers: in lines that hold a title, then in sentences that offer one. */
export function rolesOfBody(lines: readonly string[]): NamedRole[] {
  const listed = lines.slice(0, 120).flatMap(rolesOfLine)
  if (listed.length > 0) return distinct(listed)
  const offered: NamedRole[] = []
  for (const line of lines.slice(0, 60))
    for (const phrase of offersOf(line.slice(0, 3000))) {
      if (startsNearRole(phrase)) offered.push(...readRoles(phrase).filter(isAdvertised))
      if (offered.length >= MOST_ROLES) return distinct(offered)
    }
  if (offered.length > 0) return distinct(offered)
  const opening = lines.slice(0, 15).flatMap(rolesOfOpening)
  if (opening.length > 0) return distinct(opening)
  for (const line of lines.slice(0, 60))
    for (const [, phrase = ''] of line.slice(0, 3000).matchAll(HIRING_FOR))
      offered.push(...disciplinesNear(phrase))
  return distinct(offered)
}

/** "Software developers at all levels. Python, Go …": what a line begins with, where every word of it is known. */
function rolesOfOpening(line: string): NamedRole[] {
  return line
    .slice(0, 160)
    .split(OPENING_ENDS)
    .slice(0, 6)
    .filter(part => part.length < 60 && isTitle(part, 0))
    .flatMap(part => readRoles(part).filter(isAdvertised))
}

function* offersOf(line: string): Generator<string> {
  for (const [, phrase = ''] of line.matchAll(OFFER)) yield phrase
  for (const [, phrase = ''] of line.matchAll(NEEDED)) yield phrase
}

/** Each title once, and a bare head only where no role of that head is named more closely. */
export function distinct(roles: readonly NamedRole[]): NamedRole[] {
  const byTitle = new Map(roles.map(role => [role.title, role]))
  const all = [...byTitle.values()]
  return all
    .filter(
      role =>
        !role.bare ||
        !all.some(
          other => other !== role && !other.bare && other.title.endsWith(` ${role.title.split(' ').at(-1)}`),
        ),
    )
    .slice(0, MOST_ROLES)
}

const isAdvertised = (role: NamedRole): boolean =>
  role.it === true || (role.it === null && BARE.has(role.title.split(' ').at(-1) ?? ''))

/** "- Senior C++ Developer (Paris)": a short line that is a title rather than a sentence. */
function rolesOfLine(line: string): NamedRole[] {
  const text = line.slice(0, 400).replace(BULLET, '').replace(LABEL, '').trim()
  const title = text.split(BULLET.test(line) ? END_OF_BULLET : END_OF_TITLE, 1)[0] ?? ''
  if (title.length < 3 || title.length > 80 || PROSE.test(title) || (/[.!]$/.test(text) && title === text))
    return []
  if (isTitle(title)) return readRoles(title).filter(isAdvertised)
  return BULLET.test(line) ? disciplinesOf(title) : []
}

function isTitle(text: string, mostUnknown = 2): boolean {
  const items = readPhrases(text)
  const unknown = items.filter(({ meaning, mark }) => meaning === null && mark === null).length
  return items.some(({ meaning }) => meaning?.kind === 'head') && unknown <= mostUnknown
}

/** Whether the phrase comes to a role soon, so that the offer is of that role. */
function startsNearRole(phrase: string): boolean {
  let unknown = 0
  for (const { meaning, mark } of readPhrases(phrase)) {
    if (meaning?.kind === 'head') return true
    if (meaning === null && mark === null && ++unknown > 6) return false
  }
  return false
}
