import type { z } from 'zod'
import { cleanText } from './clean-text.ts'

type Issue = z.core.$ZodIssue

/**
 * A schema's complaint as one line, `field: problem`, several separated by `; `. It names the kind of what was found
 * and no value, so that records with one fault count as one reason.
 *
 * @param input the record that was parsed
 */
export function problemLine(error: z.ZodError, input: unknown): string {
  const lines = [...new Set(error.issues.map(issue => problemOf(issue, input)))]
  const more = lines.length > 3 ? [`${lines.length - 3} more`] : []
  return cleanText([...lines.slice(0, 3), ...more].join('; ')).replace(/\s+/g, ' ')
}

function problemOf(issue: Issue, input: unknown): string {
  const names = issue.path.map(part => (typeof part === 'number' ? '*' : String(part)))
  const field = names.join('.').slice(0, 80) || 'record'
  const value = valueAt(input, issue.path)
  return value === undefined ? `${field}: missing` : `${field}: ${complaintOf(issue, value)}`
}

function complaintOf(issue: Issue, value: unknown): string {
  switch (issue.code) {
    case 'too_small':
      return 'must not be empty'
    case 'invalid_type':
    case 'invalid_format':
    case 'invalid_value':
    case 'invalid_union':
      return `expected ${expectationsOf(issue).join(' or ')}, found ${kindOf(value, issue)}`
    default:
      return issue.message
  }
}

function expectationsOf(issue: Issue): string[] {
  if (issue.code === 'invalid_union') {
    return [...new Set(issue.errors.flatMap(([first]) => (first ? expectationsOf(first) : [])))]
  }
  if (issue.code === 'invalid_type') return [KINDS[issue.expected] ?? issue.expected]
  if (issue.code === 'invalid_format') return [FORMATS[issue.format] ?? issue.format]
  if (issue.code === 'invalid_value') return issue.values.map(value => JSON.stringify(value))
  return issue.code === 'too_small' ? ['something'] : [issue.message]
}

const KINDS: Record<string, string> = {
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
}
const FORMATS: Record<string, string> = {
  datetime: 'an ISO 8601 time with a zone',
  date: 'a calendar day (YYYY-MM-DD)',
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = (value as Record<PropertyKey, unknown>)[key]
  }
  return value
}

function kindOf(value: unknown, issue: Issue): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  const kind = KINDS[typeof value] ?? typeof value
  return kind === 'text' && issue.code !== 'invalid_type' ? 'other text' : kind
}
