import type { Place } from './advert.ts'
import { type Random, weighted } from './random.ts'
import { type Area, places } from './tables.ts'

const london = weighted(
  Object.entries(places.london.towns).map(([town, weight]) => {
    const path = town === 'London' ? places.london.path : [...places.london.path, town]
    return { weight, place: { town, region: 'London', path } satisfies Place }
  }),
  entry => entry.weight,
)

const rest = weighted(
  places.rest.flatMap(({ region, path, weight, towns }) => {
    const sum = Object.values(towns).reduce((total, share) => total + share, 0)
    return Object.entries(towns).map(([town, share]) => ({
      weight: (weight * share) / sum,
      place: (region === 'Remote'
        ? { town, region: null, path }
        : { town, region, path: [...path, region, town] }) satisfies Place,
    }))
  }),
  entry => entry.weight,
)

/** A place in London or in the rest of the market, by its weight. */
export const drawPlace = (area: Area, random: Random): Place =>
  (area === 'london' ? london : rest)(random).place

/**
 * Whether a place lies in an area of the truth: a name of its path, or `UK excluding London`. A place that is no more
 * than the UK may be London, so it counts for the UK alone.
 */
export function isWithin(place: Place, area: string): boolean {
  if (area === 'UK excluding London') return place.region !== null && place.region !== 'London'
  return place.path.includes(area)
}
