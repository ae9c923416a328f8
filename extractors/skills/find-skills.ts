import type { SkillHit } from '../posting.ts'
import { skills, wordLists } from '../taxonomy/skills.ts'
import { createNegation, negationWords } from './negation.ts'
import { needsContext, type Place, refused, supported, wellWritten } from './rules.ts'
import { buildTrie, type Meaning, type TrieNode } from './spelling-trie.ts'
import { createTokens, gap, scan } from './tokens.ts'

/** A skill and where it stands: UTF-16 offsets, `end` excluded. */
export interface SkillSpan extends SkillHit {
  start: number
  end: number
}

interface Found extends Place {
  readonly meaning: Meaning
  pending: boolean
}

/** Endings of bare web addresses: "python.org" names a site. */
const domainEndings = ['com', 'org', 'io', 'co', 'uk', 'eu', 'dev', 'app', 'ai', 'me', 'jobs']

const itemOpeners = wordLists.get('item-openers') ?? []
const { vocabulary, roots } = buildTrie(skills, wordLists, [
  ...negationWords,
  ...domainEndings,
  ...itemOpeners,
  'and',
])
const negated = createNegation(vocabulary)
const openers = new Set(itemOpeners.map(word => vocabulary.idOf(word)))
const domains = new Set(domainEndings.map(ending => vocabulary.idOf(ending)))
const hits: readonly SkillHit[] = skills.map(({ name, category }) => Object.freeze({ name, category }))
/** By index of a skill: the index of the one it is a version of, -1 for none. */
const versionOf = skills.map(skill => skills.findIndex(other => other.name === skill.versionOf))

const tokens = createTokens()
let categoryAt = new Int32Array(tokens.ids.length)
/** Which text last named a skill: a set of skills per text without clearing anything. */
const namedIn = new Int32Array(skills.length)
let textNumber = 0

const stickyBefore = new Set([..."&'’.$£€#@+-"].map(mark => mark.charCodeAt(0)))
const stickyAfter = new Set([..."+#&'’-"].map(mark => mark.charCodeAt(0)))

function wordCode(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
}

/** Whether a match is cut out of a larger word or address. */
function partOfMore(text: string, from: number, to: number, single: boolean): boolean {
  const start = tokens.starts[from]!
  const end = tokens.ends[to]!
  const previous = start > 0 ? text.charCodeAt(start - 1) : 32
  if (from > 0 && tokens.gaps[from] === gap.none && previous !== 35 && previous !== 43) return true
  if (to + 1 < tokens.count && tokens.gaps[to + 1] === gap.dot && domains.has(tokens.ids[to + 1]!))
    return true
  if (!single) return false
  const next = text.charCodeAt(end)
  return (
    stickyBefore.has(previous) || stickyAfter.has(next) || (next === 46 && wordCode(text.charCodeAt(end + 1)))
  )
}

/** The longest meaning that starts at token `from` and that case and `not` allow. */
function longestAt(text: string, from: number, root: TrieNode): Found | null {
  let best: Found | null = null
  let node: TrieNode | undefined = root
  for (let to = from; node !== undefined; ) {
    for (const meaning of node.meanings) {
      const place = { from, to }
      const { rule } = meaning
      if (rule && (!wellWritten(rule, text, tokens, place) || refused(rule, tokens, categoryAt, place)))
        continue
      if (partOfMore(text, from, to, meaning.single)) continue
      best = { from, to, meaning, pending: rule !== null && needsContext(rule) }
      break
    }
    to++
    if (to >= tokens.count || tokens.gaps[to]! > gap.slash || node.children.size === 0) break
    const slashed = tokens.gaps[to] === gap.slash
    node = node.children.get(tokens.ids[to]!)
    if (slashed && !node?.slash) break
  }
  return best
}

/**
 * Every counted mention, in order. First the longest matches, left to right; then those whose rule asks for
 * something around them, judged by the certain ones; then negation.
 */
function findAll(text: string): Found[] {
  scan(text, vocabulary, tokens, openers)
  if (categoryAt.length < tokens.ids.length) categoryAt = new Int32Array(tokens.ids.length)
  categoryAt.fill(0, 0, tokens.count)
  const found: Found[] = []
  let anyPending = false
  for (let at = 0; at < tokens.count; at++) {
    const root = roots[tokens.ids[at]!]
    if (root === undefined) continue
    const match = longestAt(text, at, root)
    if (match === null) continue
    found.push(match)
    if (match.pending) anyPending = true
    else categoryAt.fill(match.meaning.categoryBit, match.from, match.to + 1)
    at = match.to
  }
  if (anyPending) {
    for (const match of found) {
      if (!match.pending || !supported(match.meaning.rule!, tokens, categoryAt, match)) continue
      match.pending = false
      categoryAt.fill(match.meaning.categoryBit, match.from, match.to + 1)
    }
  }
  let lastNegated: Place | null = null
  return found.filter(match => {
    if (match.pending) return false
    if (!negated(tokens, match, lastNegated)) return true
    lastNegated = match
    return false
  })
}

/**
 * The skills that plain text mentions, each once, in order of first mention. The longest spelling wins, so "SQL
 * Server" is not SQL; a version counts for its product too, "Java 8" for Java; ambiguous names count where their rule in the taxonomy is met; what the text says is not
 * wanted ("no PHP needed") does not count. Reads the first 200,000 characters.
 */
export function findSkills(text: string): SkillHit[] {
  textNumber++
  const named: SkillHit[] = []
  for (const { meaning } of findAll(text)) {
    for (let skill = meaning.skill; skill >= 0 && namedIn[skill] !== textNumber; skill = versionOf[skill]!) {
      namedIn[skill] = textNumber
      named.push(hits[skill]!)
    }
  }
  return named
}

/** Every counted mention with its place in the text, for readers such as the title grammar. */
export function findSkillSpans(text: string): SkillSpan[] {
  return findAll(text).map(({ meaning, from, to }) => {
    const { name, category } = hits[meaning.skill]!
    return { name, category, start: tokens.starts[from]!, end: tokens.ends[to]! }
  })
}

/** Every name and alias of the taxonomy. */
export function skillVocabulary(): readonly string[] {
  return skills.flatMap(skill => skill.spellings.map(spelling => spelling.text))
}
