import { html } from 'hono/html'
import type { TrendPage } from '../../statistics/trend-page.ts'
import { period } from '../format.ts'
import { METHOD_PATH, type PageLinks } from '../paths.ts'
import { the } from '../wording.ts'
import { anchor, type Markup } from './layout.ts'

/** What the figures mean, in the reader's words. */
export function notes(
  page: Pick<TrendPage, 'months' | 'type' | 'location'>,
  path: string,
  links: PageLinks,
): Markup {
  const pay =
    page.type === 'permanent'
      ? 'Yearly pay as employers state it; pay that a job board predicted is not counted.'
      : 'Pay as employers state it. Daily and hourly rates are kept apart, and neither is worked out from the other.'
  return html`<section><h2>How to read the figures</h2><dl>
<dt>Window</dt><dd>A vacancy counts in the ${period(page.months)} up to and including the day named, by the day it was first advertised. The earlier columns are the same window one and two years before.</dd>
<dt>Vacancy</dt><dd>A job, however often and wherever it was advertised: copies across boards and repeats within 60 days are one.</dd>
<dt>Rank</dt><dd>The place of the term among all titles and skills in ${the(page.location)} by number of ${page.type} vacancies; equal numbers share a rank. A positive change is a rise.</dd>
<dt>Pay</dt><dd>${pay} A dash stands for a percentile that equals its neighbour towards the median, for no change, or for no figure.</dd>
<dt>Interval</dt><dd>Were the same market sampled again and again, 95 of 100 such intervals would hold the true figure. It says nothing of adverts that our sources do not carry.</dd>
<dt>Live jobs</dt><dd>Adverts open on the last day of the window.</dd>
</dl>${links.has(METHOD_PATH) ? html`<p class="hint">${anchor(path, METHOD_PATH, 'The whole method')}.</p>` : ''}</section>`
}
