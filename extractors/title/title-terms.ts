import type { Head, Qualifier } from './meaning.ts'
import type { Role } from './role.ts'

/** Terms of one title; a title that lists more roles than make so many is a list, not a title. */
const MOST_TERMS = 40
/** No role is named at such length. */
const LONGEST_TERM = 100
/** Qualifiers of one role whose combinations become terms; further ones count singly. */
const MOST_COMBINED = 4

/**
 * The terms of roles, each role's most specific first: the whole, then without its level, then with fewer and wider
 * qualifiers, down to the bare head.
 */
export function termsOf(roles: readonly Role[]): string[] {
  const terms = new Set<string>()
  for (const role of roles) {
    if (role.it === false) continue
    for (const term of role.leading === null ? termsOfRole(role) : termsOfLeading(role))
      if (term.length <= LONGEST_TERM) terms.add(term)
    if (terms.size >= MOST_TERMS) break
  }
  return [...terms].slice(0, MOST_TERMS)
}

function termsOfLeading({ leading, qualifiers }: Role): string[] {
  const field = qualifiers.map(qualifier => qualifier.name).join(' ')
  return leading === null
    ? []
    : [`${leading.name} ${field}`, ...(leading.general === null ? [] : [leading.general])]
}

function termsOfRole({ levels, qualifiers: all, head }: Role): string[] {
  if (head === null || isNameless({ qualifiers: all, head })) return []
  const names = levels.flatMap(level => level.term ?? [])
  const qualifiers = all.length > 1 ? all.filter(({ alone }) => !alone) : all
  const [whole, ...fewer] = combine(qualifiers, head)
  const terms: string[] = []
  const add = (parts: readonly string[], withLevel: boolean) => {
    const term = [...parts, head.name].join(' ')
    if (withLevel) for (const name of names) terms.push(`${name} ${term}`)
    terms.push(term)
  }
  if (whole !== undefined) add(whole, true)
  for (const parts of fewer) add(parts, parts.length === 1 && isCommon(parts[0]!, qualifiers))
  const line = qualifiers.find(({ joins }) => joins !== null && qualifiers.some(({ name }) => name === joins))
  if (line !== undefined) terms.push(`${line.name} ${line.joins}`)
  if (qualifiers.length === 0) add([], true)
  else if (head.alone && head.general) add([], !head.manages)
  if (head.broader !== null) terms.push(head.broader)
  return terms
}

/** Whether a role is a bare head that says nothing by itself ("Officer", "Associate"). */
export const isNameless = ({ qualifiers, head }: Pick<Role, 'qualifiers' | 'head'>): boolean =>
  head !== null && !head.alone && qualifiers.length === 0

/** Qualifiers that join with a level where they come as the wider one ("Senior Data Engineer" of a big data one). */
const COMMON_WIDER = new Set(['Data', 'BI', 'Software', 'Product', 'Network'])

const isCommon = (name: string, qualifiers: readonly Qualifier[]): boolean =>
  qualifiers.find(qualifier => qualifier.name === name)?.common ?? COMMON_WIDER.has(name)

const wider = (qualifier: Qualifier, head: string): readonly string[] =>
  qualifier.broader[head] ?? qualifier.broader.default ?? []

/**
 * The selections of qualifiers in their order, largest first, each also with a qualifier widened; never the empty one.
 * What is managed stays: an IT Project Manager is no "IT Manager".
 */
function combine(qualifiers: readonly Qualifier[], head: Head): string[][] {
  const combined = qualifiers.slice(-MOST_COMBINED)
  const managed = head.manages ? combined.at(-1) : undefined
  const found: string[][] = qualifiers.length > MOST_COMBINED ? [qualifiers.map(({ name }) => name)] : []
  for (let size = combined.length; size > 0; size--) {
    for (let bits = (1 << combined.length) - 1; bits > 0; bits--) {
      const chosen = combined.filter((_, at) => bits & (1 << (combined.length - 1 - at)))
      if (chosen.length !== size || (managed !== undefined && !chosen.includes(managed))) continue
      found.push(chosen.map(({ name }) => name))
      chosen.forEach((qualifier, at) => {
        for (const name of wider(qualifier, head.name)) {
          const others = chosen.map(other => other.name)
          if (!others.includes(name)) found.push(others.with(at, name))
        }
      })
    }
  }
  return found
}
