import type { Segment } from './header-segments.ts'

const LONGEST_NAME = 60
const IS_HIRING =
  /^(?:here at |at |we at )?(?:the )?(\p{Lu}[\p{L}\p{N}.&'’+!-]{0,30}(?: [\p{Lu}\p{N}&][\p{L}\p{N}.&'’+!-]{0,30}){0,4})(?: \([^()]{1,80}\))?(?:,[^,]{2,120},)? (?:is|are|has|have|\()\b/u
const BETWEEN =
  /^(?:hiring|jobs?|hello|hi|hey|note|update|edit|we|our|i|remote|location|company|position|role|full|the|this|a|an)$/i

const PLAIN_NAME =
  /^([\w.&'’-]{2,30}(?: [\w.&'’-]{2,30}){0,2}) (?:is|are) (?:\w{2,12} )?(?:hiring|looking|seeking|recruiting)\b/

/** The advertising company: the first part of the header that is nothing else, or the subject of "… is hiring". */
export function companyOf(first: string, header: readonly Segment[], body: readonly string[]): string | null {
  const isPiped = first.includes('|')
  const ofSentence = isPiped ? null : subjectOf(first)
  if (ofSentence !== null) return ofSentence
  for (const { kind, text, inBrackets } of header) {
    if (kind !== 'other' || inBrackets) continue
    const name = nameFrom(text, isPiped)
    if (name !== null) return name
  }
  for (const line of [first, ...body.slice(0, 3)]) {
    const name = subjectOf(line)
    if (name !== null) return name
  }
  const address = header.find(({ kind }) => kind === 'address')?.text
  return address === undefined ? null : nameOfAddress(address)
}

/** The subject of a sentence that says what a company is or does. */
function subjectOf(line: string): string | null {
  const name = IS_HIRING.exec(line.slice(0, 300))?.[1] ?? PLAIN_NAME.exec(line.slice(0, 120))?.[1]
  if (
    name === undefined ||
    BETWEEN.test(name.split(' ', 1)[0] ?? '') ||
    /\b(?:that|which|who|we|team|company)\b/i.test(name)
  )
    return null
  return name.slice(0, LONGEST_NAME)
}

/** A name from a part of the header; of a sentence, its subject. */
function nameFrom(text: string, isPiped: boolean): string | null {
  const subject = subjectOf(text)
  if (subject !== null) return subject
  const name = text.split(/,\s|\s?https?:|\s(?:is|are|was)\s/, 1)[0]?.trim() ?? ''
  if (
    name.length < 2 ||
    name.length > LONGEST_NAME ||
    name.split(' ').length > (isPiped ? 9 : 6) ||
    BETWEEN.test(name)
  )
    return null
  return /^[\p{Lu}\p{N}@]/u.test(name) || isPiped || !name.includes(' ') ? name : null
}

function nameOfAddress(address: string): string | null {
  const word = address.split(' ').find(part => /\w\.\w/.test(part)) ?? ''
  const host = /^([\w-]{2,40})\.[\w.-]{2}/.exec(word.replace(/^\W{0,3}(?:https?:\/\/)?(?:www\.)?/i, ''))?.[1]
  return host === undefined ||
    /^(?:jobs|careers|boards|hire|lever|greenhouse|angel|goo|bit|tinyurl)$/i.test(host)
    ? null
    : host
}
