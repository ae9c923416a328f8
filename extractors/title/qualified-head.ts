import type { Head, Qualifier } from './meaning.ts'

/** Qualifiers, fields of other trades and unknown words before a head, in their order. */
export type Run = (Qualifier | 'field' | 'word')[]

/** [[Android], [iOS, Mobile]] → [[Android, Mobile], [iOS, Mobile]]: what follows the last choice belongs to all. */
export function distribute(alternatives: readonly Qualifier[][]): Qualifier[][] {
  const lists = alternatives.filter(list => list.length > 0)
  const final = lists.at(-1)
  if (final === undefined) return [[]]
  if (lists.length === 1) return [final]
  const shared = final.slice(Math.max(1, lists.at(-2)!.length))
  return lists.map(list =>
    list === final ? list : [...list, ...shared.filter(qualifier => !list.includes(qualifier))],
  )
}

/** Whether head and qualifiers make an IT role; the word closest to the head decides, null where none does. */
export function isItRole(head: Head, run: Readonly<Run>): boolean | null {
  let likely = false
  let closest = true
  let otherTrade = false
  for (const part of run.toReversed()) {
    if (part === 'field' && head.it !== true) return likely && head.robust
    if (part === 'field') otherTrade = true
    else if (part !== 'word') {
      if (part.heads === null) return true
      if (part.heads.has(head.name) && (closest || !head.near)) likely = true
    }
    closest = false
  }
  // "Property Developer" is undecided, "Python Front Office Developer" is not.
  return likely || (head.it === true && !otherTrade) ? true : null
}
