import type { Posting } from './posting.ts'

/** Spellings that two boards use for the same word of a title. */
const SAME = new Map(
  Object.entries({
    snr: 'senior',
    sr: 'senior',
    jnr: 'junior',
    jr: 'junior',
    dev: 'developer',
    eng: 'engineer',
    mgr: 'manager',
    admin: 'administrator',
    grad: 'graduate',
    asst: 'assistant',
    exec: 'executive',
    developers: 'developer',
    engineers: 'engineer',
    analysts: 'analyst',
    scientists: 'scientist',
    consultants: 'consultant',
    managers: 'manager',
    architects: 'architect',
    programmers: 'programmer',
    fullstack: 'full stack',
    frontend: 'front end',
    backend: 'back end',
    sysadmin: 'systems administrator',
    'c#': 'csharp',
    'c++': 'cplusplus',
    'f#': 'fsharp',
    'x++': 'xplusplus',
    '.net': 'dotnet',
  }),
)

/** Words that say how the job is advertised, not which job it is. */
const NOISE = new Set(
  `urgent urgently required needed wanted hiring new immediate start job role position vacancy opportunity ref reference
   req id remote hybrid onsite permanent perm contract ftc fixed term full part time mfd the a an for our to
   per annum pa uk`.split(/\s+/),
)

/** "(m/f/d)" and its like, which German advertisers must write. */
const genders = /\(?\b[mfwdxh](?: ?[/|*] ?[mfwdxh]){1,3}\b\)?/gi

const LEGAL =
  /\b(?:limited|ltd|plc|llp|llc|inc|incorporated|corp|corporation|gmbh|ag|s\.?a\.?r?\.?l?|b\.?v|n\.?v|pty|pvt|oy|ab|a\/?s|srl|s\.?p\.?a|co)\b\.?/g

/**
 * What makes two postings the same vacancy: the same normalised title, company and place (within the window of days
 * that the loader decides). `companyKey` is null where the advert names none; `placeKey` is `''` where no place is
 * known, else the most specific place names, sorted and joined by `|`.
 */
export function identify(posting: Posting): {
  titleKey: string
  companyKey: string | null
  placeKey: string
} {
  const places = posting.locations.map(place => plain(place.name)).filter(name => name !== '')
  return {
    titleKey: titleKey(posting.title, places),
    companyKey: posting.company === null ? null : companyKey(posting.company),
    placeKey: [...new Set(places)].sort().join('|'),
  }
}

function titleKey(title: string, places: string[]): string {
  const words = plain(title.replace(/[£$€]\s?\d[\d,.]{0,12}\s?[km]?/gi, ' ').replace(genders, ' '))
    .replace(/(?<=\w)\.(?=net\b)/g, ' .')
    .split(' ')
    .flatMap(word => (SAME.get(word) ?? word).split(' '))
    .map(word => word.replace(/[.'+#/]/g, ''))
    .filter(word => word !== '' && !isReference(word))
  let key = ` ${words.join(' ')} `
  for (const place of places) {
    const shorter = key.replace(` ${place.replaceAll('.', '')} `, ' ')
    if (shorter.trim() !== '') key = shorter
  }
  const kept = key
    .trim()
    .split(' ')
    .filter(word => !NOISE.has(word))
  return kept.length > 0 ? kept.join(' ') : words.join(' ')
}

/** A requisition number ("R0012345", "12345") rather than a word of the title. */
function isReference(word: string): boolean {
  return /^[a-z]{0,4}\d{4,}$/.test(word)
}

function companyKey(company: string): string | null {
  const whole = plain(company.replace(/&/g, ' and '))
  const name = whole
    .replace(LEGAL, ' ')
    .replace(/[.'+#/]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/^the /, '')
    .trim()
  return name || whole || null
}

/** Lower case, no accents, only letters, digits and the signs that carry meaning inside a name, single spaces. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.+#/' ]+/gu, ' ')
    .replace(/\/(?!s\b)/g, ' ')
    .replace(/\.(?=\s|$)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
