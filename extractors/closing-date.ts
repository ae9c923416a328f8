import { GB } from 'chrono-node/en'

/** What announces the last day of application; a date must follow closely. */
const CUE =
  /\bclosing date|\bcloses? on\b|\b(?:applications?|vacancy|advert)(?: will| to)? clos(?:es?|ing)\b|\b(?:application|submission|closing) deadline|\bdeadline(?: for applications?| to apply)?(?=[:\s-])|\bapply (?:by|before|no later than)\b/gi
/** Found four times as fast as the cue, and without it there is none. */
const HINT = /clos(?:ing|es?) |deadline|apply (?:by|before|no )/i
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
  if (!HINT.test(text)) return null
  CUE.lastIndex = 0
  for (let cue = CUE.exec(text), left = MOST_CUES; cue !== null && left > 0; cue = CUE.exec(text), left--) {
    const passage = text.slice(CUE.lastIndex, CUE.lastIndex + BEHIND)
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
