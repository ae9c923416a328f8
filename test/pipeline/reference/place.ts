import { areasOf } from '../../../extractors/location/areas.ts'
import { gazetteer } from '../../../extractors/location/gazetteer.ts'
import { areaFile } from '../../../extractors/location/place-files.ts'

/** Every area that a vacancy of a place counts for; of an area that others make up, of the first of them. */
export function areasOfName(name: string): string[] {
  const member = areaFile.overlaps[name]?.members[0] ?? name
  const place = gazetteer.get(member)
  if (!place) throw new Error(`the taxonomy has no ${member}`)
  return areasOf(place.path)
}
