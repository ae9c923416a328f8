import { readPlaces } from '../location/read-places.ts'
import { readTitle } from '../title/read-title.ts'
import { trimEdges } from '../title/trim-edges.ts'
import { disciplinesOf } from './disciplines.ts'
import { hasPay } from './pay-phrase.ts'

export type SegmentKind = 'role' | 'place' | 'flag' | 'pay' | 'address' | 'other'
export interface Segment {
  kind: SegmentKind
  text: string
  inBrackets: boolean
}

/** Segments of one header that are looked at. */
const MOST_SEGMENTS = 24

const ADDRESS = /https?:\/\/|www\.|\S@\S/i
const HOST = /[\w-]{2}\.(?:com|io|co|org|net|ai|uk|de|me|ly|tv|us|eu|fr|ch|ca|se|nl|app|dev|tech)\b/i
const FLAG =
  /\b(?:remote|on-?\s?site|onsite|full[- ]?time|fulltime|part[- ]?time|permanent|perm|contract(?:or|ors|s)?|freelance|intern(?:s|ship|ships)?|visa|h-?1b|relocat\w{0,5}|wfh|telecommut\w{0,3}|local|hybrid|co-?op|(?:multiple|various|several|many|all) (?:roles|positions|jobs|openings|levels)|(?:roles|positions|jobs|openings)|hiring|ft|pt|equity|timezones?|yc ?[sw]\d\d|yc|series [a-e]|seed|stealth)\b/i
const FLAG_WORDS =
  /\b(?:remote|on|off|site|onsite|full|part|time|fulltime|permanent|perm|contract(?:or|ors|s)?|freelance|interns?|internships?|visas?|sponsorship|sponsor|sponsored|h-?1b|transfers?|relocat\w{0,5}|assistance|help|wfh|work|from|home|telecommut\w{0,3}|local|hybrid|co-?op|ft|pt|equity|timezones?|ok|okay|only|no|not|yes|possible|preferred|friendly|welcome|available|considered|allowed|or|and|and\/or|for|the|a|with|within|in|us|usa|uk|eu|europe|global|worldwide|anywhere|partial|partially|some|initially|fully|flexible|first|but|is|are|we|also|will|can|be|offered|provided|multiple|various|several|many|all|roles?|positions?|jobs?|openings?|levels?|now|hiring|yc ?[sw]?\d{0,2}|yc|startup|series|seed|funded|stage|stealth|[a-e])\b/gi

/** The parts of an announcement's first line, in their order, each with what it is. */
export function readHeader(line: string): Segment[] {
  const header = splitHeader(line.slice(0, 600)).slice(0, MOST_SEGMENTS).flatMap(segmentsOf)
  const [first] = header
  // A company that bears a place's name stands first and is followed by the place itself.
  const isNamed = header.some(({ kind, inBrackets }) => kind === 'other' && !inBrackets)
  if (
    first?.kind === 'place' &&
    !isNamed &&
    line.includes('|') &&
    header.filter(({ kind }) => kind === 'place').length > 1
  )
    return [{ ...first, kind: 'other' }, ...header.slice(1)]
  return header
}

interface Part {
  text: string
  brackets: string[]
}

/** Cuts at the strokes where there are any, else at dashes, semicolons and full stops, but never within brackets. */
function splitHeader(line: string): Part[] {
  const separator = line.includes('|')
    ? /[|¦]|\s[-–—]{1,3}\s/
    : /\s[-–—]{1,3}\s|--|[–—;•·~]|\s\*\s|:\s|\.\s+(?=[A-Z])/
  const brackets: string[] = []
  const stroke = line.includes('|') ? ' | ' : ' - '
  const spaced = line.replace(/https?:\/\/[^\s()<>|]{1,300}/g, address => `${stroke}${address}${stroke}`)
  const outside = spaced.replace(
    /[([]([^()[\]]{2,120})[)\]]/g,
    (_, inside: string) => `\u0001${brackets.push(inside) - 1}\u0002`,
  )
  return outside.split(separator).map(part => ({
    text: trimPart(part.replace(/\u0001\d+\u0002/g, ' ')),
    brackets: [...part.matchAll(/\u0001(\d+)\u0002/g)].map(([, at]) => trimPart(brackets[Number(at)] ?? '')),
  }))
}

function segmentsOf({ text, brackets }: Part): Segment[] {
  const kind = kindOf(text)
  const inside = brackets.map((part): Segment => {
    const its = kindOf(part)
    return { kind: its === 'role' && kind === 'role' ? 'other' : its, text: part, inBrackets: true }
  })
  const outer: Segment[] = []
  const comma = text.indexOf(', ')
  if (kind === 'role')
    outer.push({ kind, text: [text, ...brackets.map(part => `(${part})`)].join(' '), inBrackets: false })
  // "Acme Energy, San Mateo CA, ONSITE": the company and its place in one part.
  else if (
    (kind === 'place' || kind === 'other') &&
    comma > 1 &&
    text.length - comma > 6 &&
    !isPlaceText(text.slice(0, comma)) &&
    isPlaceText(text.slice(comma + 2))
  )
    outer.push(
      { kind: kindOf(text.slice(0, comma).trim()), text: text.slice(0, comma).trim(), inBrackets: false },
      { kind: 'place', text: text.slice(comma + 2), inBrackets: false },
    )
  else outer.push({ kind, text, inBrackets: false })
  return [...outer, ...inside].filter(segment => segment.text.length > 1)
}

const trimPart = (part: string): string =>
  trimEdges(part.replace(/\s+/g, ' '), ' *,.:>#_=-', ' *,:_=-').replace(
    /^(?:location|company|position|role|title|where)s?: /i,
    '',
  )

/** Whether a short text is an address or ends with one. */
const isAddress = (text: string): boolean =>
  text.split(' ').length <= 4 && (ADDRESS.test(text) || HOST.test(text.slice(text.lastIndexOf(' ') + 1)))

function kindOf(text: string): SegmentKind {
  if (isAddress(text)) return 'address'
  if (hasPay(text) && text.length < 80) return 'pay'
  if (/^(?:yc\s?)?[ws]\d\d$/i.test(text)) return 'flag'
  const title = readTitle(text)
  if (title.it === true || (title.role !== null && title.it === null)) return 'role'
  if (isPlaceText(text)) return 'place'
  if (disciplinesOf(text).length > 0) return 'role'
  if (FLAG.test(text) && text.replace(FLAG_WORDS, '').replace(/[^\p{L}\p{N}]+/gu, '').length <= 12)
    return 'flag'
  return 'other'
}

/** Whether a text names a place and hardly anything else ("Cambridge/London UK", "Bay Area, CA or remote"). */
export function isPlaceText(text: string): boolean {
  if (text.length > 120 || /\b(?:are|we|our|you|looking|hiring)\b/i.test(text)) return false
  const bare = text.replace(FLAG_WORDS, match => (/^(?:us|usa|uk|eu|europe)$/i.test(match) ? match : ' '))
  const { places } = readPlaces([bare])
  if (places.length === 0) return false
  const named = places
    .flatMap(({ name, path }) => [name, ...path])
    .join(' ')
    .toLowerCase()
  const words = bare.toLowerCase().match(/\p{L}{2,}/gu) ?? []
  const strange = words.filter(word => word.length > 3 && !named.includes(word)).length
  return strange * 2 <= words.length && strange <= 3
}
