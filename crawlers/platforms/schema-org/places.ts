import { labelOf } from './loose-value.ts'

const PLACES_LIMIT = 50

/**
 * The places of a `jobLocation`: address parts from the town up to the country. Sites also repeat one wrong address
 * under every place and have only the names right; then the names count.
 */
export function placesOf(jobLocation: unknown): string[] {
  const places = [jobLocation]
    .flat(1)
    .slice(0, PLACES_LIMIT)
    .map(place => ({ name: nameOf(place), address: addressOf(place) }))
  const addresses = new Set(places.map(place => place.address))
  const names = new Set(places.map(place => place.name))
  const isOneAddressForAll = addresses.size === 1 && names.size === places.length && places.length > 1
  return places.map(({ name, address }) => (isOneAddressForAll ? name || address : address || name))
}

function nameOf(place: unknown): string {
  return (isThing(place) && labelOf(place.name)) || ''
}

function addressOf(place: unknown): string {
  if (!isThing(place)) return labelOf(place) ?? ''
  const address = Array.isArray(place.address) ? place.address[0] : (place.address ?? place)
  if (!isThing(address)) return labelOf(address) ?? ''
  const parts = ['addressLocality', 'addressRegion', 'postalCode', 'addressCountry'].flatMap(
    field => labelOf(typeof address[field] === 'number' ? String(address[field]) : address[field]) ?? [],
  )
  const isNew = (part: string, at: number): boolean =>
    parts.findIndex(other => other.toLowerCase() === part.toLowerCase()) === at
  return parts.filter(isNew).join(', ')
}

const isThing = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
