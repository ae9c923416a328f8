import { readAnnouncement } from './announcement/read-announcement.ts'
import { type Boilerplate, withoutBoilerplate } from './boilerplate.ts'
import { readDates } from './dates.ts'
import { readEmployment } from './employment.ts'
import { readLanguage } from './language.ts'
import { readPlaces } from './location/read-places.ts'
import type { Advert, Issue, Place, Posting } from './posting.ts'
import { readSalary } from './salary/read-salary.ts'
import { decideScope } from './scope.ts'
import { readSeniority } from './seniority.ts'
import { findSkills } from './skills/find-skills.ts'
import { clean, toText } from './text/to-text.ts'
import { readTitle } from './title/read-title.ts'
import { withoutValues } from './values-section.ts'
import { readWorkplace } from './workplace.ts'

const LONGEST_TITLE = 300
const MOST_LOCATIONS = 50
const LONGEST_COMPANY = 200
const LONGEST_KEY = 500
const LONGEST_ISSUE = 300

/** The currency of figures without a sign where all places of an advert lie in one country. */
const CURRENCIES: Record<string, string> = {
  Ireland: 'EUR',
  Germany: 'EUR',
  France: 'EUR',
  Spain: 'EUR',
  Italy: 'EUR',
  Netherlands: 'EUR',
  Belgium: 'EUR',
  Portugal: 'EUR',
  Austria: 'EUR',
  Finland: 'EUR',
  Switzerland: 'CHF',
  Poland: 'PLN',
  USA: 'USD',
  'United States': 'USD',
  Canada: 'CAD',
  Australia: 'AUD',
  India: 'INR',
}

/** What is known of an advert from the listing it stands in. */
export interface ListingContext {
  /** The plain text of its description, as `toText` gives it. */
  text: string
  boilerplate: Boilerplate
}

/**
 * What an advert means: one posting, or one for each role that an announcement advertises. Pure and synchronous;
 * never throws and never returns an empty list. What is out of scope is returned too, and its first issue with the
 * field `scope` is the reason. Every text is fit for PostgreSQL (no NUL, no lone surrogate) and bounded in length.
 * @param listing see `extractListing`; without it nothing is taken for company boilerplate
 */
export function extract(advert: Advert, listing?: ListingContext): Posting[] {
  try {
    if (advert.form !== 'announcement') return [readAdvert(advert, false, listing)]
    const reading = readAnnouncement(advert)
    if ('noAdvert' in reading) return [withoutAdvert(advert, reading.noAdvert)]
    const postings = reading.adverts.map(role => readAdvert(role, true))
    return postings.length > 0 ? postings : [withoutAdvert(advert, 'names no role')]
  } catch (error) {
    // One advert must not end a run of millions; the accounting shows the reason.
    return [
      withoutAdvert(advert, `could not be read: ${error instanceof Error ? error.message : String(error)}`),
    ]
  }
}

/** @param worldwide whether the advert stands in a thread of the whole world rather than on a British board */
function readAdvert(advert: Advert, worldwide: boolean, listing?: ListingContext): Posting {
  const text = listing?.text ?? toText(advert.description ?? '')
  const given = clean(advert.title, LONGEST_TITLE)
  const title = readTitle(given)
  const language = readLanguage(text.length >= 200 ? text : `${given}\n${text}`)
  const asked = withoutValues(text)
  // The rules of ambiguous names speak of English sentences.
  const skills =
    language === 'en'
      ? findSkills(`${given}\n${listing ? withoutBoilerplate(asked, listing.boilerplate) : asked}`, {
          company: advert.company,
        })
      : []
  const locations = (advert.locations ?? [])
    .slice(0, MOST_LOCATIONS)
    .map(location => clean(location, LONGEST_TITLE))
  const where = readPlaces(locations, { title: given, text })
  const pay = readSalary({
    salaryText: advert.salaryText,
    pay: advert.pay,
    title: given,
    text,
    defaultCurrency: currencyOfPlaces(where.places, worldwide),
  })
  const dates = readDates({ ...advert, text })
  const scope = decideScope({ title, skills, source: advert.source })
  const issues: Issue[] = []
  if (language !== 'en') issues.push({ field: 'scope', issue: `not in English (${language})` })
  if (!scope.inScope) issues.push({ field: 'scope', issue: scope.reason ?? 'not an IT role' })
  return {
    ...keyOf(advert),
    title: (title.title || given).slice(0, LONGEST_TITLE).toWellFormed(),
    titleTerms: title.terms,
    role: title.role,
    seniority: readSeniority(title, text),
    inScope: scope.inScope && language === 'en',
    ...readEmployment({ employmentTypes: advert.employmentTypes, title: given, text, salary: pay.salary }),
    salary: pay.salary,
    locations: where.places,
    region: where.region,
    workplace: readWorkplace({ workplace: advert.workplace, title: given, locations, text }),
    skills,
    company: companyOf(advert),
    postedOn: dates.postedOn,
    closedOn: dates.closedOn,
    language,
    issues: [...issues, ...pay.issues, ...where.issues, ...dates.issues].map(bounded),
  }
}

/** The posting of a record that advertises no role: kept for the accounting, out of scope. */
function withoutAdvert(advert: Advert, reason: string): Posting {
  const dates = readDates({ ...advert, text: null })
  return {
    ...keyOf(advert),
    title: clean(advert.title, LONGEST_TITLE),
    titleTerms: [],
    role: null,
    seniority: null,
    inScope: false,
    employmentType: null,
    ir35: null,
    salary: null,
    locations: [],
    region: null,
    workplace: null,
    skills: [],
    company: companyOf(advert),
    postedOn: dates.postedOn,
    closedOn: dates.closedOn,
    language: 'en',
    issues: [{ field: 'scope', issue: reason }, ...dates.issues].map(bounded),
  }
}

function keyOf(advert: Advert): { source: string; sourceId: string } {
  return { source: clean(advert.source, LONGEST_KEY), sourceId: clean(advert.sourceId, LONGEST_KEY) }
}

function companyOf(advert: Advert): string | null {
  return advert.company ? clean(advert.company, LONGEST_COMPANY) || null : null
}

/**
 * Boards are taken as British where the places do not say otherwise; an announcement stands in a thread of the whole
 * world, so without a place in the kingdom its figures need a sign (null).
 */
function currencyOfPlaces(places: readonly Place[], worldwide: boolean): string | null {
  const countries = new Set(places.map(place => place.path[0]))
  const [country] = countries
  const foreign = countries.size === 1 && country !== undefined ? CURRENCIES[country] : undefined
  return foreign ?? (worldwide && !countries.has('UK') ? null : 'GBP')
}

function bounded(issue: Issue): Issue {
  return { field: issue.field, issue: clean(issue.issue, LONGEST_ISSUE) }
}
