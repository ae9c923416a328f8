import type { Seniority } from './posting.ts'
import { readTaxonomyFile } from './taxonomy/taxonomy-files.ts'
import { defineCue, findCues } from './text/cues.ts'
import type { TitleReading } from './title/read-title.ts'
import { LevelsFile } from './title/title-files.ts'

const { stated, experience } = readTaxonomyFile('titles/levels.yaml', LevelsFile)
const levelOf = new Map(Object.entries(stated))
const LEVEL = defineCue([...levelOf.keys()], new RegExp(`(?:${[...levelOf.keys()].join('|')})(?= )`, 'iy'))
const YEAR = defineCue(['year'], /year/iy)

const BEFORE = 70
const AFTER = 70

const OFFERED =
  /\b(?:looking (?:for|to (?:hire|recruit|appoint|add))|seeking|hiring|recruiting|recruit|searching for|in search of|require|requires|needs?|join (?:us|our team|the team|\w{1,20}) as|you(?:(?:'|’)ll| will| would) be|(?:role|position) (?:is as|will be as|is|as|of)|(?:opportunity|vacancy|opening) for|appoint|this is) (?:(?:an?|our|the|one|two|three|several|some|new|another|exceptional|experienced|talented|strong|passionate|motivated|ambitious|skilled|driven|great|\d{1,2}) ){0,4}$/i
const RANGE = /(?<![\d.,£$€])(\d)\s?(?:-|–|to)\s?(\d{1,2})\+?\s?$/
const OF_EXPERIENCE = /^years?['’]?\s(?:of\s)?(?:[\w/-]{1,20}\s){0,3}experience\b/i

/**
 * The seniority of a role: what its title states; else the level word before the role in a sentence that offers it,
 * where all such sentences agree; else junior where no or hardly any experience is asked for (`levels.yaml` says why
 * other years tell nothing). Null for roles outside of IT whose title states none.
 */
export function readSeniority(
  title: Pick<TitleReading, 'seniority' | 'terms' | 'it'>,
  text: string,
): Seniority | null {
  if (title.seniority !== null || title.terms.length === 0) return title.seniority
  return levelOfOffer(text, roleOf(title.terms)) ?? levelOfYears(text)
}

/** The words of a role, in lower case: its heads ("engineer"), and what may stand before them ("data"). */
interface RoleWords {
  heads: ReadonlySet<string>
  words: ReadonlySet<string>
}

function roleOf(terms: readonly string[]): RoleWords {
  const spoken = terms.map(term => term.toLowerCase().split(' '))
  return { heads: new Set(spoken.map(words => words.at(-1) ?? '')), words: new Set(spoken.flat()) }
}

function levelOfOffer(text: string, role: RoleWords): Seniority | null {
  const found = new Set<Seniority>()
  for (const { start, end } of findCues(LEVEL, text)) {
    const level = levelOf.get(text.slice(start, end).toLowerCase())
    if (
      level !== undefined &&
      namesRole(text.slice(end, end + AFTER), role) &&
      OFFERED.test(text.slice(Math.max(0, start - BEFORE), start))
    )
      found.add(level)
  }
  const [only] = found
  return found.size === 1 && only !== undefined ? only : null
}

/** Whether the role itself follows, not another one of the same employer ("senior backend engineers" of a data engineer). */
function namesRole(rest: string, { heads, words }: RoleWords): boolean {
  if (!rest.startsWith(' ')) return false
  for (const word of rest.split(/\s+/, 6).slice(1)) {
    const plain = word.toLowerCase().replace(/[.,;:!?)]{1,3}$/, '')
    if (heads.has(plain) || (plain.endsWith('s') && heads.has(plain.slice(0, -1)))) return true
    if (!words.has(plain)) return false
  }
  return false
}

function levelOfYears(text: string): Seniority | null {
  for (const { start: at } of findCues(YEAR, text)) {
    const [, from, to] = RANGE.exec(text.slice(Math.max(0, at - 12), at)) ?? []
    if (from === undefined || !OF_EXPERIENCE.test(text.slice(at, at + 90))) continue
    const entry = experience.find(range => Number(from) === range.from && Number(to) <= range.to)
    if (entry !== undefined) return entry.level
  }
  return null
}
