import type { Issue } from '../posting.ts'
import { addUnlisted } from './add-unlisted.ts'
import { type Found, findMentions, isNoise } from './find-mentions.ts'
import type { Area } from './gazetteer.ts'
import { linkMentions } from './link-mentions.ts'
import { type PlaceWord, placeWords } from './place-words.ts'
import { countryOf, resolveMentions } from './resolve-mentions.ts'

const MOST_TEXTS = 50
const LONGEST_TEXT = 200
// Reading compares every name of a text with every other.
const MOST_NAMES = 16
const REMOTE = new Set(['remote', 'remotely', 'anywhere', 'distributed', 'worldwide', 'virtual'])

/** What the location fields of an advert say. */
export interface FieldsRead {
  readonly areas: readonly Area[]
  readonly issues: readonly Issue[]
  /** They speak of a job done anywhere. */
  readonly isRemote: boolean
}

const MOST_KEPT = 5000
const LONGEST_KEY = 300
// Boards repeat their places: of 11,000 adverts of an aggregator 700 texts differ, of 4,800 of employers' boards 800.
const kept = { listed: new Map<string, FieldsRead>(), all: new Map<string, FieldsRead>() }

/**
 * Reads location texts, of each at most 200 characters and 16 names, and of the texts at most 50.
 * @param towns `all` takes in the towns that only GeoNames knows, `listed` those of the taxonomy
 */
export function readFields(texts: readonly string[], towns: 'listed' | 'all'): FieldsRead {
  if (texts.length > MOST_TEXTS) return readAnew(texts, towns)
  const key = texts.join('\n')
  if (key.length > LONGEST_KEY) return readAnew(texts, towns)
  const known = kept[towns]
  let fields = known.get(key)
  if (fields === undefined) {
    fields = readAnew(texts, towns)
    if (known.size >= MOST_KEPT) known.clear()
    known.set(key, fields)
  }
  return fields
}

interface Text {
  text: string
  words: readonly PlaceWord[]
  found: readonly Found[]
}

const link = ({ words, found }: Text) => linkMentions(words, found)

function readAnew(texts: readonly string[], towns: 'listed' | 'all'): FieldsRead {
  let read: Text[] = texts.slice(0, MOST_TEXTS).map(text => {
    const words = placeWords(text.slice(0, LONGEST_TEXT))
    return { text, words, found: findMentions(words).slice(0, MOST_NAMES) }
  })
  let mentions = read.map(link)
  if (towns === 'all') {
    const country = countryOf(mentions)
    read = read.map(({ text, words, found }) => ({ text, words, found: addUnlisted(words, found, country) }))
    mentions = read.map(link)
  }
  const resolved = resolveMentions(mentions)
  const issues: Issue[] = []
  for (const [at, { text, words, found }] of read.entries()) {
    if (resolved[at]?.length === 0 && found.every(({ hint }) => hint) && !isNoise(words)) {
      issues.push({ field: 'locations', issue: `unknown place: ${text.trim().slice(0, 80)}` })
    }
  }
  return {
    areas: [...new Set(resolved.flat())],
    issues,
    isRemote: read.some(({ words }) => words.some(({ text }) => REMOTE.has(text))),
  }
}
