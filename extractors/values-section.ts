import { defineCue, findCues } from './text/cues.ts'

/** Not "What we value", below which boards list what they ask for. */
const HEADING = defineCue(
  [
    'our values',
    'our core values',
    'our company values',
    'our principles',
    'core values',
    'company values',
    'values',
  ],
  /(?:(?:our )?(?:core |company )?values|our principles)(?=[:?]? ?(?:\n|$))/iy,
)

/** A line that may head the next section: short, no list item, and no sentence or "Trust: we keep our word". */
const NEXT_HEADING = /\n(?!- )(?=[^\n.]{3,60}(?:\n|$))(?![^\n]*: [^\n]{3})/g
/** A firm needs no more to say what it values; what stands further off is another section whose heading was not seen. */
const LONGEST = 4000

/**
 * The text without the sections headed "Our values" and the like: what is said there of craft and teamwork is said of
 * everyone in the firm and asks nobody for a skill. A section ends at the next short line that is no list item.
 */
export function withoutValues(text: string): string {
  let kept = ''
  let from = 0
  for (const { start, end } of findCues(HEADING, text)) {
    if (start < from || (start > 0 && text[start - 1] !== '\n')) continue
    NEXT_HEADING.lastIndex = end + 1
    const next = NEXT_HEADING.exec(text)?.index ?? text.length
    kept += text.slice(from, start)
    from = Math.min(next, end + LONGEST)
  }
  return from === 0 ? text : kept + text.slice(from)
}
