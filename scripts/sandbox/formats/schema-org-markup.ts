import { escapeText } from '../describe.ts'
import type { Random } from '../random.ts'

/** A schema.org thing as JSON-LD has it. */
export type Thing = Record<string, unknown>

/** How a syntax names a property, and the thing that is its value or stands alone. */
interface Syntax {
  property(name: string): string
  thing(type: string, property?: string): string
}

const microdata = (vocabulary: string): Syntax => ({
  property: name => `itemprop="${name}"`,
  thing: (type, property) =>
    `${property ? `itemprop="${property}" ` : ''}itemscope itemtype="${vocabulary}${type}"`,
})

const rdfa = (vocabulary: string): Syntax => ({
  property: name => `property="${name}"`,
  thing: (type, property) =>
    property ? `property="${property}" typeof="${type}"` : `vocab="${vocabulary}" typeof="${type}"`,
})

const rdfaPrefixed: Syntax = {
  property: name => `property="schema:${name}"`,
  thing: (type, property) =>
    property ? `property="schema:${property}" typeof="schema:${type}"` : `typeof="schema:${type}"`,
}

/** The thing in microdata, under either address of the vocabulary. */
export const asMicrodata = (thing: Thing, random: Random): string =>
  element(thing, microdata(random.pick(['https://schema.org/', 'http://schema.org/'])), random)

/** The thing in RDFa, with a vocabulary or with RDFa's own prefix for it. */
export const asRdfa = (thing: Thing, random: Random): string =>
  element(thing, random.pick([rdfa('https://schema.org/'), rdfa('http://schema.org/'), rdfaPrefixed]), random)

const quoted = (text: string): string => `"${escapeText(text).replaceAll('"', '&quot;')}"`

function element(thing: Thing, syntax: Syntax, random: Random, property?: string): string {
  const type = String([thing['@type']].flat()[0] ?? 'Thing')
  const parts = Object.entries(thing)
    .filter(([name]) => !name.startsWith('@'))
    .flatMap(([name, value]) => [value].flat().map(one => part(name, one, syntax, random)))
  const tag = property ? 'span' : 'article'
  return `<${tag} ${syntax.thing(type, property)}>${parts.join('\n')}</${tag}>`
}

function part(name: string, value: unknown, syntax: Syntax, random: Random): string {
  if (typeof value === 'object' && value !== null) return element(value as Thing, syntax, random, name)
  const text = String(value)
  const property = syntax.property(name)
  switch (name) {
    case 'description':
      return `<div ${property}>${text}</div>`
    case 'title':
      return `<h1 ${property}>${escapeText(text)}</h1>`
    case 'url':
      return `<link ${property} href=${quoted(text)}>`
    case 'datePosted':
    case 'validThrough':
      return `<time ${property} datetime=${quoted(text)}>${escapeText(text.slice(0, 10))}</time>`
    case 'name':
    case 'addressLocality':
      return `<b ${property}>${escapeText(text)}</b>`
    default:
      return random.chance(0.5)
        ? `<meta ${property} content=${quoted(text)}>`
        : `<span ${property} content=${quoted(text)}>${escapeText(text.toLowerCase())}</span>`
  }
}
