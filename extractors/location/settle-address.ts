import type { Area } from './gazetteer.ts'
import { isTown, isWide, KIN, kinship, liesIn, REACH, SAME_COUNTY, SAME_REGION } from './kinship.ts'
import type { Mention } from './link-mentions.ts'
import { LESSER_RANK, TOWN_RANK } from './place-lists.ts'

/** The place that a mention was taken to mean; settling an address may drop it. */
export interface Choice {
  readonly area: Area
  readonly mention: Mention
  readonly rank: number
}

/**
 * Drops what an address cannot mean. It names its place first and then what that lies in: where the second does not
 * hold the first, an old county or region ("Croydon, Surrey") goes, or a town of another country ("Manchester, CT").
 */
export function settleAddress(choices: readonly Choice[]): Choice[] {
  const kept: Choice[] = []
  for (const outer of choices) {
    const inner = kept.at(-1)
    const verdict = inner === undefined ? 'both' : verdictOn(inner, outer)
    if (verdict === 'outer') kept.pop()
    if (verdict !== 'inner') kept.push(outer)
  }
  return kept.length < 2 ? kept : withoutNamesakes(withoutStrangers(kept))
}

/** Names that stand for their place wherever they are read: London is not a quarter of Ontario. */
function isFamous({ rank }: Choice): boolean {
  return rank >= 0 && rank <= 1
}

/** Which of two neighbours of an address is meant. */
function verdictOn(inner: Choice, outer: Choice): 'inner' | 'outer' | 'both' {
  const innerReach = REACH[inner.area.kind]
  const outerReach = REACH[outer.area.kind]
  const code = outer.mention.form === 'code'
  if (liesIn(inner.area, outer.area)) return 'both'
  if (outer.area.name === 'London') return saysWhere(outer, inner) ? 'inner' : 'both'
  if (inner.area.path[0] !== outer.area.path[0]) {
    // "Kent, WA", "Hampshire, Illinois": before a state a county's name is a town's.
    if (outer.area.kind === 'state') return isFamous(inner) && !code && isBig(inner) ? 'both' : 'outer'
    if (outer.area.kind === 'country' && (inner.area.kind === 'county' || !inner.mention.alone)) {
      return isWide(inner.area) ? 'both' : 'outer'
    }
    if (!inner.mention.alone && innerReach >= REACH.town && outerReach >= REACH.town && !isFamous(inner)) {
      return 'outer'
    }
  }
  if (innerReach <= outerReach || outerReach > REACH.authority) return 'both'
  if (inner.area.path[0] === outer.area.path[0] && outer.area.kind !== 'state') {
    return outerReach > REACH.country ? 'inner' : 'both'
  }
  // "London, Germany" lists two places, "Hamilton, Norway" names a town we do not know.
  return innerReach >= REACH.town && outerReach > REACH.world && !(isFamous(inner) && !code)
    ? 'outer'
    : 'both'
}

const AROUND_LONDON = new Set(['South East', 'East of England'])

/** Whether London says where the town before it is rather than lists another: "Reading (London)", "Staines, London". */
function saysWhere({ mention }: Choice, { area, rank }: Choice): boolean {
  if (area.path[1] !== 'England') return false
  return (
    mention.aside || (mention.gap === 'part' && rank >= TOWN_RANK && AROUND_LONDON.has(area.path[2] ?? ''))
  )
}

function isBig({ area }: Choice): boolean {
  return REACH[area.kind] >= REACH.town || area.name === 'London'
}

/**
 * Where the address names an area or a postcode and a place in it, drops the places elsewhere: "Stanley, Liverpool,
 * Merseyside" is not the town in Durham, and "Windsor Ward, Milton Keynes, MK3 6EN" not in Windsor.
 */
function withoutStrangers(choices: readonly Choice[]): Choice[] {
  const anchor = choices.findLast(
    ({ area, mention }) =>
      mention.form === 'postcode' ||
      (!isWide(area) && REACH[area.kind] <= REACH.county && area.path[0] === 'UK'),
  )
  if (anchor === undefined) return [...choices]
  const least = anchor.mention.form === 'postcode' ? SAME_REGION : KIN
  const fits = (choice: Choice): boolean => kinship(choice.area, anchor.area) >= least
  const last = choices.indexOf(anchor)
  const firm = (choice: Choice): boolean =>
    isFamous(choice) ||
    isWide(choice.area) ||
    choice.mention.form === 'postcode' ||
    (anchor.mention.form === 'postcode' &&
      choice.mention.alone &&
      choice.rank < LESSER_RANK &&
      choice.area.path[0] === 'UK')
  if (!choices.some(choice => choice !== anchor && isTown(choice.area) && fits(choice))) {
    return [...choices]
  }
  return choices.filter((choice, at) => at >= last || firm(choice) || fits(choice))
}

/**
 * Drops what only bears the name of a place elsewhere: the quarter of a town ("Sydenham, Belfast") and a part of a
 * longer unknown name ("Harlow Wood, Mansfield"). A postcode adds nothing where its address names a town.
 */
function withoutNamesakes(choices: readonly Choice[]): Choice[] {
  const kept = choices.filter(choice => choice.mention.form === 'postcode' || !isNamesake(choice, choices))
  return kept.filter(
    ({ area, mention }) =>
      mention.form !== 'postcode' ||
      kept.every(
        other =>
          other.mention.form !== 'name' || REACH[other.area.kind] < REACH.town || liesIn(area, other.area),
      ),
  )
}

function isNamesake(choice: Choice, choices: readonly Choice[]): boolean {
  const { area, mention, rank } = choice
  if (area.path[0] !== 'UK' || isWide(area)) return false
  const others = choices.filter(other => other !== choice && !isWide(other.area))
  const near = mention.alone || !others.some(isAloneTown) ? SAME_REGION : SAME_COUNTY
  if (others.some(other => kinship(area, other.area) >= near)) return false
  const next = choices[choices.indexOf(choice) + 1]
  const isAddress = next !== undefined && REACH[next.area.kind] >= REACH.borough && isPartBefore(next)
  if (others.length === 1 && isAddress) {
    if (area.kind === 'district' || rank >= LESSER_RANK) return true
    // Of two towns of an address far from each other, the first is a namesake: "Stonehouse, Larkhall".
    if ((area.kind === 'borough' || rank >= TOWN_RANK) && next.area.path[0] === 'UK') return true
  }
  return !mention.alone && !namesCountry(choice, next) && others.some(other => other.mention.alone)
}

/** "London, Bristol UK": the country against the name says that it is a place by itself. */
function namesCountry(choice: Choice, next: Choice | undefined): boolean {
  return next?.area.kind === 'country' && next.mention.gap === 'none' && liesIn(choice.area, next.area)
}

function isPartBefore({ mention }: Choice): boolean {
  return mention.gap === 'part' && mention.form === 'name'
}

function isAloneTown({ area, mention }: Choice): boolean {
  return mention.alone && mention.form === 'name' && REACH[area.kind] >= REACH.town
}
