import type { z } from 'zod'
import { nearestName } from '../crawlers/nearest-name.ts'

/** What is wrong with a source, and where: the path of keys from the entry on. */
export interface SourceProblem {
  path: PropertyKey[]
  /** Whether the path ends in a key that is not known, rather than in a bad value. */
  isKey: boolean
  message: string
}

/**
 * What a schema found wrong, a line each, with a suggestion for keys that are not known.
 * @param names the keys that there are at the top
 */
export function problemsOf(error: z.ZodError, names: readonly string[]): SourceProblem[] {
  const unknown = error.issues.flatMap(issue =>
    issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [],
  )
  const misspelt = new Set(unknown.map(key => nearestName(key, names)))
  return error.issues.flatMap((issue): SourceProblem[] => {
    if (issue.code !== 'unrecognized_keys') {
      // What is misspelt explains what is missing.
      const isMisspelt = issue.path.length === 1 && isMissing(issue) && misspelt.has(String(issue.path[0]))
      return isMisspelt ? [] : [{ path: [...issue.path], isKey: false, message: messageOf(issue) }]
    }
    const known = issue.path.length === 0 ? names : []
    return issue.keys.map(key => ({
      path: [...issue.path, key],
      isKey: true,
      message: `unknown key "${key}"${suggestion(key, known)}`,
    }))
  })
}

const isMissing = (issue: z.core.$ZodIssue): boolean =>
  issue.code === 'invalid_type' && issue.message.endsWith('received undefined')

/** `; did you mean "board"?`, or the names that there are, where none is near. */
export function suggestion(name: string, names: readonly string[]): string {
  const nearest = nearestName(name, names)
  if (nearest !== undefined) return `; did you mean "${nearest}"?`
  return names.length > 0 ? ` (known: ${names.join(', ')})` : ''
}

function messageOf(issue: z.core.$ZodIssue): string {
  const field = issue.path.map(String).join('.')
  if (isMissing(issue)) return `${field} is missing`
  const says = issue.message.replace(/^Invalid input: /, '')
  return field ? `${field}: ${says}` : says
}
