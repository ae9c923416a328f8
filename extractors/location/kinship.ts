import { areasOf } from './areas.ts'
import { type Area, countryCodes } from './gazetteer.ts'
import { worldFile } from './place-files.ts'

/** How far a kind of place reaches; a lower figure reaches further. */
export const REACH: Record<Area['kind'], number> = {
  world: 0,
  country: 1,
  nation: 2,
  dependency: 2,
  region: 3,
  overlap: 3,
  part: 4,
  county: 4,
  state: 4,
  authority: 5,
  borough: 5,
  town: 6,
  district: 7,
}

/** How near two places are: one in the other, in one county, in one region or state, in one country. */
export const KIN = 100
export const SAME_COUNTY = 12
export const SAME_REGION = 6
const SAME_COUNTRY = 3

const members = new Map(
  Object.entries(worldFile.members).map(([name, codes]) => [
    name,
    new Set(codes.split(' ').map(code => (code === 'GB' ? 'UK' : countryCodes.get(code)?.[0]?.name))),
  ]),
)

/** True where `inner` lies in `outer`, or counts for it where that is an area across the tree or spans countries. */
export function liesIn(inner: Area, outer: Area): boolean {
  if (inner === outer) return false
  if (outer.kind === 'world') return members.get(outer.name)?.has(inner.path[0]) ?? false
  return (
    inner.path.includes(outer.name) ||
    (outer.kind === 'overlap' && areasOf([...inner.path]).includes(outer.name))
  )
}

/** How near two places are, 0 where nothing is known to join them. */
export function kinship(one: Area, other: Area): number {
  if (one === other) return KIN
  if (liesIn(one, other) || liesIn(other, one)) return KIN
  if (one.path[0] !== other.path[0]) return 0
  let shared = 1
  while (one.path[shared] !== undefined && one.path[shared] === other.path[shared]) shared++
  if (one.path[0] !== 'UK') return shared > 1 ? SAME_REGION : SAME_COUNTRY
  return shared > 3 ? SAME_COUNTY : shared > 2 ? SAME_REGION : SAME_COUNTRY
}

/** Too wide to bear out that a name is meant as a place: every town is in some country. */
export function isWide({ kind }: Area): boolean {
  return REACH[kind] <= REACH.nation
}

/** Whether a place is a town, a part of one or an authority, rather than an area of several towns. */
export function isTown({ kind, path }: Area): boolean {
  return REACH[kind] >= REACH.authority || path.includes('London')
}
