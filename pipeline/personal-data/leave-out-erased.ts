import type { Client } from '../../db/connection.ts'
import { erasedAddresses } from '../../db/loaders/erase.ts'
import { type Accounting, enter } from '../quality/accounting.ts'
import type { Listing } from '../stages/listing.ts'
import { withoutAdvert } from './without-advert.ts'

/** Listings without the adverts that were erased on request; each of them is entered as out of scope. */
export async function leaveOutErased(
  client: Client,
  listings: readonly Listing[],
  account: Accounting,
): Promise<readonly Listing[]> {
  const erased = new Set(await erasedAddresses(client))
  if (erased.size === 0) return listings
  return listings.flatMap(listing => {
    const { response, appearances } = listing
    const isErased = (url: string | null | undefined): boolean => url != null && erased.has(url)
    const gone = appearances.filter(({ url }) => isErased(url) || isErased(response?.url))
    if (gone.length === 0 && !isErased(response?.url)) return listing
    for (const _ of gone) enter(account, 'outOfScope', 'erased on request')
    const addresses = gone.flatMap(({ url }) => url ?? [])
    const body =
      response && !isErased(response.url)
        ? withoutAdvert(response.body, response.contentType, addresses)
        : null
    if (!response || body === null) return []
    const kept = appearances.flatMap((appearance, place) => (gone.includes(appearance) ? [] : place))
    return {
      ...listing,
      response: { ...response, body },
      appearances: kept.map(place => appearances[place]!),
      extract: wanted => listing.extract(wanted.map(place => kept[place]!)),
      begin: undefined,
    }
  })
}
