import { plainText } from './plain-text.ts'

/** A page's statement that its advert is closed. */
export interface ClosedNotice {
  /** The sentence, on one line and in small letters. */
  sentence: string
  reason: string
}

/** Characters of a line that are looked at: a notice is short, or stands at the beginning. */
export const LONGEST_NOTICE = 300

/*
 * The words of notices, in English as the adverts of this project are. A sentence counts as a whole, piece by piece
 * from its beginning: the words alone also stand in prose ("taken down once the position has been filled", "your
 * session has expired", "the role is filled with variety").
 */

/** A word without which no sentence is a notice. */
const STEM = /no longer|expired|filled|closed|removed|withdrawn|taken down|deleted|archived|cancelled|ended/i

const OPENINGS =
  /^(?:sorry|we are sorry|we're sorry|we are very sorry|unfortunately|regrettably|oops|oh no|please note|note|notice|attention|that|but)[ ,:!–-]{1,4}/

const JOB =
  '(?:(?:job|career|employment) )?(?:job|position|role|vacancy|advert|ad|advertisement|listing|posting|post|opportunity|opening|requisition|job offer)'
/** "This job", "the position you were looking for"; and the label "Position" of "Position filled". */
const SUBJECT = new RegExp(`^(?:(?:this|the|that|our) (?:requested |selected )?)?${JOB} `)
const SOUGHT = /^(?:that )?you[a-z' ]{1,60}? (?=is |has |no longer )/
const APPLICATIONS = new RegExp(
  `^(?:the )?applications? (?:(?:period|window|process) )?(?:(?:for|to) (?:this|the) ${JOB} )?`,
)

const NOW = '(?:now |already |since |recently |currently |unfortunately )?'
const HAS = `^(?:has |have |is |are )?${NOW}(?:been )?`

/** What is said of the advert. */
const ofAdvert = [
  {
    reason: 'no longer available',
    says: new RegExp(
      `^(?:is )?${NOW}no longer (?:available|active|open|live|online|valid|advertised|being advertised|listed|published|posted)`,
    ),
  },
  { reason: 'no longer available', says: /^no longer exists/ },
  {
    reason: 'no longer available',
    says: new RegExp(
      `^(?:has |is )${NOW}(?:been )?(?:removed|withdrawn|taken down|deleted|archived|cancelled|unpublished)`,
    ),
  },
  { reason: 'expired', says: new RegExp(`${HAS}expired`) },
  { reason: 'filled', says: new RegExp(`${HAS}filled`) },
  { reason: 'closed', says: new RegExp(`${HAS}closed`) },
]
/** What is said of applying for it. */
const ofApplications = [
  {
    reason: 'no longer accepting applications',
    says: new RegExp(`^(?:are |is |have |has )${NOW}(?:been )?(?:closed|ended)`),
  },
]
/** Whoever it is that does not accept them, if the sentence sets no condition. */
const NOT_ACCEPTING =
  /no longer (?:accepting|taking|receiving|considering) (?:any |new |further |more |online )?(?:applications|applicants|candidates)/
const CONDITION = /\b(?:if|when|once|until|unless|will|may|might|not|notify|alert)\b/
const FARTHEST = 80

/** How a notice goes on after its statement, if it does. */
const REST = new RegExp(
  `^(?:$|[,;:–(]| [–(-]| (?:on|since|as of|at this time|at the moment|and|or|but|because|so|however) | (?:at this time|at the moment)$| (?:to|for) (?:new |further |online )?(?:applications|applicants|candidates|submissions)\\b| (?:to|for) (?:this|the) ${JOB}| by the (?:employer|company|advertiser|recruiter))`,
)

/** @param line what a page says between two breaks, as HTML without tags */
export function closedNotice(line: string): ClosedNotice | null {
  if (!STEM.test(line)) return null
  for (const part of onOneLine(line.slice(0, LONGEST_NOTICE)).split(/[.!?]/)) {
    const sentence = part.trim()
    const reason = STEM.test(sentence) ? reasonOf(sentence) : null
    if (reason !== null) return { sentence, reason }
  }
  return null
}

function reasonOf(sentence: string): string | null {
  let said = sentence
  for (let opening = OPENINGS.exec(said); opening; opening = OPENINGS.exec(said))
    said = said.slice(opening[0].length)
  const accepting = NOT_ACCEPTING.exec(said)
  if (accepting && accepting.index <= FARTHEST && !CONDITION.test(said.slice(0, accepting.index)))
    return REST.test(said.slice(accepting.index + accepting[0].length))
      ? 'no longer accepting applications'
      : null
  const subject = SUBJECT.exec(said)
  const applications = APPLICATIONS.exec(said)
  if (subject) return reasonIn(ofAdvert, said.slice(subject[0].length).replace(SOUGHT, ''))
  return applications ? reasonIn(ofApplications, said.slice(applications[0].length)) : null
}

function reasonIn(statements: typeof ofAdvert, said: string): string | null {
  for (const { reason, says } of statements) {
    const stated = says.exec(said)
    if (stated && REST.test(said.slice(stated[0].length))) return reason
  }
  return null
}

/** Whether a description holds the sentence: then the advert says it and not the page. */
export const isSaidIn = ({ sentence }: ClosedNotice, description: string): boolean =>
  onOneLine(description).includes(sentence)

const onOneLine = (html: string): string => plainText(html).toLowerCase().replaceAll('’', "'")
