import type { Advert } from '../posting.ts'
import { toText } from '../text/to-text.ts'
import { type NamedRole, readTitle } from '../title/read-title.ts'
import { trimEdges } from '../title/trim-edges.ts'
import { distinct, rolesOfBody, rolesOfSegment } from './advertised-roles.ts'
import { companyOf } from './company.ts'
import { isPlaceText, readHeader, type Segment } from './header-segments.ts'
import { type NoAdvertReason, whyNoAdvert } from './no-advert.ts'
import { payPhrase } from './pay-phrase.ts'

/** Characters of a comment that are read. */
const LONGEST = 20_000

/**
 * Reads a comment of a hiring thread. One that advertises jobs becomes one advert per role it names, with company,
 * places, pay phrase and forms of work as its first lines state them and the whole comment as description; the first
 * keeps the comment's id, the others carry `#2`, `#3` … behind it. An advert that names no role becomes one whose
 * title is the most telling part of its first line. Any other comment gives the reason why it is none.
 */
export function readAnnouncement(advert: Advert): { adverts: Advert[] } | { noAdvert: NoAdvertReason } {
  // A line feed within a paragraph is a line break to those who write these comments.
  const html = (advert.description ?? advert.title).slice(0, LONGEST * 2).replaceAll('\n', '<br>')
  const text = toText(html).slice(0, LONGEST)
  const lines = text
    .split('\n')
    .map(line => line.trim())
    .filter(line => /[\p{L}\p{N}]/u.test(line))
  const first = lines[0] ?? ''
  const header = readHeader(first)
  const body = lines.slice(1)
  const roles = rolesOf(first, header, body)
  const kinds = new Set(header.map(({ kind }) => kind))
  const isHeaded =
    (first.includes('|') && header.length > 2) ||
    (kinds.has('place') && header.length > 1) ||
    (kinds.has('flag') && header.length > 2)
  const noAdvert = whyNoAdvert(text, isHeaded, roles.length > 0)
  if (noAdvert !== null) return { noAdvert }
  const flags = header.map(segment => segment.text).join(' | ')
  const shared = {
    ...advert,
    company: advert.company ?? companyOf(first, header, body),
    locations: advert.locations?.length ? advert.locations : placesOf(first, header, body),
    salaryText: advert.salaryText ?? payPhrase(first, body),
    employmentTypes: advert.employmentTypes?.length ? advert.employmentTypes : employmentTypesOf(flags, body),
    workplace: advert.workplace ?? workplaceOf(flags),
    form: null,
  }
  const titles = roles.length > 0 ? roles.map(role => role.title) : [untitled(header, shared.company)]
  return {
    adverts: titles.map((title, at) => ({
      ...shared,
      title,
      sourceId: at === 0 ? advert.sourceId : `${advert.sourceId}#${at + 1}`,
    })),
  }
}

/** The header's roles; those of the body where it names none, or only a bare head. */
function rolesOf(first: string, header: readonly Segment[], body: readonly string[]): NamedRole[] {
  const named = rolesOfHeader(header)
  if (named.some(role => !role.bare)) return named
  const [second = ''] = body
  const below = named.length === 0 && second.includes('|') ? rolesOfHeader(readHeader(second)) : []
  if (below.length > 0) return below
  const fromBody = rolesOfBody(named.length > 0 ? body : [first, ...body])
  return fromBody.some(role => !role.bare) || named.length === 0 ? fromBody : named
}

const rolesOfHeader = (header: readonly Segment[]): NamedRole[] =>
  distinct(header.filter(({ kind }) => kind === 'role').flatMap(({ text }) => rolesOfSegment(text)))

function placesOf(first: string, header: readonly Segment[], body: readonly string[]): string[] {
  const places = header.filter(({ kind }) => kind === 'place').map(({ text }) => text)
  if (places.length > 0) return places
  for (const text of [first, ...header.map(segment => segment.text)]) {
    const end =
      /,\s([^,]{3,40}(?:,\s[^,]{2,20})?)$/.exec(text)?.[1] ??
      /^([^:]{3,40}):\s/.exec(text)?.[1] ??
      /\bin ((?:[A-Z][\p{L}.'-]+[ ,]{0,2}){1,4})(?! ?time)/u.exec(text)?.[1]
    if (end !== undefined && isPlaceText(end)) return [end.trim()]
  }
  // "Acme, London, Software Engineer, Python": a place among the commas of a line without other marks.
  const pieces = first.slice(0, 300).split(',').slice(0, 8)
  const place = pieces.find(piece => piece.length < 40 && isPlaceText(piece.trim()))
  if (pieces.length > 1 && place !== undefined) return [place.trim()]
  for (const line of body.slice(0, 12)) {
    const short = line.replace(/^\W{0,3}(?:location|where|based in|offices?)\s{0,2}:?\s{1,3}/i, '')
    if (short.length <= 60 && isPlaceText(short)) return [short]
    for (const [, place] of line
      .slice(0, 600)
      .matchAll(
        /\b(?:based|located|offices?|headquartered|hq|hiring|team|onsite|work|job|startup|company) (?:is )?(?:in|at|near) (?:the |downtown |central )?((?:\p{Lu}[\p{L}.'’-]{1,20}(?:, | |,)?){1,4})/gu,
      ))
      if (place !== undefined && isPlaceText(place)) return [trimEdges(place, '', ', ')]
  }
  return []
}

const EMPLOYMENT: [string, RegExp][] = [
  ['Full-time', /\bfull[- ]?time\b|\bft\b/i],
  ['Part-time', /\bpart[- ]?time\b/i],
  ['Permanent', /\bperm(?:anent)?\b/i],
  ['Contract', /\bcontract(?:or|ors|s|ing)?\b|\bfreelancers?\b/i],
  ['Internship', /\bintern(?:s|ship|ships)?\b/i],
]

/** As the header says, else as a short second line does: "Web Developer", below it "Leeds, UK. Full time". */
function employmentTypesOf(flags: string, [second = '']: readonly string[]): string[] {
  const formsOf = (text: string) => EMPLOYMENT.filter(([, form]) => form.test(text)).map(([name]) => name)
  const forms = formsOf(flags)
  if (forms.length > 0 || second.length > 60 || !/^[\p{L}(]/u.test(second)) return forms
  // What a lower line offers besides ("full time, interns welcome") is another role's form.
  return formsOf(second).filter(form => form === 'Full-time' || form === 'Permanent')
}

/** As the header says; null where it says nothing, or both ("REMOTE or ONSITE" is left to the text). */
function workplaceOf(flags: string): string | null {
  if (
    /\bhybrid\b(?! (?:cloud|app|mobile|infra))|\bpartial(?:ly)? remote\b|\bremote (?:part|some) of\b|\bpart[- ]remote\b/i.test(
      flags,
    )
  )
    return 'hybrid'
  const onsite = /\bon-?\s?site\b|\bin[- ]office\b/i.test(flags)
  if (/\bno[tn]?[- ]?\s?remote\b|\bremote:? no\b/i.test(flags)) return 'onsite'
  const remote = /\bremote\b|\bwork from (?:home|anywhere)\b|\btelecommut/i.test(flags)
  if (remote && onsite)
    return /\bonsite (?:or|and|\/)|remote (?:or|and|\/)|\/\s?(?:remote|onsite)/i.test(flags) ? 'remote' : null
  return remote ? 'remote' : onsite ? 'onsite' : null
}

/** What stands for a title where no role of IT is named: one of another trade, else a telling part of the header. */
function untitled(header: readonly Segment[], company: string | null | undefined): string {
  const otherTrade = header.find(
    ({ kind, text, inBrackets }) =>
      kind === 'other' &&
      !inBrackets &&
      text !== company &&
      text.length <= 60 &&
      readTitle(text).it === false,
  )
  if (otherTrade !== undefined) return otherTrade.text
  const part = header.find(
    ({ kind, text }) =>
      (kind === 'role' && text.length <= 80) ||
      (kind === 'other' &&
        text !== company &&
        !/[,@/]/.test(text) &&
        text.split(' ').length <= 6 &&
        /team|engineer|develop|program|hack|design|data|tech|ops/i.test(text)) ||
      (kind === 'flag' && /\b(?:positions?|roles?|openings?|jobs?)\b/i.test(text)),
  )
  return part?.text ?? 'Open positions'
}
