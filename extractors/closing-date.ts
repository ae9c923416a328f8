import { GB } from 'chrono-node/en'
import { defineCue, findCues } from './text/cues.ts'

/** What announces the last day of application; a date must follow closely. */
const CUE = defineCue(
  [
    'closing d',
    'closes on',
    'close on',
    'application',
    'vacancy',
    'advert',
    'submission',
    'deadline',
    'apply ',
  ],
  /closing (?:date|deadline)|closes? on\b|(?:applications?|vacancy|advert)(?: will| to)? clos(?:es?|ing)\b|(?:application|submission) deadline|deadline(?: for applications?| to apply)?(?=[:\s-])|apply (?:by|before|no later than)\b/iy,
)
/** Characters behind the cue that are read, and cues that are tried. */
const BEHIND = 70
const MOST_CUES = 4

const NAMED_MONTH = /(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i
const NUMERIC = /\d{1,4}[./-]\d{1,2}[./-]\d{2,4}/

/**
 * The last day of application that a text states, as milliseconds of its start in UTC; null where it states none.
 * Numeric dates are read in the British order; one without a year is the first such day after `posted`. The first
 * date decides: where it lies before `posted`, the advert is an old round's and none is known.
 *
 * @param posted start of the day of posting, milliseconds
 */
export function findClosingDate(text: string, posted: number): number | null {
  for (const { end } of findCues(CUE, text).slice(0, MOST_CUES)) {
    const passage = text.slice(end, end + BEHIND)
    if (!/\d/.test(passage)) continue
    for (const { text: written, start } of GB.parse(
      passage,
      { instant: new Date(posted), timezone: 0 },
      { forwardDate: true },
    )) {
      // "In two weeks" and "within 15 minutes" are no dates.
      if (!NAMED_MONTH.test(written) && !NUMERIC.test(written)) continue
      if (!start.isCertain('day') || !start.isCertain('month')) continue
      const day = Date.UTC(start.get('year')!, start.get('month')! - 1, start.get('day')!)
      return day >= posted ? day : null
    }
  }
  return null
}
