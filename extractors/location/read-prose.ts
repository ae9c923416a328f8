import { type Found, findMentions } from './find-mentions.ts'
import type { Area } from './gazetteer.ts'
import { isTown } from './kinship.ts'
import { linkMentions, type Mention } from './link-mentions.ts'
import { wordFile } from './place-files.ts'
import { LESSER_RANK, TOWN_RANK } from './place-lists.ts'
import { type PlaceWord, placeWords } from './place-words.ts'
import { resolveMentions } from './resolve-mentions.ts'

const LONGEST_READ = 30_000
const LONGEST_TITLE = 200
const MOST_PHRASES = 40
const AHEAD = 90
const BEHIND = 40
const LONGEST_ROLE = 20

/** How sure a phrase is of the job's place: a labelled field, the job itself, what the firm says of its own seat. */
export type Ground = 'label' | 'job' | 'seat'

/** The places that one phrase of a text names. */
export interface Placing {
  ground: Ground
  areas: Area[]
}

type Cue = 'location' | 'office' | 'in' | 'located' | 'based'
/**
 * The words that a phrase naming the job's place turns on, by what is looked for of each (whatever the case of its first
 * letter) and the letters of the word before and after that.
 */
const CUES: readonly { piece: string; words: readonly { cue: Cue; before: string; after: string }[] }[] = [
  {
    piece: 'ocat',
    words: [
      { cue: 'location', before: 'l', after: 'ion' },
      { cue: 'located', before: 'l', after: 'ed' },
    ],
  },
  { piece: 'OCATION', words: [{ cue: 'location', before: 'l', after: '' }] },
  { piece: 'ffice', words: [{ cue: 'office', before: 'o', after: '' }] },
  { piece: 'ased ', words: [{ cue: 'based', before: 'b', after: '' }] },
  { piece: ' in ', words: [{ cue: 'in', before: '', after: '' }] },
]
const LETTER = /\p{L}/u
/** Where the field ends, also in adverts whose line breaks were lost. */
const FIELD_END =
  /[\n\r;]|\.\s|\b(?:salary|rate|package|duration|start|type|contract|benefits|job|role|hours|term|working|reporting|department|sector|skills|ref|reference|contact|vacancy|position|about|overview|the|we|our|my|this|you)\b/i
const SENTENCE_END = /[\n\r;]|\.\s/
/** What parts a place from the rest of a title. */
const PARTED = /[,;:|/()[\]–—•]|\s[-+]\s|\sin\s/i
const LABEL_MARKS = /^\s*[:=–—-]?\s*/
const CAPITAL = /^\p{Lu}/u
const roles = new Set(wordFile.roles)
const everyday = new Set(wordFile.everyday)
const PREPOSITIONS = new Set(['in', 'at', 'near', 'from', 'around', 'within', 'out', 'of'])
const OWNERS = new Set(['our', 'the', 'their', 'its', 'a', 'either'])
const SITES = new Set([
  'heart',
  'centre',
  'center',
  'central',
  'city',
  'outskirts',
  'area',
  'office',
  'offices',
  'head',
  'new',
  'modern',
])
const LEADS = new Set([...PREPOSITIONS, ...OWNERS, ...SITES])

const linked = (words: readonly PlaceWord[]): Mention[] => linkMentions(words, findMentions(words))
const readAll = (mentions: readonly Mention[]): Area[] => resolveMentions([mentions]).flat()
const ahead = (text: string, at: number, end: RegExp): string => {
  const window = text.slice(at, at + AHEAD)
  return window.slice(0, end.exec(window)?.index ?? window.length)
}

/** "Location: Leeds or York": the places of a labelled field, which begins with one. */
function placesOfLabel(text: string, at: number): Area[] {
  const from = at + LABEL_MARKS.exec(text.slice(at, at + 12))![0].length
  // "Location is flexible" has neither mark nor capital.
  if (!CAPITAL.test(text.charAt(from))) return []
  const words = placeWords(ahead(text, from, FIELD_END))
  const mentions = linked(words)
  return mentions[0] !== undefined && leads(words, mentions[0]) ? readAll(mentions) : []
}

function leads(words: readonly PlaceWord[], { start }: Found): boolean {
  return start === 0 || (start === 1 && (LEADS.has(words[0]!.text) || words[1]!.gap !== 'none'))
}

/** "based in our Leeds office", "Developer in Leeds or York": the places that follow a cue at once. */
function placesAfter(text: string, at: number): Area[] {
  const words = placeWords(ahead(text, at, SENTENCE_END))
  const run: Mention[] = []
  let end = 0
  for (const mention of linked(words)) {
    const between = words.slice(end, mention.start)
    const joined = ({ text }: PlaceWord) =>
      run.length === 0 ? LEADS.has(text) : text === 'or' || text === 'and'
    if (!between.every(joined)) break
    run.push(mention)
    end = mention.end
  }
  return readAll(run)
}

/** "a Manchester based partner", "in our Leeds office": the place just before a cue. @param owned after "our", "the" */
function placesBefore(text: string, at: number, owned: boolean): Area[] {
  const words = placeWords(text.slice(Math.max(0, at - BEHIND), at))
  const last = linked(words).at(-1)
  if (last === undefined || last.end !== words.length || !CAPITAL.test(words[last.start]!.raw)) return []
  let before = last.start - 1
  while (before >= 0 && SITES.has(words[before]!.text)) before--
  if (owned && !(before >= 0 && OWNERS.has(words[before]!.text))) return []
  return readAll([{ ...last, gap: 'list', hint: last.hint && last.candidates[0]!.rank >= LESSER_RANK }])
}

/** The word that ends at `at`, in lower case; empty where it is longer than any that is asked for. */
function wordBefore(text: string, at: number): string {
  const from = text.lastIndexOf(' ', at - 1) + 1
  return at - from > LONGEST_ROLE
    ? ''
    : text.slice(Math.max(from, text.lastIndexOf('\n', at) + 1), at).toLowerCase()
}

interface CueAt {
  cue: Cue
  start: number
  end: number
}

/** Whether a place can begin at `at`, spaces left out: a capital, or a word such as "our" that may lead to one. */
function mayLead(text: string, at: number): boolean {
  let from = at
  while (text[from] === ' ') from++
  if (CAPITAL.test(text.charAt(from))) return true
  const end = text.indexOf(' ', from)
  return end > from && end - from < LONGEST_ROLE && LEADS.has(text.slice(from, end))
}

/** Whether the word that ends before `at`, a space or hyphen left out, begins with a capital. */
function followsCapital(text: string, at: number): boolean {
  const end = text[at - 1] === ' ' || text[at - 1] === '-' ? at - 1 : at
  const from = text.lastIndexOf(' ', end - 1) + 1
  return end - from < BEHIND && CAPITAL.test(text.slice(from, end).trimStart().charAt(0))
}

function isWorthReading(text: string, { cue, start, end }: CueAt): boolean {
  if (cue === 'in') return roles.has(wordBefore(text, start)) && mayLead(text, end)
  if (cue === 'location') return true
  return (cue !== 'located' && followsCapital(text, start)) || (cue !== 'office' && leadsOn(text, end))
}

/** "based in", "located near": whether a preposition goes on to a place. */
function leadsOn(text: string, end: number): boolean {
  if (text[end] !== ' ') return false
  const next = text.indexOf(' ', end + 1)
  return next > 0 && next - end < 8 && PREPOSITIONS.has(text.slice(end + 1, next)) && mayLead(text, next)
}

/** The cue that a piece found at `at` belongs to, null where it is part of another word. */
function cueAt(text: string, at: number, { piece, words }: (typeof CUES)[number]): CueAt | null {
  for (const { cue, before, after } of words) {
    const start = at - before.length
    const end = at + piece.length + after.length
    if (text.slice(start, at).toLowerCase() !== before || !text.startsWith(after, at + piece.length)) continue
    if (before !== '' && LETTER.test(text.charAt(start - 1))) return null
    return { cue, start, end: piece.endsWith(' ') ? end - 1 : end }
  }
  return null
}

/** Where the cues of a text stand, in the order of the text; no more than are read. */
function cuesOf(text: string): CueAt[] {
  const cues: CueAt[] = []
  for (const form of CUES) {
    for (let at = text.indexOf(form.piece); at >= 0; at = text.indexOf(form.piece, at + form.piece.length)) {
      const found = cueAt(text, at, form)
      if (found !== null && isWorthReading(text, found)) cues.push(found)
    }
  }
  return cues.sort((one, other) => one.start - other.start).slice(0, MOST_PHRASES)
}

function placingAt(text: string, { cue, start, end }: CueAt): Placing | null {
  switch (cue) {
    case 'location':
      return { ground: 'label', areas: placesOfLabel(text, /[sS]/.test(text.charAt(end)) ? end + 1 : end) }
    case 'office':
      return { ground: 'job', areas: placesBefore(text, start, true) }
    case 'in':
      return { ground: 'job', areas: placesAfter(text, end) }
    default:
      if (leadsOn(text, end)) return { ground: 'seat', areas: placesAfter(text, end) }
      return cue === 'based' ? { ground: 'seat', areas: placesBefore(text, start, false) } : null
  }
}

/** The places that a text says a job is at, phrase by phrase. At most 30,000 characters and 40 phrases are read. */
export function placesOfText(text: string): Placing[] {
  const placings: Placing[] = []
  for (const cue of cuesOf(text.slice(0, LONGEST_READ))) {
    const placing = placingAt(text, cue)
    if (placing !== null && placing.areas.length > 0) placings.push(placing)
  }
  return placings
}

/** The places that a text's first field "Location:" names; empty where it has none. */
export function placesOfLocationField(text: string): Area[] {
  const at = text.indexOf('Location:')
  return at < 0 ? [] : placesOfLabel(text, at + 'Location'.length)
}

/** The places that stand in a title by themselves: "Java Developer - Leeds", "Tester (Bath or Bristol)". */
export function placesOfTitle(title: string): Area[] {
  if (!PARTED.test(title)) return []
  const words = placeWords(title.slice(0, LONGEST_TITLE))
  const mentions = linked(words).filter(({ start, end, alone, hint, form, candidates }) => {
    const { rank } = candidates[0]!
    if (form !== 'name' || hint || rank >= LESSER_RANK) return false
    // "Engineer - Mobile" is no town, "Engineer - Reading" is.
    if (end === start + 1 && rank >= TOWN_RANK && everyday.has(words[start]!.text)) return false
    return alone || words[start - 1]?.text === 'in'
  })
  return readAll(mentions).filter(area => isTown(area) || area.kind === 'county' || area.kind === 'state')
}
