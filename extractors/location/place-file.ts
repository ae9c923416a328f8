import { z } from 'zod'

/** A place as the data files spell it: `Name | other name | other name`. */
const Spelled = z.string().min(1)
/** Places, separated by commas. */
const List = z.string().transform(text => text.split(', '))
const byArea = <T extends z.ZodType>(value: T) => z.record(z.string(), value)

export type Branch = null | string[] | { [name: string]: Branch }
const Branch: z.ZodType<Branch> = z.lazy(() =>
  z.union([z.null(), z.array(z.string()), z.record(z.string(), Branch)]),
)

/** `taxonomy/locations/uk-areas.yaml`. */
export const AreaFile = z.strictObject({
  tree: z.record(z.string(), Branch),
  overlaps: byArea(
    z.strictObject({
      in: z.string(),
      members: z.array(z.string()),
      aliases: z.array(z.string()).default([]),
    }),
  ),
  parents: byArea(z.string()),
  aliases: byArea(z.array(z.string())),
  world: byArea(z.array(z.string())),
})
export type AreaFile = z.infer<typeof AreaFile>

/** `taxonomy/locations/uk-towns.yaml`. */
export const TownFile = z.strictObject({
  major: List,
  towns: byArea(List),
  defaults: byArea(z.string()),
})
export type TownFile = z.infer<typeof TownFile>

/** `taxonomy/locations/uk-villages.yaml` and `uk-authorities.yaml`: places by area. */
export const PlacesByArea = byArea(List)
export type PlacesByArea = z.infer<typeof PlacesByArea>

/** `taxonomy/locations/uk-outcodes.yaml`: postcode districts by place, space-separated. */
export const OutcodeFile = byArea(z.string())
export type OutcodeFile = z.infer<typeof OutcodeFile>

/** `taxonomy/locations/world.yaml`. */
export const WorldFile = z.strictObject({
  major: List,
  countries: byArea(Spelled),
  members: byArea(z.string()),
  states: byArea(byArea(Spelled)),
  cities: byArea(List),
})
export type WorldFile = z.infer<typeof WorldFile>

/** `taxonomy/locations/words.yaml`. */
export const PlaceWordFile = z.strictObject({
  noise: List,
  streets: List,
  sites: List,
  everyday: List,
  codes: List,
  roles: List,
})
export type PlaceWordFile = z.infer<typeof PlaceWordFile>

/** `taxonomy/locations/geonames.yaml`. */
export const GeoNamesFile = z.strictObject({
  package: z.string(),
  states: byArea(byArea(z.string())),
  counties: byArea(z.string()),
})
