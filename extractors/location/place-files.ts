import { readTaxonomyFile } from '../taxonomy/taxonomy-files.ts'
import {
  AreaFile,
  GeoNamesFile,
  OutcodeFile,
  PlacesByArea,
  PlaceWordFile,
  TownFile,
  WorldFile,
} from './place-file.ts'

/** The UK's tree, the areas across it, and the areas of the world that span countries. */
export const areaFile = readTaxonomyFile('locations/uk-areas.yaml', AreaFile)
/** Towns and districts by area. */
export const townFile = readTaxonomyFile('locations/uk-towns.yaml', TownFile)
/** Lesser places by area, comma-separated: villages, parishes. */
export const villageFile = readTaxonomyFile('locations/uk-villages.yaml', PlacesByArea)
/** Local authorities that are neither town nor county, by area, comma-separated. */
export const authorityFile = readTaxonomyFile('locations/uk-authorities.yaml', PlacesByArea)
/** Postcode districts by place, space-separated. */
export const outcodeFile = readTaxonomyFile('locations/uk-outcodes.yaml', OutcodeFile)
/** Countries, states and cities outside the UK. */
export const worldFile = readTaxonomyFile('locations/world.yaml', WorldFile)
/** How the GeoNames gazetteer names what its towns lie in. */
export const geonamesFile = readTaxonomyFile('locations/geonames.yaml', GeoNamesFile)
/** Words around place names. */
export const wordFile = readTaxonomyFile('locations/words.yaml', PlaceWordFile)
