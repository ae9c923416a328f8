import { z } from 'zod'
import { areas } from '../../../extractors/location/areas.ts'
import { readData } from './read-data.ts'

const known = new Set(areas.map(({ name }) => name))

/** The places that each guide compares its own with. */
export const mainPlaces: readonly string[] = readData(
  'main-places.yaml',
  z.array(z.string().refine(name => known.has(name), 'the taxonomy has no such place')),
)
