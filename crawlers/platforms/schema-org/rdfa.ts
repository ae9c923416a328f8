import { addTo, bareTerm, DEEPEST, literalOf, stepCounter, type Thing } from './literal.ts'
import { tokens } from './microdata.ts'
import type { Marked } from './page.ts'

const SCHEMA = /^https?:\/\/(?:www\.)?schema\.org[/#]?$/i
const TERM = /^https?:\/\/(?:www\.)?schema\.org[/#]([A-Za-z]{1,60})$/i
const MOST_PREFIXES = 50

/** What an element inherits: whether bare names are schema.org's, and which prefixes stand for it. */
interface Context {
  isVocabulary: boolean
  prefixes: ReadonlySet<string>
}

interface Subject {
  element: Marked
  context: Context
}

/**
 * The JobPosting things of a page's RDFa (https://www.w3.org/TR/rdfa-lite/), as JSON-LD would have them; `schema:` is
 * schema.org's by RDFa's initial context. A posting inside another is none of the page's own.
 *
 * @throws Error with one clear line where references explode
 */
export function rdfaPostings(marked: readonly Marked[], base: string): Thing[] {
  const count = stepCounter('RDFa')
  const byName = new Map<string, Subject[]>()
  const postings: Subject[] = []
  const collect = (elements: readonly Marked[], outer: Context, isInside: boolean): void => {
    for (const element of elements) {
      const context = contextOf(element, outer)
      const name = nameOf(element)
      const isOne = typesOf(element, context).includes('JobPosting')
      if (isOne && !isInside) postings.push({ element, context })
      if (name && isSubject(element)) {
        const known = byName.get(name)
        if (known) known.push({ element, context })
        else byName.set(name, [{ element, context }])
      }
      collect(element.children, context, isInside || isOne)
    }
  }
  collect(marked, { isVocabulary: false, prefixes: new Set(['schema']) }, false)

  function thingOf(subject: Subject, depth: number): Thing | string {
    const thing: Thing = {}
    const read = (element: Marked, outer: Context): void => {
      count()
      const context = contextOf(element, outer)
      for (const name of tokens(element.attributes.get('property'))) {
        const property = termOf(name, context)
        if (property) addTo(thing, property, statedBy({ element, context }, property, depth))
      }
      if (!isSubject(element)) for (const child of element.children) read(child, context)
    }
    for (const { element, context } of [subject, ...others(subject)])
      for (const child of element.children) read(child, context)
    return Object.keys(thing).length > 0 ? thing : literalOf(subject.element, 'name', base)
  }

  /** The other elements that speak of the same thing, by its `resource`. */
  function others({ element }: Subject): Subject[] {
    return (byName.get(nameOf(element) ?? '') ?? []).filter(other => other.element !== element)
  }

  function statedBy(subject: Subject, property: string, depth: number): Thing | string {
    const { attributes } = subject.element
    const resource = attributes.get('resource')
    const isLiteral = attributes.has('content') || (!attributes.has('typeof') && resource === undefined)
    if (isLiteral) return literalOf(subject.element, property, base)
    if (depth >= DEEPEST) return ''
    if (attributes.has('typeof')) return thingOf(subject, depth + 1)
    const named = byName.get(resource ?? '')?.[0]
    return named
      ? thingOf(named, depth + 1)
      : (termOf(resource ?? '', subject.context) ?? bareTerm(resource ?? ''))
  }

  return postings.map(posting => thingOf(posting, 0)).filter(thing => typeof thing === 'object')
}

function contextOf({ attributes }: Marked, outer: Context): Context {
  const vocab = attributes.get('vocab')
  const prefix = attributes.get('prefix')
  if (vocab === undefined && prefix === undefined) return outer
  const isVocabulary = vocab === undefined ? outer.isVocabulary : SCHEMA.test(vocab.trim())
  if (prefix === undefined || outer.prefixes.size > MOST_PREFIXES)
    return { isVocabulary, prefixes: outer.prefixes }
  const prefixes = new Set(outer.prefixes)
  const pairs = tokens(prefix)
  for (let at = 0; at + 1 < pairs.length; at += 2) {
    const name = pairs[at]!.replace(/:$/, '').toLowerCase()
    if (SCHEMA.test(pairs[at + 1]!)) prefixes.add(name)
    else prefixes.delete(name)
  }
  return { isVocabulary, prefixes }
}

/** The term of schema.org that a name stands for, undefined for another vocabulary's (`og:title`). */
function termOf(name: string, { isVocabulary, prefixes }: Context): string | undefined {
  const full = TERM.exec(name)
  if (full) return full[1]
  const colon = name.indexOf(':')
  if (colon < 0) return isVocabulary ? name : undefined
  return prefixes.has(name.slice(0, colon).toLowerCase()) ? name.slice(colon + 1) : undefined
}

const typesOf = ({ attributes }: Marked, context: Context): string[] =>
  tokens(attributes.get('typeof')).flatMap(name => termOf(name, context) ?? [])

const nameOf = ({ attributes }: Marked): string | undefined =>
  attributes.get('resource')?.trim() || attributes.get('about')?.trim()

/** Whether what is said inside is said of another thing than outside. */
const isSubject = ({ attributes }: Marked): boolean =>
  attributes.has('typeof') ||
  (!attributes.has('property') && (attributes.has('resource') || attributes.has('about')))
