import type { Item } from './meaning.ts'

/** Whether "Lead" is the level of a head to come rather than the head itself. */
export function isLevelHere(
  items: readonly Item[],
  at: number,
  qualified: boolean,
  hasLevel: boolean,
): boolean {
  for (let next = at + 1; next < items.length; next++) {
    const { meaning, mark } = items[next]!
    if (mark === 'break') return !qualified && next === at + 1
    if (mark === 'alternative' && qualified && next === at + 1) return false
    if (mark === 'comma' && next === at + 1) return false
    if (meaning?.kind === 'head' || meaning?.kind === 'leading') return true
    if (meaning?.kind === 'otherRole') return true
  }
  return hasLevel && !qualified
}

/** Whether a head follows with nothing unknown in between. */
export function headAhead(items: readonly Item[], at: number): boolean {
  for (let next = at + 1; next < items.length; next++) {
    const { meaning, mark } = items[next]!
    if (mark === 'break') return false
    if (meaning?.kind === 'head') return true
    if (meaning === null && mark === null) return false
  }
  return false
}

/** Whether another head follows within the segment, whatever stands in between. */
export function headLater(items: readonly Item[], at: number): boolean {
  return items.slice(at + 1, endOfSegment(items, at + 1)).some(({ meaning }) => meaning?.kind === 'head')
}

export function endOfSegment(items: readonly Item[], from: number): number {
  let at = from
  while (at < items.length && items[at]!.mark !== 'break' && items[at]!.mark !== 'comma') at++
  return at
}

/** Whether a later segment begins with a role, so that it is one more rather than a remark on the first. */
export function beginsWithRole(items: readonly Item[]): boolean {
  for (const { meaning, mark } of items) {
    if (meaning?.kind === 'head' || meaning?.kind === 'leading') return true
    if ((meaning === null && mark !== 'alternative') || meaning?.kind === 'otherField') return false
  }
  return false
}

/** "IT Graduate Opportunity": a technical field without a head, and no unknown word or one of another trade. */
export function isTechnicalPhrase(items: readonly Item[]): boolean {
  const end = items.findIndex(({ mark }) => mark === 'break')
  const first = end < 0 ? items : items.slice(0, end)
  return (
    first.every(
      ({ meaning, mark }) => mark !== null || (meaning !== null && meaning.kind !== 'otherField'),
    ) && first.some(({ meaning }) => meaning?.kind === 'qualifier' && meaning.heads === null)
  )
}

/** "Revenue Operations", "Growth Marketing": no head, a word of another trade, and none that is technical. */
export function isOfOtherTrade(items: readonly Item[]): boolean {
  return (
    items.some(({ meaning }) => meaning?.kind === 'otherField') &&
    !items.some(({ meaning }) => meaning?.kind === 'qualifier' && meaning.heads === null)
  )
}
