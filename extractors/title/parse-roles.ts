import {
  beginsWithRole,
  endOfSegment,
  headAhead,
  headLater,
  isLevelHere,
  isOfOtherTrade,
  isTechnicalPhrase,
} from './look-ahead.ts'
import { closePhrase, readFields, readLeading, readTail, takeHead, takeLevel } from './make-roles.ts'
import type { Item } from './meaning.ts'
import { isQualified, nothingPending, type Parse, type Role } from './role.ts'
import { grades, leadLevel } from './vocabulary.ts'

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
  else for (const side of sides) if (!readTail(side, parse)) readFields(side, parse.roles, parse)
  if (!parse.other && items.some(({ meaning }) => isDiscipline(meaning)))
    for (const role of parse.roles) if (role.it === null && role.head?.leans) role.it = true
  if (parse.roles.some(role => role.it === true)) parse.it = true
  else if (parse.other || parse.roles.some(role => role.it === false)) parse.it = false
  else if (parse.roles.length === 0)
    parse.it = isTechnicalPhrase(main) ? true : isOfOtherTrade(main) ? false : null
  return parse
}

const isHead = (item: Item | undefined): boolean =>
  item?.meaning?.kind === 'head' || item?.meaning?.kind === 'filler'

/** Whether a phrase ends before that item. */
const endsHere = (items: readonly Item[], at: number): boolean =>
  at >= items.length || items[at]!.mark !== null || items[at]!.meaning?.kind === 'filler'

/** Whether those who work in that field are of IT, whatever they are called. */
const isDiscipline = (meaning: Item['meaning']): boolean =>
  meaning?.kind === 'qualifier' && meaning.practitioner !== null && meaning.heads === null

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

function readMain(given: readonly Item[], parse: Parse): void {
  let items = given
  let pending = nothingPending()
  let last: Role[] = []
  let before = 'start'
  for (let at = 0; at < items.length; at++) {
    const item = items[at]!
    const { meaning, mark } = item
    if (mark === 'break' || (mark === 'comma' && (last.length > 0 || !headAhead(items, at)))) {
      closePhrase(pending, parse, last, items.slice(at))
      if (parse.other) return
      if (parse.roles.length > 0) {
        const rest = endOfSegment(items, at + 1)
        const segment = items.slice(at + 1, rest)
        if (!readTail(segment, parse) && !readFields(segment, last, parse) && beginsWithRole(segment))
          readMain(segment, parse)
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
      // "Engineer II", but not "Business Analyst, MiFID II" nor "Developer 2 year contract".
      if (grades.has(item.text) && last.length > 0 && isHead(items[at - 1]) && endsHere(items, at + 1))
        for (const role of last)
          if (role.it === true || !/^\d/.test(item.text)) role.grade ??= grades.get(item.text)!
      continue
    }
    if (meaning.kind === 'qualifier') {
      if (last.length > 0 && before === 'word') continue
      if (last.length > 0 && before === 'head' && !last[0]!.head?.whole) {
        // "Consultant SAP", "Manager Data Science"
        const end = endOfSegment(items, at)
        if (readFields(items.slice(at, end), last, parse)) {
          last = parse.roles.slice(-1)
          at = end - 1
        }
        before = 'word'
      } else {
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
      if (
        meaning.parts !== null &&
        pending.run.some(part => typeof part !== 'string' && part.heads === null)
      ) {
        // "IT Service Engineer": a technical word before it makes another trade's title one of IT.
        items = items.toSpliced(at, 1, ...meaning.parts)
        at--
        continue
      }
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
        takeLevel(leadLevel, before === 'alternative', pending)
        continue
      }
      if (meaning.name === 'Director' && !isQualified(pending)) {
        const from = items[at + 1]?.mark === 'comma' || items[at + 1]?.mark === 'break' ? at + 1 : at
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
  closePhrase(pending, parse, last, [])
}
