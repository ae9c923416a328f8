import type { Head, Qualifier } from './vocabulary.ts'

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
  for (const part of run.toReversed()) {
    if (part === 'field') return likely && head.robust ? true : head.it === true ? null : false
    if (part !== 'word') {
      if (part.heads === null) return true
      if (part.heads.has(head.name) && (closest || !head.near)) likely = true
    }
    closest = false
  }
  return likely || head.it === true ? true : null
}
