import type { Seniority } from '../posting.ts'
import { skills } from '../taxonomy/skills.ts'
import { readTaxonomyFile } from '../taxonomy/taxonomy-files.ts'
import {
  type Head,
  headOf,
  type Item,
  type Level,
  levelOfOther,
  type Meaning,
  qualifierOf,
} from './meaning.ts'
import { HeadsFile, LevelsFile, OtherRolesFile, QualifierEntry, QualifiersFile } from './title-files.ts'
import { type Token, tokenise } from './tokens.ts'

export type { Item } from './meaning.ts'

interface Phrase {
  next: Map<string, Phrase>
  meaning: Meaning | null
}

const levels = readTaxonomyFile('titles/levels.yaml', LevelsFile)
const heads = readTaxonomyFile('titles/heads.yaml', HeadsFile)
const qualifiers = readTaxonomyFile('titles/qualifiers.yaml', QualifiersFile)
const otherRoles = readTaxonomyFile('titles/other-roles.yaml', OtherRolesFile)
const phrases: Phrase = { next: new Map(), meaning: null }

/** Grades behind a head ("II"), in lower case. */
export const grades: ReadonlyMap<string, Seniority> = new Map(Object.entries(levels.grades))

fillVocabulary()

/** The qualifier or head of that name, as the parser needs it for constructions of its own. */
export const supportHead: Head = { ...headOf({ name: 'Support' }, true), it: true, alone: false }
export const leadHead = findPhrase('lead') as Head
/** "Lead" as the level of a head to come or already read. */
export const leadLevel: Level = { kind: 'level', level: 'lead', term: 'Lead', head: leadHead }

/**
 * The longest known phrases of a title from the left, with the unknown words and the marks between them. Spelled-out
 * abbreviations come as their parts.
 */
export function readPhrases(title: string): Item[] {
  const tokens = separateGlued(title, tokenise(title))
  const items: Item[] = []
  for (let at = 0; at < tokens.length; ) {
    let node: Phrase | undefined = phrases
    let meaning: Meaning | null = null
    let next = at + 1
    for (let ahead = at; ahead < tokens.length; ahead++) {
      node = node.next.get(tokens[ahead]!.text)
      if (node === undefined) break
      if (node.meaning === null) continue
      meaning = node.meaning
      next = ahead + 1
    }
    const { text, mark, start, joined } = tokens[at]!
    const end = tokens[next - 1]!.end
    if (meaning?.kind === 'spelledOut') for (const part of meaning.items) items.push({ ...part, start, end })
    else items.push({ text, meaning, mark: meaning === null ? mark : null, start, end, joined })
    at = next
  }
  return items
}

/** Takes words apart that a board glued together ("DeveloperPrestigious", "SeniorNET"). */
function separateGlued(title: string, tokens: Token[]): Token[] {
  let result: Token[] | null = null
  tokens.forEach((token, at) => {
    const cut = token.mark === null && token.end - token.start > 6 ? gluedAt(title, token) : 0
    if (cut > 0) {
      result ??= tokens.slice(0, at)
      result.push({ ...token, text: token.text.slice(0, cut), end: token.start + cut })
      result.push({ ...token, text: token.text.slice(cut), start: token.start + cut, joined: false })
    } else result?.push(token)
  })
  return result ?? tokens
}

function gluedAt(title: string, token: Token): number {
  if (phrases.next.has(token.text)) return 0
  for (let at = token.start + 4; at < token.end - 1; at++) {
    if (!isLower(title.charCodeAt(at - 1)) || !isUpper(title.charCodeAt(at))) continue
    const kind = phrases.next.get(token.text.slice(0, at - token.start))?.meaning?.kind
    if (kind === 'head' || kind === 'level') return at - token.start
  }
  return 0
}

function isLower(code: number): boolean {
  return code >= 97 && code <= 122
}

function isUpper(code: number): boolean {
  return code >= 65 && code <= 90
}

/** Of two entries with one spelling the later one holds. */
function fillVocabulary(): void {
  for (const field of otherRoles.fields) add(field, { kind: 'otherField' })
  for (const filler of levels.fillers) add(filler, { kind: 'filler' })
  addSkills()
  for (const entry of qualifiers.technologies)
    for (const spelling of [entry.name, ...entry.also]) add(spelling, qualifierOf(entry))
  for (const entry of [...qualifiers.technical, ...qualifiers.partly])
    for (const spelling of [entry.name, ...entry.also]) addWithPlural(spelling, qualifierOf(entry))
  for (const { level, term, head, words } of levels.levels) {
    const asHead = head === undefined ? null : headOf({ name: head }, false)
    for (const word of words) addWithPlural(word, { kind: 'level', level, term: term ?? null, head: asHead })
  }
  for (const entry of heads.heads)
    for (const word of [entry.name, ...entry.also]) addWithPlural(word, headOf(entry, false))
  for (const { name, also, level, general } of heads.leading)
    for (const word of [name, ...also]) add(word, { kind: 'leading', name, level, general: general ?? null })
  const parts = otherRoles.roles.map(partsOf)
  otherRoles.roles.forEach((role, at) => {
    addWithPlural(role, { kind: 'otherRole', level: levelOfOther(role), parts: parts[at] ?? null })
  })
  for (const entry of heads.whole)
    for (const word of [entry.name, ...entry.also]) addWithPlural(word, headOf(entry, true))
  for (const phrase of levels.notLevels)
    if (findPhrase(phrase) === null) addWithPlural(phrase, { kind: 'notLevel' })
  for (const [spelling, title] of Object.entries(heads.spelledOut)) {
    addWithPlural(spelling, { kind: 'spelledOut', items: readPhrases(title) })
  }
}

/** How a role of another trade reads before it is known as one; null where its last word is no head. */
function partsOf(role: string): readonly Item[] | null {
  const items = readPhrases(role)
  return items.length > 1 && items.at(-1)?.meaning?.kind === 'head' ? items : null
}

function addSkills(): void {
  const categories = new Set(qualifiers.skills.categories)
  const never = new Set(qualifiers.skills.never)
  const own = [...qualifiers.technical, ...qualifiers.partly, ...qualifiers.technologies]
  const ownSpellings = new Set(
    own.flatMap(({ name, also }) => [name, ...also]).map(word => word.toLowerCase()),
  )
  // "AWS Cloud" is AWS and Cloud, each a qualifier by itself.
  const isJoined = (text: string) =>
    text.includes(' ') &&
    text
      .toLowerCase()
      .split(' ')
      .every(word => ownSpellings.has(word) || ownSpellings.has(word.replace(/s$/, '')))
  for (const skill of skills) {
    if (!categories.has(skill.category) || never.has(skill.name)) continue
    const meaning = qualifierOf(
      QualifierEntry.parse({ name: qualifiers.skills.names[skill.name] ?? skill.name }),
    )
    // A spelling with a rule means something else elsewhere; those that titles use stand under `technologies`.
    for (const { text, rule } of skill.spellings)
      if (rule === null && (text === skill.name || !isJoined(text))) add(text, meaning)
  }
}

function add(spelling: string, meaning: Meaning): void {
  let node = phrases
  for (const { text } of tokenise(spelling)) {
    let next = node.next.get(text)
    if (next === undefined) {
      next = { next: new Map(), meaning: null }
      node.next.set(text, next)
    }
    node = next
  }
  if (node !== phrases) node.meaning = meaning
}

function addWithPlural(spelling: string, meaning: Meaning): void {
  add(spelling, meaning)
  if (!spelling.endsWith('s'))
    add(/[^aeiou]y$/.test(spelling) ? `${spelling.slice(0, -1)}ies` : `${spelling}s`, meaning)
}

function findPhrase(spelling: string): Meaning | null {
  let node: Phrase | undefined = phrases
  for (const { text } of tokenise(spelling)) node = node?.next.get(text)
  return node?.meaning ?? null
}
