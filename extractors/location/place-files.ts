import { z } from 'zod'
import { readTaxonomyFile } from '../taxonomy/taxonomy-files.ts'

/** A place as the data files spell it: `Name | other name | other name`. */
const Spelled = z.string().min(1)
/** Places, separated by commas. */
const List = z.string().transform(text => text.split(', '))
export type Branch = null | string[] | { [name: string]: Branch }
const Branch: z.ZodType<Branch> = z.lazy(() =>
  z.union([z.null(), z.array(z.string()), z.record(z.string(), Branch)]),
)
const byArea = <T extends z.ZodType>(value: T) => z.record(z.string(), value)

const Areas = z.strictObject({
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
const Towns = z.strictObject({
  major: List,
  towns: byArea(List),
  defaults: byArea(z.string()),
})
const World = z.strictObject({
  major: List,
  countries: byArea(Spelled),
  states: byArea(byArea(Spelled)),
  cities: byArea(List),
})
const Words = z.strictObject({ noise: List, streets: List, everyday: List, codes: List })

/** The UK's tree, the areas across it, and the areas of the world that span countries. */
export const areaFile = readTaxonomyFile('locations/uk-areas.yaml', Areas)
/** Towns and districts by area. */
export const townFile = readTaxonomyFile('locations/uk-towns.yaml', Towns)
/** Lesser places by area, comma-separated: villages, parishes. */
export const villageFile = readTaxonomyFile('locations/uk-villages.yaml', byArea(List))
/** Local authorities that are neither town nor county, by area, comma-separated. */
export const authorityFile = readTaxonomyFile('locations/uk-authorities.yaml', byArea(List))
/** Postcode districts by place, space-separated. */
export const outcodeFile = readTaxonomyFile('locations/uk-outcodes.yaml', byArea(z.string()))
/** Countries, states and cities outside the UK. */
export const worldFile = readTaxonomyFile('locations/world.yaml', World)
/** Words around place names. */
export const wordFile = readTaxonomyFile('locations/words.yaml', Words)
