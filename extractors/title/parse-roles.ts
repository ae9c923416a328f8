import {
  beginsWithRole,
  endOfSegment,
  headAhead,
  headLater,
  isLevelHere,
  isTechnicalPhrase,
} from './look-ahead.ts'
import { closePhrase, readLeading, readTail, takeHead, takeLevel } from './make-roles.ts'
import { isQualified, nothingPending, type Parse, type Role } from './role.ts'
import { grades, type Item } from './vocabulary.ts'

/** Reads the roles of a title's phrases. */
export function parseRoles(items: readonly Item[]): Parse {
  const { main, sides } = takeSides(items)
  const parse: Parse = { roles: [], it: null, level: null, other: false }
  items.forEach(({ meaning }, at) => {
    if (meaning === null || !('level' in meaning) || meaning.level === null) return
    if (meaning.level === 'staff' && (at === items.length - 1 || items[at - 1]?.text === 'of')) return
    if (parse.level === null || meaning.level === 'intern') parse.level = meaning.level
  })
  readMain(main, parse)
  if (parse.roles.length === 0 && !parse.other) for (const side of sides) readMain(side, parse)
  else for (const side of sides) readTail(side, parse)
  if (parse.roles.some(role => role.it === true)) parse.it = true
  else if (parse.other || parse.roles.some(role => role.it === false)) parse.it = false
  else if (parse.roles.length === 0 && isTechnicalPhrase(main)) parse.it = true
  return parse
}

/** Takes what stands in brackets out of the title. */
function takeSides(items: readonly Item[]): { main: Item[]; sides: Item[][] } {
  const main: Item[] = []
  const sides: Item[][] = []
  let side: Item[] | null = null
  for (const item of items) {
    if (item.mark === 'open') {
      side = []
      sides.push(side)
    } else if (item.mark === 'close') side = null
    else (side ?? main).push(item)
  }
  return { main, sides }
}

function readMain(items: readonly Item[], parse: Parse): void {
  let pending = nothingPending()
  let last: Role[] = []
  let before = 'start'
  for (let at = 0; at < items.length; at++) {
    const item = items[at]!
    const { meaning, mark } = item
    if (mark === 'break' || (mark === 'comma' && (last.length > 0 || !headAhead(items, at)))) {
      closePhrase(pending, parse, last)
      if (parse.other) return
      if (parse.roles.length > 0) {
        const rest = endOfSegment(items, at + 1)
        const segment = items.slice(at + 1, rest)
        if (!readTail(segment, parse) && beginsWithRole(segment)) readMain(segment, parse)
        at = rest - 1
        pending = nothingPending()
        last = parse.roles.slice(-1)
      } else pending = nothingPending(pending.levels)
      before = 'break'
      continue
    }
    if (mark !== null) {
      if (before === 'head') pending = nothingPending(pending.levels)
      if (pending.alternatives.at(-1)!.length > 0) pending.alternatives.push([])
      before = 'alternative'
      continue
    }
    if (meaning === null) {
      if (last.length > 0 && before !== 'alternative') before = 'word'
      if (last.length === 0 && item.text !== 'of' && item.text !== 'to') before = 'word'
      pending.run.push('word')
      if (grades.has(item.text) && last.length > 0)
        for (const role of last) role.grade ??= grades.get(item.text)!
      continue
    }
    if (meaning.kind === 'qualifier') {
      if (last.length > 0 && before === 'word') continue
      if (last.length > 0 && before === 'head' && !last[0]!.head?.whole) before = 'word'
      else {
        if (!meaning.silent && !pending.alternatives.at(-1)!.includes(meaning))
          pending.alternatives.at(-1)!.push(meaning)
        pending.run.push(meaning)
        before = last.length > 0 ? 'qualifier' : 'before head'
      }
    } else if (meaning.kind === 'otherField') {
      pending.run.push('field')
    } else if (meaning.kind === 'level') {
      takeLevel(
        meaning,
        item.joined || before === 'alternative' || before === 'break' || items[at - 1]?.text === 'to',
        pending,
      )
    } else if (meaning.kind === 'otherRole') {
      parse.other = true
      // "Support Specialist Dietitian": the trade is the head, what looked like one stands before it.
      if (before === 'head' && items[at - 1]?.meaning?.kind === 'head') parse.roles.splice(-last.length)
      pending = nothingPending()
      before = 'other'
    } else if (meaning.kind === 'leading') {
      at = readLeading(meaning, items, at, pending, parse) - 1
      pending = nothingPending()
      last = parse.roles.slice(-1)
      before = 'head'
    } else if (meaning.kind === 'head') {
      if (
        meaning.name === 'Lead' &&
        isLevelHere(items, at, isQualified(pending), pending.levels.length > 0)
      ) {
        takeLevel({ kind: 'level', level: 'lead', term: 'Lead' }, before === 'alternative', pending)
        continue
      }
      if (meaning.name === 'Director' && !isQualified(pending)) {
        const from = items[at + 1]?.mark === 'comma' ? at + 1 : at
        const next = items[from + 1]?.meaning
        if (next?.kind === 'qualifier' || next?.kind === 'otherField') {
          at =
            readLeading(
              { kind: 'leading', name: 'Director of', level: 'director', general: 'Director' },
              items,
              from,
              pending,
              parse,
            ) - 1
          pending = nothingPending()
          last = parse.roles.slice(-1)
          before = 'head'
          continue
        }
      }
      if (before === 'word' && last.length > 0) continue
      if (!meaning.alone && !isQualified(pending) && last.length === 0 && headLater(items, at)) continue
      last = takeHead(meaning, before === 'alternative' || item.joined, pending, last, parse)
      pending = nothingPending()
      before = 'head'
    }
  }
  closePhrase(pending, parse, last)
}
