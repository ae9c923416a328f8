import type { z } from 'zod'
import { emptyReading, RawPosting, type Reading, type Rejected, type StoredResponse } from '../source.ts'
import { cleanText } from './clean-text.ts'
import { problemLine } from './problem-line.ts'

/** A posting as one record tells it; the platform's name and the time come from the response. */
export type Draft = Omit<RawPosting, 'source' | 'seenAt'>

/** What a well-formed record amounts to. */
export type Outcome = Draft | { dropped: string; sourceId: string | null }

interface RecordKind<Fields extends z.ZodRawShape> {
  /** The platform's name. */
  source: string
  /** The fields that are used, and no others. */
  schema: z.ZodObject<Fields>
  /** What the record says, in the contract's fields. */
  outcome(record: z.output<z.ZodObject<Fields>>): Outcome
  /** The id of a record that may be malformed, for the rejection; by default its `id`. */
  idOf?(record: unknown): string | null
}

const INPUT_LIMIT = 64 * 1024
/** No board's id comes near it; a longer one would not fit a database index. */
const ID_LIMIT = 500
/** An index row of PostgreSQL holds 2,704 bytes, and the key of a posting has the id twice. */
const ID_BYTES = 1000
const URL_LIMIT = 4000
const IGNORED_KEYS_LIMIT = 200

/**
 * Reads the records of one response. A malformed record is rejected with its reason and its neighbours go on; keys
 * that the schema does not name are counted. Text is cleaned, empty fields are left out.
 */
export function readRecords<Fields extends z.ZodRawShape>(
  records: readonly unknown[],
  response: Pick<StoredResponse, 'seenAt'>,
  kind: RecordKind<Fields>,
): Reading {
  const reading = emptyReading()
  const ignored = new Map<string, number>()
  for (const record of records) {
    countIgnored(record, kind.schema.shape, ignored)
    const parsed = kind.schema.safeParse(record)
    if (!parsed.success) {
      const sourceId = (kind.idOf ?? idOf)(record)
      reading.rejected.push(rejection(sourceId, problemLine(parsed.error, record), record))
      continue
    }
    const outcome = kind.outcome(parsed.data)
    if ('dropped' in outcome) {
      reading.dropped.push({ sourceId: outcome.sourceId, reason: outcome.dropped })
      continue
    }
    const posting = finishPosting({ source: kind.source, ...outcome, seenAt: response.seenAt })
    if ('reason' in posting)
      reading.rejected.push(rejection(outcome.sourceId || null, posting.reason, record))
    else reading.postings.push(posting)
  }
  reading.ignored = Object.fromEntries(ignored)
  return reading
}

/** The posting with clean text and without empty fields, or why it is none. */
export function finishPosting(draft: RawPosting): RawPosting | { reason: string } {
  const posting = tidy(draft)
  const parsed = RawPosting.safeParse(posting)
  if (!parsed.success) return { reason: problemLine(parsed.error, posting) }
  const { source, sourceId, url, seenAt } = parsed.data
  if (source.length > 100) return { reason: 'source: longer than 100 characters' }
  if (sourceId.length > ID_LIMIT) return { reason: `sourceId: longer than ${ID_LIMIT} characters` }
  if (Buffer.byteLength(sourceId) > ID_BYTES) return { reason: `sourceId: longer than ${ID_BYTES} bytes` }
  if (url && url.length > URL_LIMIT) return { reason: `url: longer than ${URL_LIMIT} characters` }
  const year = new Date(seenAt).getUTCFullYear()
  if (!(year >= 1990 && year <= 2100)) return { reason: 'seenAt: not between 1990 and 2100' }
  return { ...parsed.data, source: oneSpaced(source), sourceId: oneSpaced(sourceId) }
}

/** Keys differ by more than their white space. */
const oneSpaced = (key: string): string => key.replace(/\s+/g, ' ')

/** A record for the rejections, cut to 64 KiB. */
export function rejection(sourceId: string | null, reason: string, record: unknown): Rejected {
  return { sourceId: sourceId === null ? null : cleanText(sourceId), reason, input: inputText(record) }
}

function inputText(record: unknown): string {
  const text = typeof record === 'string' ? record : printed(record)
  if (text.length * 3 <= INPUT_LIMIT) return cleanText(text)
  const bytes = Buffer.from(text)
  // A cut inside a character would decode to U+FFFD, which is three bytes long.
  return cleanText(bytes.subarray(0, INPUT_LIMIT - 3).toString())
}

/** `JSON.stringify` overflows the stack on records nested thousands of levels deep. */
function printed(record: unknown): string {
  try {
    return JSON.stringify(record) ?? String(record)
  } catch {
    return '(nested too deeply to print)'
  }
}

function idOf(record: unknown): string | null {
  if (typeof record !== 'object' || record === null) return null
  const id = (record as Record<string, unknown>).id
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null
}

function countIgnored(record: unknown, shape: z.ZodRawShape, ignored: Map<string, number>): void {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return
  for (const found of Object.keys(record)) {
    if (Object.hasOwn(shape, found) || found === '__proto__') continue
    const key = cleanText(found)
    const known = ignored.get(key)
    if (known === undefined && (ignored.size >= IGNORED_KEYS_LIMIT || key.length > 100)) continue
    ignored.set(key, (known ?? 0) + 1)
  }
}

/** Trims every text but the description, and leaves out what is empty. */
function tidy(draft: RawPosting): RawPosting {
  const { description, pay, ...short } = draft
  const posting: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(short)) {
    const tidied = Array.isArray(value)
      ? tidyList(value)
      : typeof value === 'string'
        ? tidyText(value)
        : value
    if (tidied !== undefined && tidied !== null) posting[field] = tidied
  }
  const text = description == null ? '' : cleanText(description)
  if (text.trim() !== '') posting.description = text
  if (pay?.min != null || pay?.max != null) {
    posting.pay = Object.fromEntries(
      Object.entries(pay)
        .map(([field, value]) => [field, typeof value === 'string' ? tidyText(value) : value])
        .filter(([, value]) => value !== undefined && value !== null),
    )
  }
  return posting as RawPosting
}

function tidyText(text: string): string | undefined {
  return cleanText(text).trim() || undefined
}

function tidyList(texts: readonly string[]): string[] | undefined {
  const list = [...new Set(texts.map(tidyText).filter(text => text !== undefined))]
  return list.length > 0 ? list : undefined
}
