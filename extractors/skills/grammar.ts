import { createRequire } from 'node:module'
import type nlp from 'compromise/two'
import { endsBefore, looksLikeName } from './clauses.ts'
import type { CompiledRule, Place } from './rules.ts'
import { gap, type Tokens } from './tokens.ts'

/** The readings that a rule may ask for. */
type Reading = NonNullable<CompiledRule['grammar']>
const tagOf: Record<Reading, string> = { noun: 'Noun' }

/** Characters of the sentence before and after a hit that the tagger sees; it costs about 1 ms for each 100. */
const before = 60
const after = 100
/** Sentences that are tagged for one text; hits beyond stay undecided, which counts as refused. */
export const sentencesAText = 4
const cacheSize = 2000

let tagger: typeof nlp | undefined
/** Boards repeat their sentences; a decision is kept by the words that it was made on. */
const decided = new Map<string, boolean>()

/** Loaded at the first use only: most runs need no tagger, and loading takes longer than reading a hundred adverts. */
function loadTagger(): typeof nlp {
  tagger ??= createRequire(import.meta.url)('compromise/two') as typeof nlp
  return tagger
}

/**
 * Whether capitals already tell that a hit is a name: it has one, stands within a sentence, and the words beside it
 * have none, so the line is no heading. At the head of a sentence and in lower case they tell nothing.
 */
export function capitalTells(text: string, tokens: Tokens, { from, to }: Place): boolean {
  const code = text.charCodeAt(tokens.starts[from]!)
  if (code < 65 || code > 90 || from === 0 || tokens.gaps[from]! > gap.comma) return false
  const heading =
    looksLikeName(text, tokens, from - 1) &&
    to + 1 < tokens.count &&
    tokens.gaps[to + 1] === gap.space &&
    looksLikeName(text, tokens, to + 1)
  return !heading
}

/**
 * Whether a hit is read as `reading` in its sentence, by the tags of compromise: "Express your interest" is a verb,
 * "Swift resolution" an adjective. The sentence is cut to about 160 characters around the hit.
 */
export function readsAs(reading: Reading, text: string, tokens: Tokens, { from, to }: Place): boolean {
  let first = from
  while (
    first > 0 &&
    !endsBefore(text, tokens, first) &&
    tokens.starts[from]! - tokens.starts[first - 1]! < before
  )
    first--
  let last = to
  while (
    last + 1 < tokens.count &&
    !endsBefore(text, tokens, last + 1) &&
    tokens.ends[last + 1]! - tokens.ends[to]! < after
  )
    last++
  const start = tokens.starts[first]!
  const sentence = text.slice(start, Math.min(tokens.ends[last]!, start + 300))
  const at = tokens.starts[from]! - start
  const key = `${reading} ${at} ${sentence}`
  const known = decided.get(key)
  if (known !== undefined) return known
  const decision = hasTag(tagOf[reading], sentence, at)
  if (decided.size >= cacheSize) decided.clear()
  decided.set(key, decision)
  return decision
}

function hasTag(tag: string, sentence: string, at: number): boolean {
  let passed = 0
  for (const terms of loadTagger()(sentence).docs) {
    for (const { pre, text, post, tags } of terms) {
      passed += pre.length + text.length
      if (passed > at) return tags?.has(tag) ?? false
      passed += post.length
    }
  }
  return false
}
