import { areasOf } from './areas.ts'
import type { Candidate, Mention } from './find-mentions.ts'
import type { Area } from './gazetteer.ts'
import { LESSER_RANK } from './place-lists.ts'

/** How far a kind of place reaches; a lower figure reaches further. */
const REACH: Record<Area['kind'], number> = {
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

const KIN = 100
const SAME_COUNTY = 12
const SAME_REGION = 6
const SAME_COUNTRY = 3

/** True where `inner` lies in `outer`, or counts for it where that is an area across the tree. */
export function liesIn(inner: Area, outer: Area): boolean {
  if (inner === outer) return false
  return (
    inner.path.includes(outer.name) ||
    (outer.kind === 'overlap' && areasOf([...inner.path]).includes(outer.name))
  )
}

function kinship(one: Area, other: Area): number {
  if (one === other) return KIN
  if (liesIn(one, other) || liesIn(other, one)) return KIN
  if (one.path[0] !== other.path[0]) return 0
  let shared = 1
  while (one.path[shared] !== undefined && one.path[shared] === other.path[shared]) shared++
  if (one.path[0] !== 'UK') return shared > 1 ? SAME_REGION : SAME_COUNTRY
  return shared > 3 ? SAME_COUNTY : shared > 2 ? SAME_REGION : SAME_COUNTRY
}

function bestKinship(area: Area, candidates: readonly Candidate[]): number {
  let best = 0
  for (const candidate of candidates) best = Math.max(best, kinship(area, candidate.area))
  return best
}

/** Too wide to bear out that a name is meant as a place: every town is in some country. */
function isWide({ kind }: Area): boolean {
  return REACH[kind] <= REACH.nation
}

interface Choice {
  area: Area
  mention: Mention
  rank: number
}

function choose(mention: Mention, clause: readonly Mention[], country: string | null): Choice | null {
  let chosen: Candidate | null = null
  let most = Number.NEGATIVE_INFINITY
  let borneOut = false
  for (const candidate of mention.candidates) {
    let kin = 0
    let score = -candidate.rank
    for (const other of clause) {
      if (other === mention) continue
      score += bestKinship(candidate.area, other.candidates)
      const lonePostcode = mention.form === 'postcode' && mention.alone
      const narrow = lonePostcode ? other.candidates : other.candidates.filter(({ area }) => !isWide(area))
      kin = Math.max(kin, bestKinship(candidate.area, narrow))
    }
    if (country !== null && candidate.area.path[0] === country) score += 4
    if (score > most) {
      most = score
      chosen = candidate
      borneOut = kin >= SAME_COUNTY
    }
  }
  if (chosen === null || (mention.hint && !borneOut)) return null
  // A country's code beside nothing of that country is an abbreviation of something else.
  if (mention.form === 'code' && chosen.area.kind === 'country' && !borneOut && clause.length > 1) return null
  return { area: chosen.area, mention, rank: chosen.rank }
}

/**
 * An address names its place first and then what that lies in. Where the second does not hold the first, an old
 * county or region ("Croydon, Surrey") is dropped, and a town of another country ("Manchester, CT") gives way.
 */
function settleAddress(choices: readonly Choice[]): Choice[] {
  const kept: Choice[] = []
  for (const outer of choices) {
    const inner = kept.at(-1)
    const verdict = inner === undefined ? 'both' : verdictOn(inner, outer)
    if (verdict === 'outer') kept.pop()
    if (verdict !== 'inner') kept.push(outer)
  }
  return kept.length < 2 ? kept : withoutNamesakes(kept)
}

/** Which of two neighbours of an address is meant. */
function verdictOn(inner: Choice, outer: Choice): 'inner' | 'outer' | 'both' {
  const innerReach = REACH[inner.area.kind]
  const outerReach = REACH[outer.area.kind]
  const abroad = inner.area.path[0] !== outer.area.path[0]
  const code = outer.mention.form === 'code'
  if (liesIn(inner.area, outer.area) || outer.area.name === 'London') return 'both'
  // "Kent, WA": before a state's code a county's name is a town's.
  if (abroad && code && outer.area.kind === 'state' && inner.area.kind === 'county') return 'outer'
  if (innerReach <= outerReach || outerReach > REACH.authority) return 'both'
  if (!abroad && outer.area.kind !== 'state') return outerReach > REACH.country ? 'inner' : 'both'
  // "London, Germany" lists two places, "Hamilton, Norway" names a town we do not know.
  const famous = inner.rank >= 0 && inner.rank <= 1 && !code
  return innerReach >= REACH.town && outerReach > REACH.world && !famous ? 'outer' : 'both'
}

/**
 * Drops what only bears the name of a place elsewhere: the quarter of a town ("Sydenham, Belfast") and a part of a
 * longer unknown name ("Harlow Wood, Mansfield"). A postcode adds nothing where its address names a town.
 */
function withoutNamesakes(choices: readonly Choice[]): Choice[] {
  return choices.filter((choice, at) => {
    const { area, mention, rank } = choice
    if (area.path[0] !== 'UK' || isWide(area)) return true
    const others = choices.filter(other => other !== choice && !isWide(other.area))
    if (mention.form === 'postcode') {
      const named = others.filter(
        other => other.mention.form === 'name' && REACH[other.area.kind] >= REACH.town,
      )
      return named.every(other => liesIn(area, other.area))
    }
    if (others.some(other => kinship(area, other.area) >= SAME_REGION)) return true
    const next = choices[at + 1]
    const quarter = others.length === 1 && next?.area.kind === 'town' && next.mention.gap === 'part'
    if (quarter && (area.kind === 'district' || rank >= LESSER_RANK)) return false
    return mention.alone || !others.some(other => other.mention.alone)
  })
}

function clausesOf(mentions: readonly Mention[]): Mention[][] {
  const clauses: Mention[][] = []
  for (const mention of mentions) {
    if (mention.gap === 'list' || clauses.length === 0) clauses.push([])
    clauses.at(-1)?.push(mention)
  }
  return clauses
}

/** The one country that every mention of a clear country lies in; null where there are several or none. */
function countryOf(texts: readonly (readonly Mention[])[]): string | null {
  let country: string | null = null
  for (const { candidates, hint } of texts.flat()) {
    const likely = candidates[0]
    if (hint || likely === undefined) continue
    const home = likely.area.path[0] ?? null
    // An area or country is meant rather than the town of its name: London is not the one in Ontario.
    if (likely.rank > 0 && candidates.some(({ area }) => area.path[0] !== home)) continue
    if (country !== null && country !== home) return null
    country = home
  }
  return country
}

/**
 * Decides which place each mention means, text by text: by the other names of its address, then by the country all
 * else lies in, then by how likely the bare name means it. Places that hold another place of the advert are left out.
 */
export function resolveMentions(texts: readonly (readonly Mention[])[]): Area[][] {
  const country = countryOf(texts)
  const read = texts.map(mentions =>
    clausesOf(mentions).flatMap(clause => {
      const choices = clause.flatMap(mention => choose(mention, clause, country) ?? [])
      return settleAddress(choices).map(({ area }) => area)
    }),
  )
  const all = new Set(read.flat())
  if (all.size < 2) return read
  return read.map(areas => areas.filter(outer => !all.values().some(inner => liesIn(inner, outer))))
}
