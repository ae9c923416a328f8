import full from 'compromise'
import one from 'compromise/one'
import { streamText } from './text-floor.ts'

/** Finds the terms in an advert's text. @returns the number of hits */
export type Lookup = (html: string) => number

/** The library way: `compromise` over the whole advert with a compiled list of terms. */
export const fullLookup = (terms: string[]): Lookup => lookupBy(full, terms)

/** The same without tagging of words, the cheapest form that `compromise` has. */
export const plainLookup = (terms: string[]): Lookup => lookupBy(one, terms)

function lookupBy(nlp: typeof full | typeof one, terms: string[]): Lookup {
  const trie = nlp.buildTrie(terms)
  return html => nlp(streamText(html)).lookup(trie).length
}
