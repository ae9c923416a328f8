import { readAnnouncement } from '../../../extractors/announcement/read-announcement.ts'
import { type Boilerplate, findBoilerplate, withoutBoilerplate } from '../../../extractors/boilerplate.ts'
import type { Advert } from '../../../extractors/posting.ts'
import { clean, toText } from '../../../extractors/text/to-text.ts'
import { withoutValues } from '../../../extractors/values-section.ts'
import type { Replayed } from './replay-adverts.ts'

/** The texts that terms and pay of a posting were read from. */
export interface AdvertWords {
  /** As the source has it; of an announcement the role that the posting is of. */
  title: string
  /** The description as plain text, a paragraph a line. */
  text: string
  /** What skills are looked for in: the title, then the text without what demands nothing. */
  asked: string
  /** Of an announcement, whose title is made by reading it: the text that the role stands in. */
  announcement: string | null
  company: string | null
  salaryText: string | null
  typedPay: NonNullable<Advert['pay']> | null
}

/**
 * The texts behind one posting of a replayed advert, as `extract` reads them.
 * @param sourceId the posting's own, which tells the roles of an announcement apart
 * @returns null where the advert no longer gives that posting
 */
export function readWords({ raw, listing }: Replayed, sourceId: string): AdvertWords | null {
  if (raw.form === 'announcement') {
    const reading = readAnnouncement(raw)
    const role =
      'adverts' in reading && reading.adverts.find(advert => clean(advert.sourceId, 500) === sourceId)
    if (!role) return null
    const words = wordsOf(role, text => text)
    return { ...words, announcement: words.text }
  }
  const boilerplate = boilerplateOf(raw, listing)
  return wordsOf(raw, text => withoutBoilerplate(text, boilerplate))
}

const judged = new WeakMap<readonly Advert[], Map<string, Boilerplate>>()

/** What the advert's company repeats in the listing, judged once for all its adverts there. */
function boilerplateOf({ source, company }: Advert, listing: readonly Advert[]): Boilerplate {
  if (!company) return new Set()
  const ofListing = judged.get(listing) ?? new Map<string, Boilerplate>()
  judged.set(listing, ofListing)
  const key = `${source}\t${company}`
  const known = ofListing.get(key)
  if (known) return known
  const alike = listing.filter(other => other.source === source && other.company === company)
  const boilerplate = findBoilerplate(alike, advert => toText(advert.description ?? ''))
  ofListing.set(key, boilerplate)
  return boilerplate
}

function wordsOf(advert: Advert, demanding: (text: string) => string): AdvertWords {
  const title = clean(advert.title)
  const text = toText(advert.description ?? '')
  return {
    title,
    text,
    asked: `${title}\n${demanding(withoutValues(text))}`,
    announcement: null,
    company: advert.company ?? null,
    salaryText: advert.salaryText ? clean(advert.salaryText) : null,
    typedPay: advert.pay ?? null,
  }
}
