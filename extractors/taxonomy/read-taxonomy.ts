import { z } from 'zod'
import {
  AreaFile,
  GeoNamesFile,
  OutcodeFile,
  PlacesByArea,
  PlaceWordFile,
  TownFile,
  WorldFile,
} from '../location/place-file.ts'
import { HeadsFile, LevelsFile, OtherRolesFile, QualifiersFile } from '../title/title-files.ts'
import { PassageFile } from './passage-file.ts'
import { SkillFile, WordListFile } from './skill-file.ts'
import { type Fault, parseTaxonomyFile, type TaxonomySource } from './taxonomy-files.ts'

const titleFiles = {
  heads: HeadsFile,
  levels: LevelsFile,
  qualifiers: QualifiersFile,
  otherRoles: OtherRolesFile,
  scope: z.record(z.string(), z.array(z.string())),
}
const placeFiles = {
  areas: AreaFile,
  towns: TownFile,
  villages: PlacesByArea,
  authorities: PlacesByArea,
  outcodes: OutcodeFile,
  world: WorldFile,
  geonames: GeoNamesFile,
  words: PlaceWordFile,
}

/** Where each part of the titles and places is kept. */
export const titlePaths = {
  heads: 'titles/heads.yaml',
  levels: 'titles/levels.yaml',
  qualifiers: 'titles/qualifiers.yaml',
  otherRoles: 'titles/other-roles.yaml',
  scope: 'titles/scope.yaml',
} as const
export const placePaths = {
  areas: 'locations/uk-areas.yaml',
  towns: 'locations/uk-towns.yaml',
  villages: 'locations/uk-villages.yaml',
  authorities: 'locations/uk-authorities.yaml',
  outcodes: 'locations/uk-outcodes.yaml',
  world: 'locations/world.yaml',
  geonames: 'locations/geonames.yaml',
  words: 'locations/words.yaml',
} as const
export const wordListPath = 'word-lists.yaml'
export const passagePath = 'passages.yaml'

type Files<T extends Record<string, z.ZodType>> = { [name in keyof T]?: z.infer<T[name]> }

/** A taxonomy as its files have it; a file that cannot be read is left out. */
export interface Taxonomy {
  skills: { path: string; file: SkillFile }[]
  wordLists?: WordListFile
  passages?: PassageFile
  titles: Files<typeof titleFiles>
  places: Files<typeof placeFiles>
}

/**
 * Reads every file of a taxonomy by the schemas that extraction reads them by. What cannot be read is named in
 * `faults`, each with its file; the rest is there all the same. Rules, names and references are not judged.
 */
export function readTaxonomy(source: TaxonomySource): {
  taxonomy: Taxonomy
  faults: (Fault & { file: string })[]
} {
  const faults: (Fault & { file: string })[] = []
  const read = <T>(file: string, schema: z.ZodType<T>, scalars: 'typed' | 'strings'): T | undefined => {
    const reading = parseTaxonomyFile(source, file, schema, scalars)
    if ('data' in reading) return reading.data
    faults.push(...reading.faults.map(fault => ({ ...fault, file })))
    return undefined
  }
  const readAll = <T extends Record<string, z.ZodType>>(
    schemas: T,
    paths: { [name in keyof T]: string },
  ): Files<T> =>
    Object.fromEntries(
      Object.entries(schemas)
        .map(([name, schema]) => [name, read(paths[name]!, schema, 'typed')])
        .filter(([, data]) => data !== undefined),
    )
  const wordLists = read(wordListPath, WordListFile, 'strings')
  const passages = read(passagePath, PassageFile, 'typed')
  const taxonomy: Taxonomy = {
    skills: source.files
      .filter(path => path.startsWith('skills/'))
      .flatMap(path => {
        const file = read(path, SkillFile, 'strings')
        return file ? [{ path, file }] : []
      }),
    ...(wordLists && { wordLists }),
    ...(passages && { passages }),
    titles: readAll(titleFiles, titlePaths),
    places: readAll(placeFiles, placePaths),
  }
  return { taxonomy, faults }
}
