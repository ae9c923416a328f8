import { type Area, countryCodes, type Spelling, spellings, stateCodes } from './gazetteer.ts'
import { wordFile } from './place-files.ts'
import { LESSER_RANK } from './place-lists.ts'
import { type Gap, type PlaceWord, placeWords } from './place-words.ts'
import { postcodeAt } from './postcodes.ts'

/** A place a mention can mean. */
export interface Candidate {
  readonly area: Area
  readonly rank: number
}

/** A place name, postcode or state code in a text. */
export interface Mention {
  readonly candidates: readonly Candidate[]
  /** The widest gap between the mention before and this one. */
  readonly gap: Gap
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

function partEnd(words: readonly PlaceWord[], from: number): number {
  let end = from + 1
  while (end < words.length && words[end]?.gap === 'none') end++
  return end
}

function isAlone(words: readonly PlaceWord[], start: number, end: number): boolean {
  let at = start
  while ((words[at] as PlaceWord).gap === 'none' && at > 0) at--
  const stop = partEnd(words, at)
  for (; at < stop; at++) {
    if ((at < start || at >= end) && !noise.has((words[at] as PlaceWord).text)) return false
  }
  return true
}

function isStreet(words: readonly PlaceWord[], end: number): boolean {
  const next = words[end]
  return next !== undefined && next.gap === 'none' && streets.has(next.text)
}

/** True where the words name no place and mean to name none: `Remote`, `Multiple locations`, `Worldwide`. */
export function isNoise(words: readonly PlaceWord[]): boolean {
  return words.every(({ text }) => noise.has(text) || /^\d+$/.test(text))
}

function nameMention(
  words: readonly PlaceWord[],
  start: number,
  { node, end }: { node: Node; end: number },
  follows: boolean,
): Omit<Mention, 'gap'> | null {
  const word = words[start] as PlaceWord
  const alone = isAlone(words, start, end)
  if (!alone && (isStreet(words, end) || (node.capitals && word.raw !== word.raw.toUpperCase()))) return null
  const single = end === start + 1
  const lesser = (node.candidates[0] as Candidate).rank >= LESSER_RANK
  const hint = !alone && (lesser || (single && everyday.has(word.text)))
  // A name can be a state's code as well: `LA`, `DC`.
  const states = single && follows ? codeAt(words, start).filter(({ area }) => area.kind === 'state') : []
  return { candidates: [...node.candidates, ...states], alone, hint, form: 'name' }
}

/** Every place named in the words of one text, in their order, longest names first. */
export function findMentions(words: readonly PlaceWord[]): Mention[] {
  const mentions: Mention[] = []
  let gap: Gap = 'list'
  const widen = (other: Gap): void => {
    if (other === 'list' || gap === 'none') gap = other
  }
  const push = (mention: Omit<Mention, 'gap'>): void => {
    mentions.push({ ...mention, gap })
    gap = 'none'
  }
  for (let at = 0; at < words.length; ) {
    const word = words[at] as PlaceWord
    widen(word.gap)
    const name = longestName(words, at)
    const postcode = name === null ? postcodeAt(words, at) : null
    if (postcode !== null) {
      const end = at + postcode.words
      const candidates = [{ area: postcode.area, rank: 0 }]
      // A lone `EC2` in a list is Amazon's.
      const hint = !postcode.full && words.length > postcode.words
      push({ candidates, alone: isAlone(words, at, end), hint, form: 'postcode' })
      at = end
      continue
    }
    if (name !== null) {
      const mention = nameMention(words, at, name, mentions.length > 0)
      if (mention !== null) {
        push(mention)
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
      push({ candidates: codes, alone: isAlone(words, at, at + 1), hint, form: 'code' })
    } else if (word.text === 'or' || word.text === 'and') {
      gap = 'list'
    }
    at++
  }
  return mentions
}
