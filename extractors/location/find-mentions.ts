import { type Area, countryCodes, type Spelling, spellings, stateCodes } from './gazetteer.ts'
import { wordFile } from './place-files.ts'
import { LESSER_RANK, TOWN_RANK } from './place-lists.ts'
import { type PlaceWord, placeWords } from './place-words.ts'
import { postcodeAt } from './postcodes.ts'

/** A place a mention can mean. */
export interface Candidate {
  readonly area: Area
  readonly rank: number
}

/** A place name, postcode or state code among the words of a text. */
export interface Found {
  /** The first of its words, and the one after the last. */
  readonly start: number
  readonly end: number
  /** The likeliest first. */
  readonly candidates: readonly Candidate[]
  /** Fills its part of the text but for words that say nothing of a place. */
  readonly alone: boolean
  /** Counts only where another mention of the text bears it out. */
  readonly hint: boolean
  readonly form: 'name' | 'code' | 'postcode'
}

interface Node {
  next: Map<string, Node>
  candidates: Candidate[]
  capitals: boolean
}

const noise = new Set(wordFile.noise)
const streets = new Set(wordFile.streets)
const everyday = new Set(wordFile.everyday)
const codeWords = new Set(wordFile.codes)
const sites = new Set(wordFile.sites)
/** As likely as a state's full name where a name can be its code too. */
const STATE_CODE_RANK = 3.9
const emptyNode = (): Node => ({ next: new Map(), candidates: [], capitals: false })
const root = emptyNode()

function plant({ text, area, rank }: Spelling): void {
  let node = root
  for (const word of placeWords(text)) {
    const next = node.next.get(word.text) ?? emptyNode()
    node.next.set(word.text, next)
    node = next
  }
  if (node.candidates.some(other => other.area === area)) return
  // Two capitals are a word in lower case (us, la, mk) far more often than a place.
  node.capitals = /^[A-Z]\.?[A-Z]\.?$/.test(text) && text !== 'UK'
  node.candidates.push({ area, rank })
  node.candidates.sort((a, b) => a.rank - b.rank)
}
for (const spelling of spellings) plant(spelling)

function longestName(words: readonly PlaceWord[], start: number): { node: Node; end: number } | null {
  let node: Node | undefined = root
  let found: { node: Node; end: number } | null = null
  for (let at = start; at < words.length; at++) {
    const word = words[at] as PlaceWord
    if (at > start && word.gap !== 'none') break
    node = node.next.get(word.text)
    if (node === undefined) break
    if (node.candidates.length > 0) found = { node, end: at + 1 }
  }
  return found
}

function endsPart(words: readonly PlaceWord[], end: number): boolean {
  const next = words[end]
  return next === undefined || next.gap !== 'none' || /^\d{5}/.test(next.raw) || noise.has(next.text)
}

function codeAt(words: readonly PlaceWord[], at: number): Candidate[] {
  const { raw } = words[at] as PlaceWord
  if (raw.length < 2 || raw.length > 3 || !/^[A-Z]+$/.test(raw) || !endsPart(words, at + 1)) return []
  const areas = [...(stateCodes.get(raw) ?? []), ...(countryCodes.get(raw) ?? [])]
  const preferred = words.length === 1 ? 'country' : 'state'
  return areas.map(area => ({ area, rank: area.kind === preferred ? 0 : 1 })).sort((a, b) => a.rank - b.rank)
}

/** The first word of the part of the text that `words[at]` stands in, and the one after its last. */
function partAround(words: readonly PlaceWord[], at: number): [number, number] {
  let from = at
  while ((words[from] as PlaceWord).gap === 'none' && from > 0) from--
  let to = at + 1
  while (to < words.length && words[to]?.gap === 'none') to++
  return [from, to]
}

function isAlone(words: readonly PlaceWord[], start: number, end: number): boolean {
  const [from, to] = partAround(words, start)
  for (let at = from; at < to; at++) {
    if ((at < start || at >= end) && !noise.has((words[at] as PlaceWord).text)) return false
  }
  return true
}

function isStreet(words: readonly PlaceWord[], end: number): boolean {
  const next = words[end]
  return next !== undefined && next.gap === 'none' && streets.has(next.text)
}

/** True where a word beside a name says nothing of the place, or is a number. */
export function isNoiseWord({ text }: PlaceWord): boolean {
  return noise.has(text) || /^\d+$/.test(text)
}

/** True where a word ends the name of a street or a building. */
export function isStreetWord({ text }: PlaceWord): boolean {
  return streets.has(text)
}

/** True where the words name no place and mean to name none: `Remote`, `Multiple locations`, `Worldwide`. */
export function isNoise(words: readonly PlaceWord[]): boolean {
  return words.every(isNoiseWord)
}

/** True where an address goes on at `start`: words before it in its clause may name a place. */
function follows(words: readonly PlaceWord[], start: number): boolean {
  for (let at = start; at > 0 && (words[at] as PlaceWord).gap !== 'list'; at--) {
    if (!noise.has((words[at - 1] as PlaceWord).text)) return true
  }
  return false
}

function nameMention(
  words: readonly PlaceWord[],
  start: number,
  { node, end }: { node: Node; end: number },
): Found | null {
  const word = words[start] as PlaceWord
  const alone = isAlone(words, start, end)
  if (!alone && (isStreet(words, end) || (node.capitals && word.raw !== word.raw.toUpperCase()))) return null
  const single = end === start + 1
  const lesser = (node.candidates[0] as Candidate).rank >= LESSER_RANK
  const hint = !alone && (lesser || (single && everyday.has(word.text)))
  // A name can be a state's code as well: `LA`, `DC`.
  const states = single && word.raw.length < 4 && follows(words, start) ? codeAt(words, start) : []
  const codes = states
    .filter(({ area }) => area.kind === 'state')
    .map(({ area }) => ({ area, rank: STATE_CODE_RANK }))
  return { start, end, candidates: [...node.candidates, ...codes], alone, hint, form: 'name' }
}

/** Marks the words of a text that a mention covers. */
function coveredWords(words: readonly PlaceWord[], found: readonly Found[]): boolean[] {
  const covered = words.map(() => false)
  for (const { start, end } of found) covered.fill(true, start, end)
  return covered
}

/** Whether the nearest word that says something, from `at` on by `step` within the part, is an unknown name's. */
function touchesName(
  words: readonly PlaceWord[],
  covered: readonly boolean[],
  at: number,
  step: 1 | -1,
): boolean {
  for (let here = at; words[here] !== undefined; here += step) {
    const word = words[here] as PlaceWord
    if ((step === 1 && word.gap !== 'none') || covered[here]) return false
    if (word.text === 'and' || word.text === 'or' || /['’]s$/.test(word.raw)) return false
    if (!noise.has(word.text))
      return !sites.has(word.text) && !streets.has(word.text) && /^\p{Lu}.{2}/u.test(word.raw)
    if (step === -1 && word.gap !== 'none') return false
  }
  return false
}

/**
 * Judges the names that share their part of the text. Among names alone each is meant ("Leeds or Reading"); a lesser
 * town's name inside a longer unknown one is a hint ("Melton Constable", "Bolton by Bowland").
 */
function judgeShared(words: readonly PlaceWord[], found: Found[]): Found[] {
  const covered = coveredWords(words, found)
  return found.map(mention => {
    const { start, end, alone, hint, form, candidates } = mention
    const { area, rank } = candidates[0] as Candidate
    if (alone || form !== 'name') return mention
    const [from, to] = partAround(words, start)
    const part = words.slice(from, to)
    const lists = part.some(({ text }) => text === 'and' || text === 'or')
    if (lists && part.every((word, at) => covered[from + at] || isNoiseWord(word))) {
      return { ...mention, alone: true, hint: false }
    }
    if (hint || end > start + 1 || rank < TOWN_RANK || area.path[0] !== 'UK') {
      return mention
    }
    const before = (words[start] as PlaceWord).gap === 'none' && touchesName(words, covered, start - 1, -1)
    return before || touchesName(words, covered, end, 1) ? { ...mention, hint: true } : mention
  })
}

/** Every place named in the words of one text, in their order, longest names first. */
export function findMentions(words: readonly PlaceWord[]): Found[] {
  const found: Found[] = []
  for (let at = 0; at < words.length; ) {
    const word = words[at] as PlaceWord
    const name = longestName(words, at)
    const postcode = name === null ? postcodeAt(words, at) : null
    if (postcode !== null) {
      const end = at + postcode.words
      const candidates = [{ area: postcode.area, rank: 0 }]
      // A lone `EC2` in a list is Amazon's.
      const hint = !postcode.full && words.length > postcode.words
      found.push({ start: at, end, candidates, alone: isAlone(words, at, end), hint, form: 'postcode' })
      at = end
      continue
    }
    if (name !== null) {
      const mention = nameMention(words, at, name)
      if (mention !== null) {
        found.push(mention)
        at = name.end
        continue
      }
      if (isStreet(words, name.end)) {
        at = name.end
        continue
      }
    }
    const codes = codeAt(words, at)
    if (codes.length > 0 && (at > 0 || words.length === 1 || isAlone(words, at, at + 1))) {
      const hint = word.gap !== 'part' && words.length > 1 && codeWords.has(word.text)
      const alone = isAlone(words, at, at + 1)
      found.push({ start: at, end: at + 1, candidates: codes, alone, hint, form: 'code' })
    }
    at++
  }
  return found.some(({ alone }) => !alone) ? judgeShared(words, found) : found
}
