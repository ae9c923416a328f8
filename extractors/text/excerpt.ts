import { type Cue, findCues } from './cues.ts'

/** Characters of a line that are kept on either side of a cue. */
const AROUND = 140

/**
 * The passages of a text that hold a cue: what stands around each within its line, one passage a line, so that many
 * patterns may be tried on a few hundred characters instead of on the whole. A passage that is cut out of its line
 * begins or ends with "…"; passages that overlap are one.
 */
export function excerptAround(text: string, cue: Cue): string {
  const passages: string[] = []
  let start = 0
  let end = -1
  const keep = () => {
    if (end < 0) return
    const opening = start > 0 && text[start - 1] !== '\n' ? '…' : ''
    const closing = end < text.length && text[end] !== '\n' ? '…' : ''
    passages.push(opening + text.slice(start, end) + closing)
  }
  for (const { start: from, end: to } of findCues(cue, text)) {
    const lineStart = from === 0 ? 0 : text.lastIndexOf('\n', from - 1) + 1
    const lineEnd = text.indexOf('\n', to)
    const before = Math.max(lineStart, from - AROUND)
    const behind = Math.min(lineEnd < 0 ? text.length : lineEnd, to + AROUND)
    if (before > end || end < 0) {
      keep()
      start = before
    }
    end = Math.max(end, behind)
  }
  keep()
  return passages.join('\n')
}
