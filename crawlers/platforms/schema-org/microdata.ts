import { addTo, DEEPEST, literalOf, stepCounter, type Thing } from './literal.ts'
import type { Marked } from './page.ts'

const VOCABULARY = /^https?:\/\/(?:www\.)?schema\.org\//i

/**
 * The JobPosting items of a page's microdata (https://html.spec.whatwg.org/multipage/microdata.html), as JSON-LD would
 * have them. A posting inside another (a similar one) is none of the page's own.
 *
 * @throws Error with one clear line where references explode
 */
export function microdataPostings(marked: readonly Marked[], base: string): Thing[] {
  const count = stepCounter('microdata')
  const byId = new Map<string, Marked>()
  const postings: Marked[] = []
  const collect = (elements: readonly Marked[], isInside: boolean): void => {
    for (const element of elements) {
      const id = element.attributes.get('id')
      if (id && !byId.has(id)) byId.set(id, element)
      const isOne = isPosting(element)
      if (isOne && !isInside) postings.push(element)
      collect(element.children, isInside || isOne)
    }
  }
  collect(marked, false)

  function thingOf(item: Marked, depth: number): Thing | string {
    const thing: Thing = {}
    const seen = new Set<Marked>([item])
    const read = (element: Marked): void => {
      count()
      if (seen.has(element)) return
      seen.add(element)
      const isItem = element.attributes.has('itemscope')
      for (const name of tokens(element.attributes.get('itemprop'))) {
        const property = name.replace(VOCABULARY, '')
        if (!isItem) addTo(thing, property, literalOf(element, property, base))
        else if (depth < DEEPEST) addTo(thing, property, thingOf(element, depth + 1))
      }
      if (!isItem) element.children.forEach(read)
    }
    item.children.forEach(read)
    // An element that ends before its properties: those that are in no item can only be of the page's one posting.
    const isEmpty = item.children.length === 0 && !item.attributes.has('itemref')
    if (depth === 0 && postings.length === 1 && isEmpty) marked.forEach(read)
    for (const id of tokens(item.attributes.get('itemref'))) {
      const element = byId.get(id)
      if (element) read(element)
    }
    // A name in an item that marks nothing inside: `<b itemprop="hiringOrganization" itemscope>Harbour Ltd</b>`.
    return Object.keys(thing).length > 0 ? thing : literalOf(item, 'name', base)
  }
  return postings.map(posting => thingOf(posting, 0)).filter(thing => typeof thing === 'object')
}

const isPosting = ({ attributes }: Marked): boolean =>
  attributes.has('itemscope') &&
  tokens(attributes.get('itemtype')).some(
    type => VOCABULARY.test(type) && type.replace(VOCABULARY, '') === 'JobPosting',
  )

/** Most names that one attribute may list. */
const MOST_TOKENS = 50

export const tokens = (list: string | undefined): string[] =>
  list === undefined ? [] : list.slice(0, 4000).split(/\s+/).filter(Boolean).slice(0, MOST_TOKENS)
