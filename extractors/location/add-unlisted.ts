import { type Found, isNoiseWord, isStreetWord } from './find-mentions.ts'
import type { Area } from './gazetteer.ts'
import { isTown, isWide, KIN, kinship, liesIn } from './kinship.ts'
import type { PlaceWord } from './place-words.ts'
import { townsOfName } from './unlisted-towns.ts'

/** Likelier than what bears a name elsewhere only by what it lies in. */
const UNLISTED_RANK = 3.9
const LONGEST_NAME = 4
const CAPITAL = /^\p{Lu}/u

/** The areas that a mention may mean and that a town can lie in. */
function holders({ candidates, hint, form }: Found): Area[] {
  if (hint && form === 'name') return []
  return candidates.map(({ area }) => area).filter(area => area.kind !== 'world' && !isTown(area))
}

function inClause(words: readonly PlaceWord[], one: Found, other: Found): boolean {
  const [first, last] = one.start < other.start ? [one, other] : [other, one]
  for (let at = first.end; at <= last.start; at++) {
    const { gap, text } = words[at] as PlaceWord
    if (gap === 'list' || (at < last.start && (text === 'or' || text === 'and'))) return false
  }
  return true
}

/**
 * "Newcastle, Shropshire", "Manchester, CT": where the county or state that follows a name holds none of the places
 * that bear it, the town there is one more that it can mean.
 */
function addNamesakes(words: readonly PlaceWord[], found: readonly Found[]): Found[] {
  return found.map((mention, at) => {
    const outer = found[at + 1]
    if (outer === undefined || !mention.alone || mention.form !== 'name' || outer.form === 'postcode')
      return mention
    const around = holders(outer).filter(area => !isWide(area) && area === outer.candidates[0]?.area)
    if (around.length === 0 || words[outer.start]?.gap !== 'part') return mention
    const { candidates } = mention
    if (candidates.some(({ area }) => isWide(area))) return mention
    if (candidates.some(one => outer.candidates.some(other => kinship(one.area, other.area) === KIN)))
      return mention
    const name = words.slice(mention.start, mention.end).map(({ raw }) => raw)
    const towns = townsOfName(name.join(' ')).filter(town => around.some(holder => liesIn(town, holder)))
    return { ...mention, candidates: [...candidates, ...towns.map(area => ({ area, rank: UNLISTED_RANK }))] }
  })
}

/** Whether a town lies in one of the areas around it, the nearer ones where there are any. */
function lies(town: Area, around: readonly Area[]): boolean {
  const near = around.filter(area => !isWide(area))
  return (near.length > 0 ? near : around).some(holder => liesIn(town, holder))
}

/** Whether a mention settles which town is meant; "New York" may be the state of another one. */
function namesTown({ hint, candidates }: Found): boolean {
  return (
    !hint &&
    candidates.some(({ area }) => isTown(area)) &&
    !candidates.some(({ area }) => area.kind === 'state')
  )
}

interface Part {
  start: number
  end: number
  /** Stands there without words that say nothing of the place. */
  whole: boolean
}

/** The parts of a text that name nothing known and may be a town's name. */
function unknownParts(words: readonly PlaceWord[], found: readonly Found[]): Part[] {
  const parts: Part[] = []
  for (let from = 0; from < words.length; ) {
    let to = from + 1
    while (to < words.length && (words[to] as PlaceWord).gap === 'none') to++
    const part: [number, number] = [from, to]
    const first = from
    from = to
    if (found.some(({ start, end }) => start < part[1] && end > part[0])) continue
    while (part[0] < part[1] && isNoiseWord(words[part[0]] as PlaceWord)) part[0]++
    while (part[0] < part[1] && isNoiseWord(words[part[1] - 1] as PlaceWord)) part[1]--
    const length = part[1] - part[0]
    if (length === 0 || length > LONGEST_NAME || !CAPITAL.test((words[part[0]] as PlaceWord).raw)) continue
    if (isStreetWord(words[part[1] - 1] as PlaceWord)) continue
    parts.push({ start: part[0], end: part[1], whole: length === to - first })
  }
  return parts
}

/**
 * Adds the towns that the taxonomy does not list: before the country, state or county that they lie in, and alone
 * where just one place of the world (of `country`, where the advert's other places are of one) bears the name.
 */
export function addUnlisted(
  words: readonly PlaceWord[],
  found: readonly Found[],
  country: string | null,
): Found[] {
  const all = addNamesakes(words, found)
  if (all.some(namesTown)) return all
  for (const { start, end, whole } of unknownParts(words, found)) {
    const mention: Found = { start, end, candidates: [], alone: true, hint: false, form: 'name' }
    const around = found.filter(other => inClause(words, mention, other)).flatMap(holders)
    // "West Town" alone is not West in Texas.
    if (around.length === 0 && (found.length > 0 || !whole)) continue
    const name = words.slice(start, end).map(({ raw }) => raw)
    const towns = townsOfName(name.join(' ')).filter(town =>
      around.length > 0 ? lies(town, around) : country === null || town.path[0] === country,
    )
    if (towns.length !== 1) continue
    const candidates = towns.map(area => ({ area, rank: UNLISTED_RANK }))
    all.push({ ...mention, candidates })
  }
  return all.sort((one, other) => one.start - other.start)
}
