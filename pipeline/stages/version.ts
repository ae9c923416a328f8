import type { Resighting } from '../../db/loaders/postings.ts'
import type { Appearance, Listing } from './listing.ts'

/** An appearance and where it is in its listing. */
export interface Version extends Appearance {
  key: string
  listing: Listing
  place: number
}

/** A version that is to be a record's posting from now on. */
export interface Fresh {
  version: Version
  isNew: boolean
  span: Resighting
}

/** Everything that a listing shows. */
export function toVersions(listing: Listing): Version[] {
  if (!listing.response) return []
  return listing.appearances.map((appearance, place) => ({
    ...appearance,
    key: recordKey(appearance),
    listing,
    place,
  }))
}

export const recordKey = ({ source, sourceId }: { source: string; sourceId: string }): string =>
  `${source}\t${sourceId}`

/** When a version was seen, ISO 8601 to the millisecond. */
export const momentOf = ({ seenAt }: { seenAt: string }): string => new Date(seenAt).toISOString()
