import type { Role } from './role.ts'
import type { Qualifier } from './vocabulary.ts'

/** Terms of one title; a title that lists more roles than make so many is a list, not a title. */
const MOST_TERMS = 40
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
    for (const term of role.leading === null ? termsOfRole(role) : termsOfLeading(role)) terms.add(term)
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

function termsOfRole({ levels, qualifiers, head }: Role): string[] {
  if (head === null) return []
  const names = levels.flatMap(level => level.term ?? [])
  const [whole, ...fewer] = combine(qualifiers, head.name)
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
  if (head.alone) add([], !head.manages || qualifiers.length === 0)
  else if (qualifiers.length === 0) add([], true)
  if (head.broader !== null) terms.push(head.broader)
  return terms
}

/** Qualifiers that join with a level where they come as the wider one ("Senior Data Engineer" of a big data one). */
const COMMON_WIDER = new Set(['Data', 'BI', 'Software', 'Product', 'Network'])

const isCommon = (name: string, qualifiers: readonly Qualifier[]): boolean =>
  qualifiers.find(qualifier => qualifier.name === name)?.common ?? COMMON_WIDER.has(name)

const wider = (qualifier: Qualifier, head: string): readonly string[] =>
  qualifier.broader[head] ?? qualifier.broader.default ?? []

/** The selections of qualifiers in their order, largest first, each also with a qualifier widened; never the empty one. */
function combine(qualifiers: readonly Qualifier[], head: string): string[][] {
  const combined = qualifiers.slice(-MOST_COMBINED)
  const found: string[][] = qualifiers.length > MOST_COMBINED ? [qualifiers.map(({ name }) => name)] : []
  for (let size = combined.length; size > 0; size--) {
    for (let bits = (1 << combined.length) - 1; bits > 0; bits--) {
      const chosen = combined.filter((_, at) => bits & (1 << (combined.length - 1 - at)))
      if (chosen.length !== size) continue
      found.push(chosen.map(({ name }) => name))
      chosen.forEach((qualifier, at) => {
        for (const name of wider(qualifier, head)) {
          const others = chosen.map(other => other.name)
          if (!others.includes(name)) found.push(others.with(at, name))
        }
      })
    }
  }
  return found
}
