import { z } from 'zod'
import { momentOf } from '../../reading/moment.ts'
import type { Draft } from '../../reading/read-records.ts'

/** The board: a bare list. */
export const Board = z.array(z.unknown())

const Text = z.string().nullish()
/** Text, or a thing with a name. */
const Named = z.union([z.string(), z.object({ name: Text }).transform(({ name }) => name ?? '')]).nullish()
const Place = z
  .object({ name: Text, city: Named, state: Named, country: Named, is_remote: z.boolean().nullish() })
  .nullish()
type Place = z.infer<typeof Place>

export const Position = z.object({
  name: z.string().min(1),
  url: z.string().min(1),
  published_date: Text,
  type: z.object({ id: Text, name: Text }).nullish(),
  location: Place,
  locations: z.array(Place).nullish(),
  /** As the employer wrote it: `£45,000 – £55,000 / year`. */
  salary: Text,
  company: z.object({ name: Text }).nullish(),
  /** HTML; with `verbose` only. */
  description: Text,
})
export type Position = z.infer<typeof Position>

/** An advert's page; `5a3b663b95ce-night-porter` is its id and its title as it once was. */
export const PAGE = /^\/p\/([0-9a-f]{4,32})(?:-[^/]*)?\/?$/i

/** The same from the list and from the page; `''` where the address is none of an advert. */
export function idOf(address: string, base?: string): string {
  const path = URL.canParse(address, base) ? new URL(address, base).pathname : ''
  return PAGE.exec(path)?.[1]?.toLowerCase() ?? ''
}

export function draftOf(position: Position, boardUrl: string, company: string): Draft {
  const { type, location, locations } = position
  return {
    sourceId: idOf(position.url, boardUrl),
    url: URL.canParse(position.url, boardUrl) ? new URL(position.url, boardUrl).href : undefined,
    title: position.name,
    description: position.description,
    company: position.company?.name || company,
    locations: [location, ...(locations ?? [])].map(placeText),
    salaryText: position.salary,
    // Some names are placeholders that a page's script replaces: `%LABEL_POSITION_TYPE_FULL_TIME%`.
    employmentTypes: [(type?.name?.startsWith('%') ? type.id : type?.name) || type?.id || ''],
    workplace: location?.is_remote === true ? 'Remote' : undefined,
    postedAt: momentOf(position.published_date),
  }
}

function placeText(place: Place): string {
  if (place?.name?.trim()) return place.name
  return [place?.city, place?.state, place?.country].filter(Boolean).join(', ')
}
