import type { EmploymentType, Posting } from './posting.ts'
import { defineCue } from './text/cues.ts'
import { excerptAround } from './text/excerpt.ts'

/** A source's own word for the kind of employment; hours (full-time, part-time) say nothing of it. */
const KINDS: [EmploymentType, RegExp][] = [
  ['apprenticeship', /apprentice/],
  ['internship', /\bintern(?:s|ship|ships)?\b|trainee(?:ship)?\b|placement|werkstudent|working student/],
  ['fixed_term', /fixed.?term|\bftc\b|maternity|secondment|limited contract/],
  ['temporary', /\btemp(?:orary|oraire)?\b|seasonal|\bbank\b|casual|per.?diem|zero.?hours?|\blocum\b/],
  ['contract', /\bcontract(?:or|ors)?\b|freelance|self.?employed|\binterim\b|consultancy|\b1099\b|c2c/],
  ['permanent', /\bperm(?:anent)?\b|regular|indefinite|\bcdi\b|unbefristet|\bdirect hire\b/],
]

const IN_TITLE: [EmploymentType, RegExp][] = [
  ['apprenticeship', /\bapprentice(?:ship)?s?\b(?! (?:manager|coordinator|assessor|lead|tutor))/i],
  [
    'internship',
    /\bintern(?:ship)?s?\b|\b(?:industrial|summer|year|student|12 month) placement\b|\bplacement (?:student|year)\b/i,
  ],
  ['fixed_term', /\bfixed.?term\b|\bftc\b|\bmat(?:ernity)?\.? (?:leave |cover)|\bsecondment\b/i],
  ['temporary', /\btemporary\b|\btemp(?: to perm)?\b/i],
  ['permanent', /\bperm(?:anent)?\b(?! (?:secretary|staffing|recruit|consultant))/i],
  ['contract', /\bcontractors?\b|\bfreelance\b|\binterim\b|\b(?:in|out)side ir ?35\b/i],
  // "Contract" as the kind of job rather than its subject (contract manager, smart contract engineer).
  [
    'contract',
    /(?:^|[-–—(|[,:/*]\s?|\bmonths?,? (?:initial )?|\bm?th |\d\s?m )contract\b(?! (?:manager|management|admin|analyst|officer|specialist|executive|negotiat|support|lead|director|surveyor|law|compliance|coordinator|catering|clean|furniture|sales|review|performance|test))|(?<!smart |social )\bcontract(?:ing)?(?: (?:role|position|opportunity|basis))?\s?(?:$|[)|\],]|[-–—] )/i,
  ],
]

const IN_TEXT: [EmploymentType, RegExp][] = [
  [
    'apprenticeship',
    /\b(?:this|our|the|an?) (?:[\w-]{1,20} ){0,3}apprenticeship (?:role|position|opportunity|vacancy)\b/i,
  ],
  [
    'internship',
    /\b(?:this|paid|summer|an?|our|\d{1,2}.month) (?:[\w-]{1,20} )?internship (?:role|position|opportunity|will|is|for|lasts)\b/i,
  ],
  [
    'permanent',
    /\bpermanent,? (?:and |& |\/ )?(?:full.?time|part.?time|role|position|job|contract|basis|opportunity|employment|vacancy|placement|member|staff|salary|post|appointment)|\b(?:contract|job|employment|position|role)(?: type)? ?[:-] ?(?:full.?time,? ?)?perm(?:anent)?\b|\bon a permanent\b|(?:^|\n|\| ?)permanent(?: ?\||\n|$)/i,
  ],
  [
    'fixed_term',
    /\bfixed.?term (?:contract|role|position|appointment|basis)|\b\d{1,2}.?months? ftc\b|\bmaternity (?:leave )?cover\b(?! provided)/i,
  ],
  ['temporary', /\btemporary (?:role|position|contract|basis|assignment|vacancy|post)\b/i],
  [
    'contract',
    /\b(?:in|out)side (?:of )?ir ?35\b|\b\d{1,2}(?: ?[-–] ?\d{1,2})?.?(?:months?|weeks?|mth)(?: initial| rolling|\+)? contract\b|\b(?:contract|job|employment|position|role)(?: type)? ?[:-] ?(?:contract|freelance)\b|\b(?:initial|rolling|day.?rate|freelance) contract\b|\bcontract (?:role|position|opportunity|basis|duration|length)\b|\b(?:freelance|contractor) (?:role|position|basis)\b/i,
  ],
]
/** A word without which no pattern for texts matches. */
const CUE = defineCue(
  [
    'apprenticeship',
    'internship',
    'perm',
    'fixed',
    'ftc',
    'maternity',
    'temporary',
    'contract',
    'freelance',
    'ir',
  ],
  /apprenticeship|internship|perm|fixed.?term|ftc\b|maternity|temporary|contract|freelance|ir ?35/iy,
)

const FULL_TIME_IN_TEXT =
  /(?:^|[|,(\n;•-] ?)full.?time\b(?! employees)|\bfull.?time (?:[\w#+.]{2,15} ){0,2}(?:role|position|job|basis|employment|permanent|developer|engineer|hire)|\b(?:contract|job|employment)(?: type)? ?: ?full.?time/i

/** Typed words that are read, and characters of each. */
const MOST_TYPES = 20
const LONGEST_TYPE = 60
const HEAD = 400

/**
 * The kind of employment as stated: by the source's typed words, the title, the text; full-time alone counts as
 * permanent unless a daily rate is quoted, which makes it a contract, or an hourly one, which leaves it open. Null where
 * the advert states none. `ir35` is the stated tax status of a contract.
 */
export function readEmployment(input: {
  employmentTypes?: readonly string[] | null | undefined
  title: string
  text: string
  salary: Posting['salary']
}): { employmentType: EmploymentType | null; ir35: 'inside' | 'outside' | null } {
  const text = excerptAround(input.text, CUE)
  const ir35 = readIr35(input.title) ?? readIr35(text)
  const byRate = input.salary?.period === 'day'
  const typed = (input.employmentTypes ?? []).slice(0, MOST_TYPES).map(type =>
    type
      .slice(0, LONGEST_TYPE)
      .replace(/[_-]+/g, ' ')
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase(),
  )
  const kinds = new Set(typed.flatMap(type => KINDS.find(([, pattern]) => pattern.test(type))?.[0] ?? []))
  const inTitle = IN_TITLE.find(([, pattern]) => pattern.test(input.title))?.[0] ?? null

  // A title tells training and limited terms more surely than a form's default ("FullTime", "Permanent").
  if (inTitle !== null && inTitle !== 'permanent' && !(inTitle === 'contract' && kinds.has('fixed_term')))
    return { employmentType: inTitle, ir35 }
  if (kinds.size === 1) return { employmentType: [...kinds][0]!, ir35 }
  if (kinds.size > 1) return { employmentType: ofSeveral(kinds, byRate), ir35 }
  if (inTitle !== null) return { employmentType: inTitle, ir35 }
  const inText = IN_TEXT.find(([, pattern]) => pattern.test(text))?.[0] ?? null
  if (byRate && inText !== 'temporary' && inText !== 'fixed_term') return { employmentType: 'contract', ir35 }
  if (inText !== null) return { employmentType: inText, ir35 }
  const full =
    typed.some(type => /\bfull ?time\b/.test(type)) || FULL_TIME_IN_TEXT.test(input.text.slice(0, HEAD))
  return { employmentType: full && input.salary?.period !== 'hour' ? 'permanent' : null, ir35 }
}

/** An advert open to several kinds: the pay decides between permanent and contract. */
function ofSeveral(kinds: ReadonlySet<EmploymentType>, byRate: boolean): EmploymentType {
  if (kinds.has('contract') && byRate) return 'contract'
  if (kinds.has('permanent')) return 'permanent'
  return [...kinds][0]!
}

function readIr35(text: string): 'inside' | 'outside' | null {
  const found =
    /\b(in|out|ot)side (?:of )?(?:scope of )?ir ?35\b|\bir ?35 ?(?:status)? ?[:-]? ?\(?(in|out)side\b/i.exec(
      text,
    )
  const side = (found?.[1] ?? found?.[2])?.toLowerCase()
  if (side === undefined) return null
  return side === 'in' ? 'inside' : 'outside'
}

/**
 * The market of the statistics that a posting counts in. Fixed-term and temporary jobs count as contract where they
 * are paid by the day or hour, else as permanent; one that states no kind is permanent unless it quotes such a rate;
 * internships and apprenticeships are kept apart (null).
 */
export function marketOf(
  posting: Pick<Posting, 'employmentType' | 'salary'>,
): 'permanent' | 'contract' | null {
  const byRate = posting.salary?.period === 'day' || posting.salary?.period === 'hour'
  switch (posting.employmentType) {
    case 'permanent':
    case 'contract':
      return posting.employmentType
    case 'internship':
    case 'apprenticeship':
      return null
    default:
      return byRate ? 'contract' : 'permanent'
  }
}
