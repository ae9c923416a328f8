import { defineCue } from './text/cues.ts'
import { excerptAround } from './text/excerpt.ts'

type Workplace = 'remote' | 'hybrid' | 'onsite'

/** Characters of passages that are searched: the bound by which the patterns are known to be quick. */
const LONGEST = 20_000
/** The head line of an announcement, where a bare word says the workplace. */
const HEAD = 300

/** A word without which no pattern below matches. */
const CUE = defineCue(
  `remot|hybrid|onsite|on-site|on site|office|studio|campus|hq|home|commut|f2f|face|anywhere
   in-person|in person|wfh|day`.split(/[|\n] {0,3}/),
  /remot|hybrid|on[- ]?site|offices?\b|studio|campus|hq\b|home|commut|f2f|face.to.face|anywhere|in.person|wfh|days?(?:\/| (?:a|per|each|every|\/|in|at|from|remote|wfh|on|working|work|\())/iy,
)

const DAYS = '(?:[1-4]|one|two|three|four)(?: ?(?:-|–|to|or|\\/) ?(?:[2-5]|two|three|four|five))?'
const THE_OFFICE =
  "(?:the|our|their|a|your|one of our|an?|its)?[ ]?(?:[\\w'’]{2,20} ){0,2}(?:office|offices|hq|studio|site|campus|hub)"

const HYBRID: RegExp[] = [
  /\bwork(?:ing)? in an? hybrid (?:way|manner|pattern|model|fashion|style)\b/i,
  /#(?:li|bi)-hybrid\b/i,
  /(?:^|[|(•\n:] ?)hybrid(?= ?(?:[|)•\n(-]|$))/i,
  /\b(?<!\b(?:varied|unique|interesting|diverse|exciting|true|genuine) )hybrid[ -](?:role|position|job|work|working|workplace|basis|model|schedule|policy|pattern|arrangement|set.?up|opportunity|approach|environment with|office|remote|first)\b/i,
  /\b(?:is|are|be|operate|work|offer|offers|offered|on an?|basis:) (?:an? )?hybrid\b(?! (?:cloud|app|mobile|infrastructure|environment|solution|role between))/i,
  /\b(?:remote|home)(?:\/| and | & |-)(?:office|onsite|on-site)\b|\b(?:office|onsite|on-site)(?:\/| and | & )(?:remote|home)\b/i,
  new RegExp(
    `\\b${DAYS} days? (?:a|per|each|every|\\/) ?week (?:(?:working |work )?(?:in|at|from|on|onsite|on-site)) ?(?:${THE_OFFICE})?`,
    'i',
  ),
  new RegExp(`\\b${DAYS} days? ?(?:\\(min\\) )?(?:(?:working |work )?(?:in|at|from)) ${THE_OFFICE}`, 'i'),
  new RegExp(
    `\\b(?:in|at|to|into) ${THE_OFFICE}(?: at least| a minimum of| minimum)? (?:${DAYS} days?|twice|once)(?! (?:per|a|each|every) (?:quarter|year))`,
    'i',
  ),
  new RegExp(
    `\\b(?:home|remotely|remote) (?:working )?(?:for )?(?:up to )?${DAYS} days?\\b|\\b${DAYS} days? (?:wfh|remote|remotely|(?:working )?(?:at|from) home)\\b`,
    'i',
  ),
  /\bhybrid\b[ :,|–-]{1,4}(?:up to |minimum |min )?[1-4](?: ?[-–/] ?[2-4])? ?days?\b|\bhybrid\b[ :,|–-]{1,4}(?:[a-z]{3,15},? ){0,2}based\b/i,
  new RegExp(`\\b${DAYS} days? (?:on-?site|in.office|office.based|in (?:the )?office)\\b`, 'i'),
  /\b(?:on-?site|in.office|in.person)\b[^.;\n]{0,30}\b(?:[1-4]|one|two|three|four)(?: ?[-–] ?[2-4])? days? (?:a|per|each) week\b/i,
  /\b(?:in-office|on-?site|office) (?:work |attendance |presence )?(?:one|two|three|four|[1-4](?:-[2-4])?) days\b/i,
  /\b(?:partly|partially|part|semi|occasional(?:ly)?|some)[ -]?remote\b|\bsome (?:f2f|face.to.face|office time)\b/i,
  /\b(?:part|portion|half|some|most) of (?:our|your|the|their) (?:time|week) (?:remotely|(?:working )?(?:at|from) home)\b/i,
  /\bcommut\w{1,4} (?:[\w'’]{1,12} ){0,4}(?:[1-4]|one|two|three|four)(?: ?[-–] ?[2-5])? ?days?\b/i,
  /\b(?:flexib\w{2,6}|choose|mix|split|combination|blend) (?:[\w']{1,12} ){0,5}(?:home|remote\w{0,2}) (?:and|&|or) (?:[\w']{1,12} ){0,4}office\b/i,
]

/** What the firm of a remote job says too: it makes hybrid only what nothing else calls remote. */
const REMOTE_FRIENDLY = /\bremote.friendly\b/i
/** In the head line a list is one of conditions: "Permanent, hybrid, London". */
const HYBRID_IN_HEAD = /(?:^|[|(,;•\n:-] ?)hybrid(?= ?(?:[|),;•\n(-]|$))/i

const REMOTE: RegExp[] = [
  /#(?:li|bi)-remote\b/i,
  /\b(?:full|fully|100 ?%|completely|entirely|permanently|totally|predominantly|mostly) remote(?:ly)?\b|\bremote (?:only|first)\b|\bremote-(?:first|only)\b|\b100 ?% (?:wfh|home.?based)\b/i,
  /\b(?:role|position|job|opportunity|vacancy|team|company) (?:is|will be|can be) (?:[\w-]{1,12} ){0,2}(?:remote|home.?based)\b/i,
  /\bremote (?:role|position|job|opportunity|working|work|based|basis|ok|okay|is (?:ok|okay|fine|possible|welcome))\b|\bremote-based\b/i,
  /\b(?<!sometimes need to |may need to |occasionally |able to occasionally )work (?:fully )?(?:remotely|remotly|from home|from anywhere)\b(?! (?:one|two|a few|some|\d|on|with|for (?:up to|a maximum)|set-?up|support|stipend|allowance|flexibility|office|equipment|budget|polic|day))|\bworking remotely from\b|\bhome.?based (?:role|position|job|working|contract)\b/i,
  /\bopen to remote\b|\ballow remote\b|\bremote \([\w, -]{2,30}\)|\(remote\b/i,
]
/** "Some roles in our sales team are hybrid": said of other roles. */
const OTHER_ROLES =
  /\b(?:some|certain|other|several) (?:[\w-]{1,12} ){0,2}(?:roles|positions|jobs|teams)\b[^.\n]{0,160}/gi
/** In a title, a place or the head line the bare word suffices. */
const REMOTE_WORD =
  /(?:^|[^\w-])(?:remote|wfh|home.?based|work from home|homeworking|telecommute)(?![\w-]| (?:sensing|support|access|monitoring|desktop|team|teams|engineer hub))/i
const HYBRID_WORD =
  /(?:^|[^\w-])hybrid(?![\w-]| (?:cloud|app|mobile|vehicle|power|infrastructure|integration|drive|electric|engineer))/i
const ONSITE_WORD =
  /(?:^|[^\w-])(?:on-?site|in-office|office.based|in-person)(?![\w-]| (?:support|interview))/i

const NO_REMOTE =
  /\bno (?:remote|wfh|home.?working)\b|\bnot (?:a )?(?:remote|able to (?:offer|do|accept) remote|open to remote|ready for remote|looking for remote)|\bremote (?:work(?:ing)? )?(?:is )?(?:not|isn'?t|unavailable)\b|\bcannot (?:be|offer) remote\b/i
/** Said of the role itself, these outweigh what an advert says of the firm and its ways in general. */
const ONSITE_ROLE =
  /\b(?:this|the) (?:role |position |job |post )?is (?:an? |fully |100 ?% |based )?(?:on[- ]?site|office.based|in-office|in-person)\b|\b(?:5|five)[ -]days? (?:on-?site|in.office)\b|\b(?:5|five)[ -]days?(?:\/week| (?:a|per|each) week) (?:in|at|from|on-?site)\b|\b(?:offices?|on-?site|in.person|campus) (?:[\w,]{1,20} ){0,4}(?:5|five)[ -]days?(?:\/week| (?:a|per|each) week)|\bwhile this is an? (?:on-?site|in-office|office.based|in-person)\b/i
const REMOTE_ROLE =
  /\bthis is an? (?:full.?time,? |fully |100 ?% |permanent,? ){0,2}remote (?:role|position|opportunity|job)\b|\bthis (?:role|position|job) is (?:fully |100 ?% )?remote(?! for| in|,? with)\b/i
const ONSITE: RegExp[] = [
  /\b(?:fully|100 ?%|strictly) (?:on-?site|office.based)\b|\b(?:on-?site|office.based|in-person|in-office) (?:only|role|position|job|company|culture|team|first)\b/i,
  /\b(?:5|five) days (?:a|per|each) week (?:in|at|from|on-?site|onsite)\b|\b(?:5|five) days (?:in|at) (?:the|our) office\b/i,
  /\b(?:role|position|job|we) (?:is|are|will be) (?:[\w-]{1,12} )?(?:on-?site|office.based|in.person)\b/i,
  /\bin.person (?:from|at|in) our\b|\bwork(?:ing)? (?:full.?time |every day )?(?:in.person|on-?site) (?:from|at|in) (?:our|the)\b/i,
]

/**
 * Where the work is done: by the source's field, the title and places, else by bounded phrases of the description.
 * A sentence that says the role is hybrid or on site corrects a field that says remote, since boards mark such roles
 * as remote too; null where the advert does not say.
 */
export function readWorkplace(input: {
  workplace?: string | null | undefined
  title: string
  locations?: readonly string[] | null | undefined
  text: string
}): Workplace | null {
  const typed = ofField(input.workplace ?? '')
  const head = `${input.title}\n${(input.locations ?? []).join('\n')}`.slice(0, 2000)
  if (typed === 'hybrid' || HYBRID_WORD.test(head)) return 'hybrid'
  const said = typed ?? ofHead(head)
  if (said !== null && said !== 'remote') return said
  return ofText(input.text, said)
}

function ofField(field: string): Workplace | null {
  const word = field
    .toLowerCase()
    .replace(/[^a-z]/g, '')
    .slice(0, 60)
  if (word.includes('hybrid') || word === 'partial' || word === 'temporaryremote' || word === 'flexible')
    return 'hybrid'
  if (
    /^(?:true|fully|fullyremote|telecommute|telecommuting|wfh|homebased)$/.test(word) ||
    word.includes('remote')
  )
    return /^(?:no|non|not)remote/.test(word) ? 'onsite' : 'remote'
  return /^(?:onsite|inoffice|office|officebased|inperson|physical)$/.test(word) ? 'onsite' : null
}

function ofHead(head: string): Workplace | null {
  if (NO_REMOTE.test(head)) return 'onsite'
  if (REMOTE_WORD.test(head)) return 'remote'
  return ONSITE_WORD.test(head) ? 'onsite' : null
}

/** @param said `remote` where a field, the title or a place says so */
function ofText(whole: string, said: 'remote' | null): Workplace | null {
  // Text whose line breaks were lost ("supportHybrid working") is cut at the capital.
  const text = excerptAround(whole, CUE)
    .replace(/([a-z])(?=[A-Z][a-z])/g, '$1 ')
    .slice(0, LONGEST)
    .replace(OTHER_ROLES, '')
  if (text === '') return said
  const line = whole.slice(0, HEAD)
  if (REMOTE_ROLE.test(text)) return 'remote'
  if (HYBRID.some(pattern => pattern.test(text)) || HYBRID_IN_HEAD.test(line)) return 'hybrid'
  if (ONSITE_ROLE.test(text)) return 'onsite'
  if (said !== null) return said
  if (REMOTE_FRIENDLY.test(text)) return 'hybrid'
  if (NO_REMOTE.test(text)) return 'onsite'
  if (/\bREMOTE\b/.test(line) || REMOTE.some(pattern => pattern.test(text))) return 'remote'
  const onsite = /\bON-?SITE\b/.test(line) || /(?:^|[|,;\n] ?)on-?site(?= ?(?:[|,;\n]|$))/i.test(line)
  return onsite || ONSITE.some(pattern => pattern.test(text)) ? 'onsite' : null
}
