import type { Advert } from './posting.ts'
import { clean } from './text/to-text.ts'
import { readTitle } from './title/read-title.ts'

/** The paragraphs that a company repeats whatever the role, in the form of `paragraphKey`. */
export type Boilerplate = ReadonlySet<string>

/**
 * What makes a repeated paragraph the company's and not the role's. Found by reading the repeated paragraphs of 194
 * boards (Ashby, October 2025): one that stands in an engineer's and in a recruiter's advert says nothing of either,
 * while a stack paragraph in all engineers' adverts is a demand even where a board seeks engineers alone.
 */
const LEAST = {
  /** Different titles below which nothing is "repeated over a board". */
  titles: 4,
  /** Share of a board's titles that is nearly all; one title of another trade among them is then enough. */
  share: 0.8,
  /** Below that share: titles of IT and titles of other trades that both have the paragraph … */
  ofEach: 2,
  /** … and its length: short demands ("Proficiency in Excel") do recur between trades. */
  length: 60,
}

/** Trades next to IT: what an electrical or a sales engineer shares with a developer may be the work itself. */
const TECHNICAL = /\b(?:engineer|technic|technolog|developer|scien|research)/i

/** Conditions of being employed there at all: they bind whoever is hired, however often they are repeated. */
const CONDITION =
  /\b(?:clearance|security[- ]cleared|vetting|dbs|disclosure and barring|itar|driving licence|driver'?s licen[cs]e|fluent|fluency)\b/

/** The adverts of one title, as one. */
interface Opening {
  adverts: Advert[]
  it: boolean
  other: boolean
}

interface Spread {
  titles: number
  it: number
  other: number
}

const none: Boilerplate = new Set()

/**
 * The boilerplate of one company's adverts on one board, in time linear in their text. Of boards that cannot have any
 * (few titles, one trade) no text is asked for.
 * @param adverts a company's adverts as one listing shows them
 * @param textOf the plain text of an advert's description, a paragraph or list item a line
 */
export function findBoilerplate(adverts: readonly Advert[], textOf: (advert: Advert) => string): Boilerplate {
  if (adverts.length < LEAST.titles) return none
  const openings = [...Map.groupBy(adverts, ({ title }) => title.toLowerCase()).values()].map(toOpening)
  const others = openings.filter(({ other }) => other).length
  if (openings.length < LEAST.titles || others === 0 || others === openings.length) return none
  const spreads = new Map<string, Spread>()
  for (const { adverts: alike, it, other } of openings) {
    for (const paragraph of new Set(alike.flatMap(advert => textOf(advert).split('\n').map(paragraphKey)))) {
      const spread = spreads.get(paragraph) ?? { titles: 0, it: 0, other: 0 }
      spread.titles++
      if (it) spread.it++
      if (other) spread.other++
      spreads.set(paragraph, spread)
    }
  }
  spreads.delete('')
  return new Set(
    [...spreads].filter(([key, spread]) => isBoilerplate(key, spread, openings.length)).map(([key]) => key),
  )
}

/** The text with empty lines where boilerplate stood. */
export function withoutBoilerplate(text: string, boilerplate: Boilerplate): string {
  if (boilerplate.size === 0) return text
  return text
    .split('\n')
    .map(line => (boilerplate.has(paragraphKey(line)) ? '' : line))
    .join('\n')
}

function isBoilerplate(paragraph: string, { titles, it, other }: Spread, board: number): boolean {
  if (titles < LEAST.titles || other === 0 || other === titles) return false
  if (CONDITION.test(paragraph)) return false
  if (titles >= LEAST.share * board) return true
  return it >= LEAST.ofEach && other >= LEAST.ofEach && paragraph.length >= LEAST.length
}

function toOpening(adverts: Advert[]): Opening {
  const title = clean(adverts[0]!.title)
  const { it } = readTitle(title)
  return { adverts, it: it === true, other: it === false && !TECHNICAL.test(title) }
}

const paragraphKey = (line: string): string =>
  (line.startsWith('- ') ? line.slice(2) : line).trim().toLowerCase()
