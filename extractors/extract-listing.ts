import { type Boilerplate, findBoilerplate } from './boilerplate.ts'
import { extract } from './extract.ts'
import type { Advert, Posting } from './posting.ts'
import { toText } from './text/to-text.ts'

/**
 * What the adverts of one listing mean: a board's, or a page of search results, as one response showed them. The
 * paragraphs that a company repeats over its adverts there name no demand (`findBoilerplate`), so that the result
 * depends on the listing alone: the same response gives the same, whenever it is read. An advert that came by itself
 * is read as `extract` reads it. Where one advert stands in several listings, each may see other boilerplate.
 * @param wanted places in `adverts` of those to extract; the rest serves to tell boilerplate
 * @returns the postings of each wanted advert, in the order of `wanted`
 */
export function extractListing(
  adverts: readonly Advert[],
  wanted: readonly number[] = adverts.map((_, at) => at),
): Posting[][] {
  const texts = new Map<Advert, string>()
  const textOf = (advert: Advert): string => {
    let text = texts.get(advert)
    if (text === undefined) {
      text = toText(advert.description ?? '')
      texts.set(advert, text)
    }
    return text
  }
  const judged = new Map<string, Boilerplate>()
  const companies = Map.groupBy(adverts, companyKey)
  return wanted.map(at => {
    const advert = adverts[at]!
    const key = companyKey(advert)
    if (key === null) return extract(advert)
    let boilerplate = judged.get(key)
    if (boilerplate === undefined) {
      boilerplate = findBoilerplate(companies.get(key)!, textOf)
      judged.set(key, boilerplate)
    }
    return extract(advert, { text: textOf(advert), boilerplate })
  })
}

/** Null for adverts that have no board: of no named company, or announcements, which name it in their prose. */
const companyKey = ({ source, company, form }: Advert): string | null =>
  company && form !== 'announcement' ? `${source}\t${company}` : null
