import { momentOf } from '../reading/moment.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH_NAME = /^[a-z]{3,9}/i
const ZONE = /^(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)/i

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'half' | 'zone'

/** A letter group of a format: what it stands for, and how it is read from the beginning of a text. */
const TOKENS: Record<string, { part: Part; read: RegExp }> = {
  YYYY: { part: 'year', read: /^\d{4}/ },
  YY: { part: 'year', read: /^\d{2}/ },
  MMMM: { part: 'month', read: MONTH_NAME },
  MMM: { part: 'month', read: MONTH_NAME },
  MM: { part: 'month', read: /^\d{2}/ },
  M: { part: 'month', read: /^\d{1,2}/ },
  DD: { part: 'day', read: /^\d{2}/ },
  D: { part: 'day', read: /^\d{1,2}/ },
  HH: { part: 'hour', read: /^\d{2}/ },
  H: { part: 'hour', read: /^\d{1,2}/ },
  hh: { part: 'hour', read: /^\d{2}/ },
  h: { part: 'hour', read: /^\d{1,2}/ },
  mm: { part: 'minute', read: /^\d{2}/ },
  ss: { part: 'second', read: /^\d{2}/ },
  A: { part: 'half', read: /^[ap]\.?m\.?/i },
  Z: { part: 'zone', read: ZONE },
}

/** How a column writes its dates. */
export interface DateFormat {
  /** As it was given: `DD/MM/YYYY HH:mm`. */
  text: string
  /** The moment in the contract's form, a day where the format has no zone; undefined where the text is not so written. */
  read(text: string): string | undefined
}

/**
 * Compiles a date format of the letters YYYY YY MMMM MMM MM M DD D HH H hh h mm ss A Z; what stands in [brackets], a T
 * and everything that is no letter stands for itself.
 *
 * @throws Error where a letter has no meaning, or the year, month or day is missing
 */
export function dateFormat(text: string): DateFormat {
  const steps = stepsOf(text)
  for (const part of ['year', 'month', 'day'] as const)
    if (!steps.some(step => 'part' in step && step.part === part)) throw new Error(`has no ${part}`)
  return { text, read: value => readDate(value.trim(), steps) }
}

type Step = { part: Part; read: RegExp } | { literal: string }

function stepsOf(format: string): Step[] {
  const steps: Step[] = []
  for (const [piece] of format.trim().matchAll(/\[[^\]]*\]|([A-Za-z])\1*|\s+|[^A-Za-z\s]/g)) {
    const token = TOKENS[piece]
    if (token) steps.push(token)
    else if (piece.startsWith('[') && piece.endsWith(']')) steps.push({ literal: piece.slice(1, -1) })
    else if (piece === 'T' || !/^[A-Za-z]/.test(piece)) steps.push({ literal: piece })
    else
      throw new Error(
        `"${piece}" has no meaning; write YYYY, MM, DD, HH, mm, ss, MMM, A, Z, and words in [brackets]`,
      )
  }
  return steps
}

function readDate(text: string, steps: readonly Step[]): string | undefined {
  const parts: Partial<Record<Part, string>> = {}
  let rest = text
  for (const step of steps) {
    if ('literal' in step) {
      const isSpace = step.literal.trim() === ''
      if (isSpace ? !/^\s/.test(rest) : !rest.startsWith(step.literal)) return undefined
      rest = isSpace ? rest.trimStart() : rest.slice(step.literal.length)
      continue
    }
    const found = step.read.exec(rest)?.[0]
    if (found === undefined) return undefined
    parts[step.part] = found
    rest = rest.slice(found.length)
  }
  return rest === '' ? momentOfParts(parts) : undefined
}

function momentOfParts(parts: Partial<Record<Part, string>>): string | undefined {
  const { year = '', day = '', minute = '00', second = '00', half, zone } = parts
  const month = monthOf(parts.month ?? '')
  const date = `${year.length === 2 ? `20${year}` : year}-${padded(month)}-${padded(day)}`
  if (parts.hour === undefined || zone === undefined) return momentOf(date)
  const hour =
    half === undefined ? Number(parts.hour) : (Number(parts.hour) % 12) + (/^p/i.test(half) ? 12 : 0)
  return momentOf(`${date}T${padded(hour)}:${minute}:${second}${zone}`)
}

const padded = (figure: number | string): string => String(figure).padStart(2, '0')

const monthOf = (text: string): number | string =>
  /^\d/.test(text) ? text : MONTHS.indexOf(text.slice(0, 3).toLowerCase()) + 1
