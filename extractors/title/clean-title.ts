import { decodeHTML } from 'entities'
import { readPlaces } from '../location/read-places.ts'
import { trimEdges } from './trim-edges.ts'
import { readPhrases } from './vocabulary.ts'

/** Characters of a title that are read. */
const LONGEST = 300

const TAGS = /<\/?[a-z][^<>]{0,80}>/gi
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]/g
const FIGURE = String.raw`(?:[£$€]|GBP|USD|EUR)?\s?\d[\d,.]{0,12}\s?k?\+?`
const PAY = new RegExp(
  String.raw`(?:\b(?:up ?to|circa|from|to|c\.?|around|salary|paying|earn|ote)\s{0,2}:?\s?){0,2}` +
    String.raw`(?:(?:[£$€]|\b(?:GBP|USD|EUR))\s?\d[\d,.]{0,12}(?:(?<=,)\s\d{3}\b)?\s?k?\+?(?:\s?(?:-|–|to)\s?${FIGURE})?|\b\d{2,3}\s?k\b(?:\s?(?:-|–|to)\s?${FIGURE})?|\b\d{2,3}(?:,\d{3})?k?\s?(?:-|–|to)\s?\d{2,3}(?:,\d{3}|\s?k)\b)` +
    String.raw`(?:\s?(?:pa|p\/a|p\.a\.?|pd|p\/d|\/pd|ph|p\/h|per (?:annum|year|day|hour|month|week)|an hour|a day|\/ ?(?:day|hour|year|annum))(?![a-z])\.?){0,2}`,
  'gi',
)
const STARS = /\*{2,}(?:\s?k\b)?/gi
const GENDERS =
  /[([]\s?(?:all genders?|[mfwdxhi](?:\s?[/|,]\s?(?:[mfwdxi]|div|gn)){1,3})\s?[)\]]|\b[mfw]\s?\/\s?[fmwd]\s?(?:\/\s?[dxi])?(?![\p{L}\p{N}])/giu
const COUNT = /(?:^|\s)[(]?(?:x\s?\d{1,2}|\d{1,2}\s?x)[)]?(?=\s|$)/gi
const LABELLED_REFERENCE =
  /\b(?:ref|job id|req|requisition|vacancy)\s?(?:no|number|id)?[.:#]?\s?(?=[a-z/_-]{0,8}\d)[a-z0-9/_-]{3,21}/gi
const REFERENCE =
  /(?<![\p{L}\p{N}#])(?:[a-z]{2,10}[-_]?\d{4,14}|\d{4,14}-\d{1,4}|\d{5,14})(?![\p{L}\p{N}])/giu
const EMPTY = /[([{]\s{0,5}[)\]}]/g
const LEADING = ' -–—|:;,/\\*•·~!.&+'
const TRAILING = ' -–—|:;,/\\*•·~!&([{'
const SEPARATOR = /( [-–—|:;•·~]{1,5} | ?[|;•·~] ?|[-–—:] | [-–—]|, ?| ?\/ ?(?=[£$€\d])|[()[\]])/
/** Words that say how, where and for how long a job is, but not which. */
const CIRCUMSTANCES = new Set(
  'fully 100% uk part full permanent contract remote hybrid office home on based site onsite time perm temp temporary interim freelance ftc fixed term inside outside ir35 mat maternity cover working work from first anywhere week weeks month months day days a in role position job opportunity immediate start asap urgent urgently required needed new sc dv edv bpss nppv nppv3 cleared clearance clearable security active must have and or of the with exclusive bens benefits bonus equity plus excellent visa sponsorship'.split(
    ' ',
  ),
)

/**
 * The text of a title that is read (`text`: no markup, no control characters, at most 300 characters), and what is
 * displayed of it (`display`): without pay, references, places, forms of employment and work, and "(m/f/d)". The whole
 * text where nothing else is left.
 */
export function cleanTitle(title: string): { display: string; text: string } {
  let text = title.length > 2 * LONGEST ? title.slice(0, 2 * LONGEST) : title
  if (text.includes('<')) text = text.replace(TAGS, '')
  if (text.includes('&')) text = decodeHTML(text).replace(TAGS, '')
  text = text.toWellFormed().replace(CONTROL, ' ').replace(/\s+/g, ' ').trim()
  if (text.length > LONGEST) text = text.slice(0, LONGEST).toWellFormed().trimEnd()
  let stripped = text
  if (/\/|[([]/.test(text)) stripped = stripped.replace(GENDERS, ' ')
  if (text.includes('**')) stripped = stripped.replace(STARS, ' ')
  if (/\d/.test(text))
    stripped = [PAY, LABELLED_REFERENCE, REFERENCE, COUNT].reduce(
      (rest, noise) => rest.replace(noise, ' '),
      stripped,
    )
  const display = tidy(withoutNoise(stripped))
  return { display: display === '' ? tidy(text) || text : display, text }
}

/** Leaves out the segments that say how and where the job is, but never the first one with words of its own. */
function withoutNoise(text: string): string {
  const parts = text.replace(/\s+/g, ' ').split(SEPARATOR)
  if (parts.length === 1) return text
  let kept = ''
  for (let at = 0; at < parts.length; at += 2) {
    const segment = parts[at]!.trim()
    const separator = at === 0 ? '' : parts[at - 1]!
    const isNoise = segment === '' || isCircumstance(segment) || (kept !== '' && isPlace(segment))
    if (/[()[\]]/.test(separator)) kept += separator
    else if (!isNoise || /[([]/.test(parts[at + 1] ?? '')) kept += /[([]\s*$/.test(kept) ? '' : separator
    if (!isNoise) kept += parts[at]!
  }
  return kept
}

function isCircumstance(segment: string): boolean {
  const words = segment.toLowerCase().split(/[\s/+&,-]/)
  return words.every(word => CIRCUMSTANCES.has(word) || /^\d{0,2}$/.test(word))
}

const knownPlaces = new Map<string, boolean>()

/** Whether a segment of a title names a place and nothing that could be part of a role. */
function isPlace(segment: string): boolean {
  if (segment.length > 40 || !/^\p{Lu}\p{L}/u.test(segment)) return false
  let known = knownPlaces.get(segment)
  if (known === undefined) {
    known =
      readPhrases(segment).every(({ meaning }) => meaning === null || meaning.kind === 'filler') &&
      isAllPlace(segment)
    if (knownPlaces.size > 5000) knownPlaces.clear()
    knownPlaces.set(segment, known)
  }
  return known
}

function isAllPlace(segment: string): boolean {
  const { places, issues } = readPlaces([segment])
  if (places.length === 0 || issues.length > 0) return false
  const named = places
    .flatMap(({ name, path }) => [name, ...path])
    .join(' ')
    .toLowerCase()
  const words = segment.toLowerCase().split(/[\s,/]+/)
  const strange = words.filter(word => !named.includes(word)).length
  return strange === 0 || (strange === 1 && words.length <= 3)
}

function tidy(text: string): string {
  return trimEdges(
    text
      .replace(EMPTY, ' ')
      .replace(/\s+/g, ' ')
      .replace(/\/ ?(?=\/)/g, '')
      .replace(/ ([,;:)\]])/g, '$1'),
    LEADING,
    TRAILING,
  )
}
