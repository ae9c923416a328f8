import type { Candidate } from './find-mentions.ts'
import type { Area } from './gazetteer.ts'
import { isWide, KIN, kinship, liesIn, REACH, SAME_COUNTY } from './kinship.ts'
import type { Mention } from './link-mentions.ts'
import { type Choice, settleAddress } from './settle-address.ts'

const HOME_COUNTRY = 4

function bestKinship(area: Area, candidates: readonly Candidate[]): number {
  let best = 0
  for (const candidate of candidates) {
    best = Math.max(best, kinship(area, candidate.area))
    if (best === KIN) break
  }
  return best
}

/** What a mention can mean where it stands: in "Los Angeles, CA, Vancouver, BC" the first code is no country's. */
function candidatesOf(mention: Mention, clause: readonly Mention[]): readonly Candidate[] {
  const before = clause[clause.indexOf(mention) - 1]
  if (mention.form !== 'code' || before === undefined) return mention.candidates
  const holding = mention.candidates.filter(({ area }) =>
    before.candidates.some(inner => liesIn(inner.area, area)),
  )
  return holding.length > 0 ? holding : mention.candidates
}

function choose(mention: Mention, clause: readonly Mention[], country: string | null): Choice | null {
  let chosen: Candidate | null = null
  // Of a list of towns none makes London the one in Ontario; the name of Ontario does.
  const likely = mention.candidates[0]?.area
  const least =
    likely !== undefined && likely.path[0] === 'UK' && REACH[likely.kind] <= REACH.county ? KIN : 0
  let most = Number.NEGATIVE_INFINITY
  let borneOut = false
  for (const candidate of candidatesOf(mention, clause)) {
    let kin = 0
    let score = -candidate.rank
    for (const other of clause) {
      if (other === mention) continue
      const near = bestKinship(candidate.area, other.candidates)
      if (near >= least) score += near
      const lonePostcode = mention.form === 'postcode' && mention.alone
      const narrow = lonePostcode ? other.candidates : other.candidates.filter(({ area }) => !isWide(area))
      kin = Math.max(kin, bestKinship(candidate.area, narrow))
    }
    if (country !== null && candidate.area.path[0] === country) score += HOME_COUNTRY
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

function clausesOf(mentions: readonly Mention[]): Mention[][] {
  const clauses: Mention[][] = []
  for (const mention of mentions) {
    if (mention.gap === 'list' || clauses.length === 0) clauses.push([])
    clauses.at(-1)?.push(mention)
  }
  return clauses
}

/** The one country that every mention of a clear country lies in; null where there are several or none. */
export function countryOf(texts: readonly (readonly Mention[])[]): string | null {
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
  return withoutHolders(read)
}

/** Leaves out the places that hold another one of any text. */
export function withoutHolders(read: readonly Area[][]): Area[][] {
  const all = new Set(read.flat())
  if (all.size < 2) return [...read]
  return read.map(areas => areas.filter(outer => !all.values().some(inner => liesIn(inner, outer))))
}
