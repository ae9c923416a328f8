import { absolute, type Marked } from './page.ts'
import { plainText } from './plain-text.ts'

/** Properties that are addresses. */
const ADDRESSES = new Set(['url', 'sameAs', 'image', 'logo', 'mainEntityOfPage'])
/** Properties whose HTML is kept: its lists and paragraphs are part of what it says. */
const TEXTS = new Set([
  'description',
  'responsibilities',
  'qualifications',
  'skills',
  'experienceRequirements',
  'educationRequirements',
])
const LINKS = new Map([
  ['a', 'href'],
  ['area', 'href'],
  ['link', 'href'],
  ['img', 'src'],
  ['iframe', 'src'],
  ['embed', 'src'],
  ['source', 'src'],
  ['object', 'data'],
])
/** Characters of HTML that a word or a name is read from. */
const LABEL_LIMIT = 4000

/**
 * What a marked element says of a property, `''` for nothing: its `content`, its machine-readable value, its address or
 * its words. A link around a title or a name is by the letter that property's address; sites mean the words.
 */
export function literalOf({ tag, attributes, inner }: Marked, property: string, base: string): string {
  const stated =
    attributes.get('content') ??
    (tag === 'time' ? attributes.get('datetime') : undefined) ??
    (tag === 'data' || tag === 'meter' ? attributes.get('value') : undefined)
  if (stated?.trim()) return bareTerm(stated)
  const link = attributes.get(LINKS.get(tag) ?? '')
  const address = link === undefined ? undefined : bareTerm(absolute(link, base) ?? '')
  if (ADDRESSES.has(property) && address) return address
  const words = TEXTS.has(property) ? inner : plainText(inner.slice(0, LABEL_LIMIT).replace(/<[^<>]*$/, ''))
  return words.trim() === '' ? (address ?? '') : words
}

/** `https://schema.org/FULL_TIME` → `FULL_TIME`: a term of the vocabulary by its address. */
export const bareTerm = (text: string): string =>
  text.trim().replace(/^https?:\/\/(?:www\.)?schema\.org\/(?=[A-Za-z_]{1,60}$)/i, '')

/** A thing as JSON-LD would have it: a property that is said twice becomes a list. */
export type Thing = Record<string, unknown>

/** The name of a property; letters alone, so that none is a `__proto__`. */
const PROPERTY = /^[A-Za-z]{1,60}$/

export function addTo(thing: Thing, property: string, value: unknown): void {
  if (!PROPERTY.test(property) || value === '') return
  if (!Object.hasOwn(thing, property)) thing[property] = value
  else if (Array.isArray(thing[property])) thing[property].push(value)
  else thing[property] = [thing[property], value]
}

/** How deep things stand in things, and how many elements are looked at for the postings of one page. */
export const DEEPEST = 8
const MOST_STEPS = 10_000

/** Counts what `itemref` and `resource` lead to again and again. @throws Error where it is too much */
export function stepCounter(syntax: string): () => void {
  let steps = 0
  return () => {
    steps += 1
    if (steps > MOST_STEPS) throw new Error(`${syntax} that refers to itself too often`)
  }
}
