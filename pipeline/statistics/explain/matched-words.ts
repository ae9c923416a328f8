import { findSkillSpans, findSkills, type SkillSpan } from '../../../extractors/skills/find-skills.ts'
import { skills } from '../../../extractors/taxonomy/skills.ts'
import { readTitle } from '../../../extractors/title/read-title.ts'
import { trimEdges } from '../../../extractors/title/trim-edges.ts'
import { excerptOf, markedIn, type Span } from './excerpts.ts'
import type { TermWords } from './explanation.ts'
import type { AdvertWords } from './read-words.ts'

/** A title or a skill by its name. */
export interface NamedTerm {
  name: string
  category: string
}

const titles = 'Job Titles'
const versionOf = new Map(skills.map(({ name, versionOf }) => [name, versionOf]))

/** What in an advert's words makes it count for a term. */
export function matchedWords(words: AdvertWords, term: NamedTerm): TermWords {
  return term.category === titles ? titleWords(words, term.name) : skillWords(words, term)
}

/** The same of a posting whose words are gone: its title as displayed, and whether it is known to have the term. */
export function matchedTitle(title: string, term: NamedTerm): TermWords {
  return term.category === titles
    ? titleWords({ title, announcement: null }, term.name)
    : { term: term.name, excerpt: null, mentions: 0 }
}

function titleWords(
  { title, announcement }: Pick<AdvertWords, 'title' | 'announcement'>,
  term: string,
): TermWords {
  const part = partOfTitle(title, term) ?? { start: 0, end: title.length }
  if (announcement !== null)
    for (const words of [title, title.slice(part.start, part.end)]) {
      const start = announcement.toLowerCase().indexOf(words.toLowerCase())
      const excerpt = start >= 0 && excerptOf(announcement, { start, end: start + words.length })
      if (excerpt) return { term, excerpt, mentions: 1 }
    }
  return { term, excerpt: markedIn(title, part), mentions: 1 }
}

/** A title longer than this is taken as a whole. */
const MOST_WORDS = 25

/** The fewest words of a title in a row that by themselves are read as a term; the first of them where several are. */
export function partOfTitle(title: string, term: string): Span | null {
  const words = [...title.matchAll(/[\p{L}\p{N}][^\s,;|()[\]/]*|[.#+][\p{L}\p{N}]+/gu)].map(found => ({
    start: found.index,
    end: found.index + trimEdges(found[0], '', ':.!?\'"').length,
  }))
  if (words.length <= MOST_WORDS)
    for (let length = 1; length <= words.length; length++)
      for (let first = 0; first + length <= words.length; first++) {
        const part = { start: words[first]!.start, end: words[first + length - 1]!.end }
        if (readTitle(title.slice(part.start, part.end)).terms.includes(term)) return part
      }
  return readTitle(title).terms.includes(term) ? { start: 0, end: title.length } : null
}

function skillWords({ asked, company }: AdvertWords, { name, category }: NamedTerm): TermWords {
  const spans = findSkillSpans(asked, { company })
  const found =
    firstNonEmpty(
      () => spans.filter(span => span.name === name && span.category === category),
      // "Java 8" counts for Java, and a phrase for the products that it names.
      () => spans.filter(span => isVersionOf(span, name)),
      () =>
        spans.filter(span =>
          findSkills(asked.slice(span.start, span.end)).some(skill => skill.name === name),
        ),
    ) ?? []
  return { term: name, excerpt: found[0] ? excerptOf(asked, found[0]) : null, mentions: found.length }
}

function firstNonEmpty(...ways: (() => SkillSpan[])[]): SkillSpan[] | undefined {
  for (const way of ways) {
    const found = way()
    if (found.length > 0) return found
  }
  return undefined
}

function isVersionOf(span: SkillSpan, name: string): boolean {
  for (let of = versionOf.get(span.name); of; of = versionOf.get(of)) if (of === name) return true
  return false
}
