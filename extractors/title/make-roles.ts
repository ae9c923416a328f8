import { distribute, isItRole } from './qualified-head.ts'
import type { Parse, Pending, Role } from './role.ts'
import {
  type Head,
  type Item,
  type Leading,
  type Level,
  leadHead,
  type Qualifier,
  supportHead,
} from './vocabulary.ts'

export function takeLevel(level: Level, isChoice: boolean, pending: Pending): void {
  if (isChoice && pending.levels.length > 0) pending.levels.push(level)
  else if (pending.levels.length > 0) pending.levels[pending.levels.length - 1] = level
  else pending.levels.push(level)
}

/** Makes the roles that a head closes; returns them. */
export function takeHead(
  head: Head,
  isChoice: boolean,
  pending: Pending,
  last: Role[],
  parse: Parse,
): Role[] {
  const own = pending.run.some(part => part !== 'word') || pending.alternatives.some(list => list.length > 0)
  const previous = last[0]
  let made: Role[]
  if (previous !== undefined && previous.head !== null && !own) {
    const levels = pending.levels.length > 0 ? pending.levels : previous.levels
    if (head === previous.head && pending.levels.length === 0) return last
    if (!isChoice && (previous.head.whole || head.manages)) {
      if (head.level !== null && previous.levels.length === 0)
        for (const role of last) role.levels = [{ kind: 'level', level: head.level, term: head.name }]
      return last
    }
    if (!isChoice) parse.roles.splice(parse.roles.indexOf(previous), last.length)
    made = last.map(role => {
      const qualifiers = head.whole ? [] : role.qualifiers
      return { ...role, levels, qualifiers, head, it: isItRole(head, qualifiers) }
    })
  } else {
    const levels = pending.levels.length > 0 || isChoice === false ? pending.levels : (previous?.levels ?? [])
    made = distribute(pending.alternatives).map(qualifiers => ({
      levels,
      qualifiers,
      head,
      leading: null,
      it: isItRole(
        head,
        pending.run.filter(part => typeof part === 'string' || part.silent || qualifiers.includes(part)),
      ),
      grade: null,
    }))
  }
  parse.roles.push(...made)
  return made
}

/** The words after "Head of" and the like: one role for each field; returns the index behind them. */
export function readLeading(
  leading: Leading,
  items: readonly Item[],
  from: number,
  pending: Pending,
  parse: Parse,
): number {
  const isLeadToo = pending.levels.some(level => level.level === 'lead')
  const fields: Qualifier[] = []
  let at = from + 1
  let it: boolean | null = null
  for (; at < items.length; at++) {
    const { meaning, mark, text } = items[at]!
    if (mark === 'comma' && fields.length === 0 && at === from + 1) continue
    if (mark === 'alternative' || text === 'of' || text === 'the' || meaning?.kind === 'filler') continue
    if (meaning?.kind === 'qualifier') {
      fields.push(meaning)
      if (meaning.heads === null || meaning.heads.has(leading.name)) it ??= true
    } else {
      if (meaning?.kind === 'otherField' && fields.length === 0) it = false
      // "Vice President, Software Engineer": a grade of the role behind it.
      if (meaning?.kind === 'head' || meaning?.kind === 'level') return from + 1
      break
    }
  }
  if (it === false && parse.roles.length === 0) parse.other = true
  const chosen = fields.filter(field => !field.silent)
  if (parse.roles.length > 0 && it !== true) return at
  const rest = { levels: [], it, grade: null }
  if (isLeadToo && it === true && chosen[0] !== undefined)
    parse.roles.push({ ...rest, qualifiers: [chosen[0]], head: leadHead, leading: null })
  for (const field of chosen) parse.roles.push({ ...rest, qualifiers: [field], head: null, leading })
  return at
}

/** A phrase that ends without a head: "2nd Line Support", or a lone "Lead". */
export function closePhrase(pending: Pending, parse: Parse, last: Role[]): void {
  const lists = pending.alternatives.filter(list => list.length > 0)
  const support = lists.at(-1)?.at(-1)
  if (
    support?.name === 'Support' &&
    pending.run.some(part => typeof part !== 'string' && part !== support && part.heads === null)
  ) {
    const bare = lists.map(list => list.filter(qualifier => qualifier !== support))
    for (const qualifiers of bare)
      if (qualifiers.length > 0)
        parse.roles.push({
          levels: pending.levels,
          qualifiers,
          head: supportHead,
          leading: null,
          it: true,
          grade: null,
        })
  } else if (last.length > 0 && pending.levels.length > 0 && lists.length === 0)
    for (const role of last) if (role.levels.length === 0) role.levels = pending.levels
}

/** What stands behind a role, if it is nothing but a level or a trailing qualifier; returns whether it was. */
export function readTail(items: readonly Item[], parse: Parse): boolean {
  const levels: Level[] = []
  const qualifiers: Qualifier[] = []
  for (const { meaning, mark, text, joined } of items) {
    if (meaning?.kind === 'level') levels.push(meaning)
    else if (meaning?.kind === 'head' && meaning.name === 'Lead')
      levels.push({ kind: 'level', level: 'lead', term: 'Lead' })
    else if (meaning?.kind === 'qualifier' && meaning.trailing) qualifiers.push(meaning)
    else if (
      meaning?.kind !== 'filler' &&
      mark !== 'alternative' &&
      text !== 'to' &&
      !(joined && meaning === null)
    )
      return false
  }
  for (const role of parse.roles) {
    if (role.levels.length === 0 && role.leading === null && role.head?.level === null) role.levels = levels
    const [front] = qualifiers
    if (
      qualifiers.length !== 1 ||
      front === undefined ||
      role.head === null ||
      role.head.whole ||
      role.head.level !== null
    )
      continue
    if (!role.qualifiers.includes(front)) role.qualifiers = [front, ...role.qualifiers]
  }
  return levels.length + qualifiers.length > 0
}
