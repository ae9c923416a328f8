import type { Head, Item, Leading, Level, Qualifier } from './meaning.ts'
import { distribute, isItRole } from './qualified-head.ts'
import { isQualified, nothingPending, type Parse, type Pending, type Role } from './role.ts'
import { grades, leadHead, leadLevel, supportHead } from './vocabulary.ts'

export function takeLevel(level: Level, isChoice: boolean, pending: Pending): void {
  pending.levelAt = pending.run.length
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
    // "Solutions Architect Team Lead" is a level, "Data Analyst Assistant" no role but the first.
    if (!isChoice && (previous.head.whole || head.manages || !head.alone)) {
      if (head.level === 'lead' && previous.levels.length === 0)
        for (const role of last) role.levels = [leadLevel]
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
      bare: pending.run.length === 0,
    }))
  }
  parse.roles.push(...made)
  return made
}

/** Whether a field of IT follows that word, so that the word names a business ("Head of Telematics Data Science"). */
function fieldFollows(leading: Leading, items: readonly Item[], at: number): boolean {
  const next = items.slice(at + 1, at + 3).find(({ meaning }) => meaning !== null)?.meaning
  return next?.kind === 'qualifier' && isFieldOf(next, leading)
}

const isFieldOf = ({ heads }: Qualifier, { name }: Leading): boolean => heads === null || heads.has(name)

/** The qualifiers of one field that become part of a term: not the business where a field of work is named. */
function named(list: readonly Qualifier[]): Qualifier[] {
  const spoken = list.filter(({ silent }) => !silent)
  const first = spoken.findIndex(({ heads }) => heads === null || heads.size > 0)
  return spoken.slice(Math.max(0, first))
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
  const fields: Qualifier[][] = [[]]
  let at = from + 1
  let it: boolean | null = null
  let unknown = 0
  let turn = -1
  for (; at < items.length; at++) {
    const { meaning, mark, text } = items[at]!
    const isFirst = fields.length === 1 && fields[0]!.length === 0
    if ((mark === 'comma' || mark === 'break') && isFirst && at === from + 1) continue
    if (mark === 'alternative') {
      fields.push([])
      turn = at
    }
    if (mark === 'alternative' || text === 'of' || text === 'the' || meaning?.kind === 'filler') continue
    if (meaning?.kind === 'qualifier') {
      fields.at(-1)!.push(meaning)
      if (isFieldOf(meaning, leading)) it ??= true
    } else {
      // "Head of Telematics Data Science"
      if (meaning === null && mark === null && isFirst && unknown++ < 2 && fieldFollows(leading, items, at))
        continue
      if (meaning?.kind === 'otherField' && (isFirst || it !== true)) it = false
      // "VP of Engineering and Software Engineer": the last field is the next role's.
      if ((meaning?.kind === 'head' || meaning?.kind === 'level') && turn > 0 && fields[0]!.length > 0) {
        fields.pop()
        at = turn
        break
      }
      // "Vice President, Software Engineer": a grade of the role behind it.
      if (meaning?.kind === 'head' || meaning?.kind === 'level') return from + 1
      break
    }
  }
  if (it === false && parse.roles.length === 0) parse.other = true
  const chosen = fields.map(named).filter(list => list.length > 0)
  if (parse.roles.length > 0 && it !== true) return at
  const rest = { levels: [], it, grade: null, bare: false }
  if (isLeadToo && it === true && chosen[0] !== undefined)
    parse.roles.push({ ...rest, qualifiers: chosen[0], head: leadHead, leading: null })
  for (const qualifiers of chosen) parse.roles.push({ ...rest, qualifiers, head: null, leading })
  return at
}

/**
 * A phrase that ends without a head: "2nd Line Support", "Data Science Intern", or a lone "Lead".
 * @param rest what follows, whose heads make the phrase a mere remark ("Internship in Technology: Software Engineer")
 */
export function closePhrase(pending: Pending, parse: Parse, last: Role[], rest: readonly Item[]): void {
  const lists = pending.alternatives.filter(list => list.length > 0)
  const asHead = pending.levels.findLast(level => level.head !== null)?.head
  const before = pending.run.slice(0, pending.levelAt)
  // "Data Science Intern", "Internship: Data Science", not "Apprentice Support Worker in Data"
  const isNamed = before.some(part => part !== 'word') || (isQualified(pending) && pending.run[0] !== 'word')
  const isField = pending.run.some(part => part === 'field' || (part !== 'word' && part.heads?.size !== 0))
  const isLast = !rest.some(({ meaning }) => meaning?.kind === 'head')
  if (last.length === 0 && asHead && isNamed && isField && isLast) {
    const levels = pending.levels.filter(level => level.head === null)
    for (const qualifiers of distribute(pending.alternatives))
      parse.roles.push({
        levels,
        qualifiers,
        head: asHead,
        leading: null,
        it: isItRole(asHead, pending.run),
        grade: null,
        bare: false,
      })
    return
  }
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
          bare: false,
        })
  } else if (last.length > 0 && pending.levels.length > 0 && lists.length === 0)
    for (const role of last) if (role.levels.length === 0) role.levels = pending.levels
}

/**
 * "Engineers (Data, Platform)", "Manager, Data Science": what stands behind bare heads, if it is nothing but fields of
 * work, is what they work on; returns whether it was.
 */
export function readFields(items: readonly Item[], last: readonly Role[], parse: Parse): boolean {
  const [bare] = last
  if (bare?.head == null || last.length > 1 || bare.qualifiers.length > 0 || bare.it === false) return false
  if (bare.head.whole || !bare.head.alone || (bare.head.level !== null && bare.head.it === true)) return false
  const { head, levels, grade } = bare
  const pending = nothingPending()
  for (const { meaning, mark } of items) {
    // "Engineer, Software Engineering"
    if (meaning?.kind === 'qualifier' && meaning.practitioner === head.name) continue
    if (meaning?.kind === 'qualifier' && !meaning.silent) {
      pending.alternatives.at(-1)!.push(meaning)
      pending.run.push(meaning)
    } else if (meaning?.kind === 'otherField') pending.run.push('field')
    else if (mark === 'alternative' || mark === 'comma') pending.alternatives.push([])
    else if (meaning?.kind !== 'filler') return false
  }
  if (pending.run.length === 0) return false
  const it = isItRole(head, pending.run)
  if (it !== true && !isQualified(pending)) return false
  if (!bare.bare) {
    // "Managing Consultant - Data Science", not "Alliance Manager, Cloud"
    const isTechnical = pending.run.some(part => typeof part !== 'string' && part.heads === null)
    if (isTechnical && it === true && !head.manages) bare.it = true
    return isTechnical
  }
  const roles = distribute(pending.alternatives).map(qualifiers => ({
    levels,
    qualifiers,
    head,
    leading: null,
    // An analyst of finance may well be one of IT.
    it: it === false && head.robust ? null : it,
    grade,
    bare: false,
  }))
  parse.roles.splice(parse.roles.indexOf(bare), 1, ...roles)
  return true
}

/** What stands behind a role, if it is nothing but a level, a grade or a trailing qualifier; returns whether it was. */
export function readTail(items: readonly Item[], parse: Parse): boolean {
  let grade: Role['grade'] = null
  const levels: Level[] = []
  const qualifiers: Qualifier[] = []
  for (const { meaning, mark, text, joined } of items) {
    if (meaning?.kind === 'level') levels.push(meaning)
    else if (meaning?.kind === 'head' && meaning.name === 'Lead') levels.push(leadLevel)
    else if (meaning?.kind === 'qualifier' && meaning.trailing) qualifiers.push(meaning)
    else if (grades.has(text) && (items.length === 1 || !/^\d/.test(text))) grade = grades.get(text)!
    else if (
      meaning?.kind !== 'filler' &&
      mark !== 'alternative' &&
      text !== 'to' &&
      !(joined && meaning === null)
    )
      return false
  }
  for (const role of parse.roles) {
    role.grade ??= grade
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
    role.it ??= isItRole(role.head, [front])
  }
  return levels.length + qualifiers.length > 0 || grade !== null
}
