import { decodeHTMLStrict } from 'entities'

/** A value where schema.org allows text, a thing with a name, or a list of either: its first text. */
export function textOf(value: unknown, depth = 0): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value
  if (typeof value === 'number') return String(value)
  if (depth > 4 || typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) return firstOf(value.slice(0, 100), depth)
  const thing = value as Record<string, unknown>
  return firstOf([thing['@value'], thing.name, thing.value], depth)
}

function firstOf(values: unknown[], depth: number): string | undefined {
  for (const value of values) {
    const text = textOf(value, depth + 1)
    if (text !== undefined) return text
  }
  return undefined
}

/** {@link textOf} with the HTML escapes undone that sites leave in names and titles. */
export function labelOf(value: unknown): string | undefined {
  const text = typeof value === 'number' ? undefined : textOf(value)
  return text && decodeHTMLStrict(text.slice(0, 2000)).replace(/\s+/g, ' ').trim()
}

/** All texts of a text, a thing or a list of either. */
export function textsOf(value: unknown): string[] {
  return [value].flat(1).flatMap(part => textOf(part) ?? [])
}

const NUMBER = /^[£$€]?\s?(\d{1,12}|\d{1,3}(?:,\d{3}){1,4})(\.\d{1,12})?$/

/** A number, or text that is one (`"52000.0000"`, `"£23,247.92"`); zero is how sites write "unknown". */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value > 0 ? value : undefined
  if (typeof value !== 'string' || value.length > 40) return undefined
  const match = NUMBER.exec(value.trim())
  return match ? Number(`${match[1]?.replaceAll(',', '')}${match[2] ?? ''}`) || undefined : undefined
}
