import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FAILSAFE_SCHEMA, load } from 'js-yaml'
import { z } from 'zod'
import { countryCodes, spellings, stateCodes } from '../../../extractors/location/gazetteer.ts'

const NoTerms = z.record(z.string(), z.array(z.string()))

const listed = NoTerms.parse(
  load(readFileSync(join(import.meta.dirname, 'no-terms.yaml'), 'utf8'), { schema: FAILSAFE_SCHEMA }),
)
const words = new Set(Object.values(listed).flat())
const places = new Set(spellings.map(({ text }) => text.toLowerCase()))

const codes = new Set([...stateCodes.keys(), ...countryCodes.keys()].map(code => code.toLowerCase()))

/** Whether a term (in lower case) is the code of a state or country, which some names of products are too. */
export const isPlaceCode = (term: string): boolean => codes.has(term)

/**
 * Whether a term (in lower case) is a capitalised phrase of adverts that no taxonomy of skills wants: a month, a
 * benefit, an investor, a place, a phrase of recruiting, or made of nothing else.
 */
export function isNoTerm(term: string): boolean {
  if (words.has(term) || places.has(term)) return true
  const parts = term.split(/[\s-]+/)
  return parts.every(
    part => words.has(part) || places.has(part) || /^[\d.,%]+(?:k|m|bn|st|nd|rd|th|x)?$/.test(part),
  )
}
