import type { SkillHit } from '../posting.ts'
import { PassageFile } from '../taxonomy/passage-file.ts'
import { skills, wordLists } from '../taxonomy/skills.ts'
import { readTaxonomyFile } from '../taxonomy/taxonomy-files.ts'
import { createExpansions } from './expansions.ts'
import { createNegation, negationWords, withoutNegated } from './negation.ts'
import { bearsName, demandWords, isDemanded, productNameOf } from './own-product.ts'
import { createPassages, passageWords } from './passages.ts'
import { needsContext, type Place, refused, wellWritten } from './rules.ts'
import { buildTrie, type Meaning, type TrieNode } from './spelling-trie.ts'
import { createTokens, gap, scan } from './tokens.ts'
import { createSettling, settlingWords } from './undecided.ts'

/** A skill and where it stands: UTF-16 offsets, `end` excluded. */
export interface SkillSpan extends SkillHit {
  start: number
  end: number
}

/** What is known of an advert besides its text. */
export interface Advertiser {
  /** The firm, as the advert or its board has it: its own product is not a demand. */
  company?: string | null | undefined
}

interface Found extends Place {
  readonly meaning: Meaning
  pending: boolean
}

/** Endings of bare web addresses: "python.org" names a site. */
const domainEndings = ['com', 'org', 'io', 'co', 'uk', 'eu', 'dev', 'app', 'ai', 'me', 'jobs']

const itemOpeners = wordLists.get('item-openers') ?? []
const passageFile = readTaxonomyFile('passages.yaml', PassageFile)
const { vocabulary, roots, passages } = buildTrie(
  skills,
  wordLists,
  [...negationWords, ...passageWords, ...settlingWords, ...demandWords, ...domainEndings, ...itemOpeners],
  passageFile,
)
const numbersOf = (words: readonly string[]): ReadonlySet<number> =>
  new Set(words.map(word => vocabulary.idOf(word)))
const negation = createNegation(vocabulary)
const settle = createSettling(vocabulary.idOf)
const standsForOther = createExpansions(skills)
const { opens, mark } = createPassages(passages, vocabulary.size, vocabulary.idOf)
const [openers, domains, asking] = [itemOpeners, domainEndings, demandWords].map(numbersOf) as [
  ReadonlySet<number>,
  ReadonlySet<number>,
  ReadonlySet<number>,
]
const hits: readonly SkillHit[] = skills.map(({ name, category }) => Object.freeze({ name, category }))
/** By index of a skill: the index of the one it is a version of, -1 for none. */
const versionOf = indicesOfVersioned()
/** Bits of the categories that tell what work is about rather than what a firm sells. */
const subjects = new Set(passageFile.keeps)

const tokens = createTokens()
let categoryAt = new Int32Array(tokens.ids.length)
let asideAt = new Int32Array(tokens.ids.length)
/** Which text last named a skill: a set of skills per text without clearing anything. */
const namedIn = new Int32Array(skills.length)
let textNumber = 0

const stickyBefore = new Set([..."&'’.$£€#@+-"].map(mark => mark.charCodeAt(0)))
const stickyAfter = new Set([..."+#&'’-"].map(mark => mark.charCodeAt(0)))

function indicesOfVersioned(): number[] {
  const indices = new Map(skills.map(({ name }, index) => [name, index]))
  return skills.map(skill => (skill.versionOf === null ? -1 : (indices.get(skill.versionOf) ?? -1)))
}

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
 * something around them, judged by the certain ones; then what stands in passages that demand nothing, the
 * advertiser's own product, and negation.
 */
function findAll(text: string, company: string | null): Found[] {
  scan(text, vocabulary, tokens, openers)
  if (categoryAt.length < tokens.ids.length) {
    categoryAt = new Int32Array(tokens.ids.length)
    asideAt = new Int32Array(tokens.ids.length)
  }
  categoryAt.fill(0, 0, tokens.count)
  const found: Found[] = []
  const passageStarts: number[] = []
  let anyPending = false
  for (let at = 0; at < tokens.count; at++) {
    const id = tokens.ids[at]!
    if (opens[id] === 1) passageStarts.push(at)
    const root = roots[id]
    if (root === undefined) continue
    const match = longestAt(text, at, root)
    if (match === null) continue
    found.push(match)
    if (match.pending) anyPending = true
    else categoryAt.fill(match.meaning.categoryBit, match.from, match.to + 1)
    at = match.to
  }
  if (found.length === 0) return found
  if (anyPending) settle(found, text, tokens, categoryAt)
  if (passageStarts.length > 0) {
    asideAt.fill(0, 0, tokens.count)
    mark(text, tokens, passageStarts, asideAt)
  }
  const own = company === null ? '' : productNameOf(company)
  const otherwise = new Set<number>()
  for (const match of found) {
    if (standsForOther(text, tokens, match)) otherwise.add(tokens.ids[match.from]!)
  }
  const asked = found.filter(match => {
    if (match.pending) return false
    if (otherwise.size > 0 && match.from === match.to && otherwise.has(tokens.ids[match.from]!)) return false
    if (passageStarts.length > 0 && (asideAt[match.from]! & match.meaning.categoryBit) !== 0) return false
    return own.length < 2 || !isOwn(text, match, own)
  })
  return withoutNegated(asked, tokens, negation)
}

/** Whether a hit is the firm's own product and its sentence does not ask for skill in it. */
function isOwn(text: string, match: Found, own: string): boolean {
  if (((text.charCodeAt(tokens.starts[match.from]!) ^ own.charCodeAt(0)) & ~32) !== 0) return false
  if (subjects.has(hits[match.meaning.skill]!.category as (typeof passageFile.keeps)[number])) return false
  return bearsName(text, tokens, match, own) && !isDemanded(text, tokens, match, asking)
}

/**
 * The skills that plain text asks for, each once, in order of first mention. The longest spelling wins, so "SQL
 * Server" is not SQL; a version counts for its product too, "Java 8" for Java, and a phrase for the products named in
 * it; ambiguous names count where their rule in the taxonomy is met. What the text says is not wanted ("no PHP
 * needed"), what belongs to customers, investors and past employers, and the advertiser's own product do not count.
 * Reads the first 200,000 characters.
 */
export function findSkills(text: string, { company = null }: Advertiser = {}): SkillHit[] {
  textNumber++
  const named: SkillHit[] = []
  const add = (first: number) => {
    for (let skill = first; skill >= 0 && namedIn[skill] !== textNumber; skill = versionOf[skill]!) {
      namedIn[skill] = textNumber
      named.push(hits[skill]!)
    }
  }
  for (const { meaning } of findAll(text, company)) {
    add(meaning.skill)
    for (const part of meaning.parts) add(part)
  }
  return named
}

/** Every counted mention with its place in the text. */
export function findSkillSpans(text: string, { company = null }: Advertiser = {}): SkillSpan[] {
  return findAll(text, company).map(({ meaning, from, to }) => {
    const { name, category } = hits[meaning.skill]!
    return { name, category, start: tokens.starts[from]!, end: tokens.ends[to]! }
  })
}

/** Every name and alias of the taxonomy. */
export function skillVocabulary(): readonly string[] {
  return skills.flatMap(skill => skill.spellings.map(spelling => spelling.text))
}

/** Every skill of the taxonomy with its category. */
export const everySkill = (): readonly SkillHit[] => hits
