import type { Excerpt } from './explanation.ts'

/** Characters of an excerpt on either side of what is meant. */
const AROUND = 90

/** A place in a text; end excluded. */
export interface Span {
  start: number
  end: number
}

/** The sentence around a place of a text, cut to a few words where it is long; `span` is marked. */
export function excerptOf(text: string, span: Span): Excerpt {
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1
  const lineEnd = endOfLine(text, span.end)
  const before = text.slice(Math.max(lineStart, span.start - AROUND), span.start)
  const behind = text.slice(span.end, Math.min(lineEnd, span.end + AROUND))
  const opening = lastSentence(before, span.start - before.length > lineStart)
  const closing = firstSentence(behind, span.end + behind.length < lineEnd)
  const match = text.slice(span.start, span.end)
  return {
    text: (opening + match + closing).toWellFormed(),
    marks: [[opening.length, opening.length + match.length]],
  }
}

/** A whole text as an excerpt; `span` is marked. */
export const markedIn = (text: string, { start, end }: Span): Excerpt => ({ text, marks: [[start, end]] })

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

function lastSentence(before: string, isCut: boolean): string {
  const sentence = Math.max(
    ...['. ', '! ', '? '].map(end => before.lastIndexOf(end) + 2).filter(at => at > 1),
    0,
  )
  if (sentence > 0) return before.slice(sentence)
  if (!isCut) return before
  return `…${before.slice(before.indexOf(' ') + 1)}`
}

function firstSentence(behind: string, isCut: boolean): string {
  const ends = ['. ', '! ', '? '].map(end => behind.indexOf(end)).filter(at => at >= 0)
  if (ends.length > 0) return behind.slice(0, Math.min(...ends) + 1)
  if (!isCut) return behind
  const lastSpace = behind.lastIndexOf(' ')
  return `${lastSpace < 0 ? behind : behind.slice(0, lastSpace)}…`
}
