import { html } from 'hono/html'
import { COVERAGE_PATH, METHOD_PATH } from '../paths.ts'
import { anchor, renderFrame } from './layout.ts'
import type { Site } from './site.ts'

/** What counts, and how each figure is worked out, to be stored at `METHOD_PATH`. */
export function renderMethodPage(site: Site): string {
  const coverage = site.links.has(COVERAGE_PATH)
    ? anchor(METHOD_PATH, COVERAGE_PATH, 'coverage page')
    : 'coverage'
  return renderFrame({
    path: METHOD_PATH,
    title: 'Method',
    description: 'What counts, and how each figure of these pages is worked out.',
    trail: [{ label: 'Method', path: null }],
    site,
    main: html`<h1>Method</h1>
<p class="kicker">What counts, and how each figure of these pages is worked out. The definitions follow the trend pages of IT Jobs Watch as far as those tell them or their figures give them away; where they are silent, the choice is ours and marked so.</p>
<section><h2>What counts</h2><dl>
<dt>Vacancy</dt><dd>A job, not an advert. Adverts of one normalised title, company and place are copies of one vacancy, on one board or on several; advertised again within 60 days it is still the same (our choice). It counts on the day it was first advertised.</dd>
<dt>Scope</dt><dd>Vacancies in IT: a recognised IT title, a source that carries nothing else, or enough technical skills (our choice).</dd>
<dt>Permanent, contract</dt><dd>As the advert says. One that says nothing is permanent unless it quotes a rate by day or hour. Fixed-term and temporary jobs are contracts where they are paid by day or hour, permanent otherwise; internships and apprenticeships are kept apart (our choice).</dd>
<dt>Title</dt><dd>A job title counts where it stands in the advert's title, together with what it contains: “Senior Python Developer” counts for Senior Python Developer, Python Developer, Senior Developer and Developer.</dd>
<dt>Skill</dt><dd>A skill counts where the advert names it anywhere and means it: “no Java needed” is not Java. A skill never counts for a wider one; Apache Airflow is not Apache.</dd>
<dt>Place</dt><dd>Places overlap, and a vacancy counts once in each that holds it: one in London counts for London, England and the UK, and not for UK excluding London.</dd>
<dt>Live jobs</dt><dd>Adverts open on the last day of the window, by when boards still showed them.</dd>
</dl></section>
<section><h2>Windows and comparison</h2><dl>
<dt>Window</dt><dd>From the day after the same day six (or three) months earlier up to and including the day named, in calendar months; where a month has no such day, its last day stands in (our choice).</dd>
<dt>Same period</dt><dd>The window that ends on the same day one and two years earlier.</dd>
<dt>Rank</dt><dd>By number of vacancies over all titles and skills of the place, type and window. Equal numbers share a rank, and no rank is skipped after them. The change is last year's rank less this year's: a plus is a rise.</dd>
<dt>Share</dt><dd>Of all vacancies of the place and type, whether or not their title is recognised; or of those with at least one term of the same category.</dd>
<dt>Change of the median</dt><dd>This year's median over last year's less one, in per cent, on figures before rounding.</dd>
<dt>Comparability</dt><dd>A year that was watched through other sources, or on fewer days, does not compare. Such windows carry a note; the ${coverage} says which source was watched when.</dd>
</dl></section>
<section><h2>Pay</h2><dl>
<dt>Quote</dt><dd>A figure in pounds that the employer states. What a board predicted is no quote. A figure outside £10,000 to £400,000 a year, £50 to £3,000 a day or £5 to £400 an hour is none either; “up to” and “from” a figure are quotes of that figure (our choice). Pay by the week or month is kept and not annualised.</dd>
<dt>Percentiles</dt><dd>Of a range from a to b, the 10th and 25th percentile are taken over (3a + b) ÷ 4, the median over (a + b) ÷ 2, the 75th and 90th over (a + 3b) ÷ 4, each interpolated between neighbours. A dash stands where a percentile equals its neighbour towards the median.</dd>
<dt>Units</dt><dd>Years for permanent jobs, days and hours for contracts; none is ever worked out from another.</dd>
<dt>Histogram</dt><dd>Quotes by the middle of their range, in bins of a round width.</dd>
</dl></section>
<section><h2>How sure a figure is</h2><dl>
<dt>Sample size</dt><dd>n, the number of vacancies a figure is made of. There is no least sample: small ones are shown, and say so.</dd>
<dt>Interval of a percentile</dt><dd>95%, between two values of the ordered sample whose ranks come from the binomial distribution. It supposes nothing of how pay is distributed; in small samples no such pair exists, and no interval is shown.</dd>
<dt>Interval of a share</dt><dd>95%, by Wilson's formula.</dd>
<dt>Interval of a difference or ratio of medians</dt><dd>95%, from the distances of both medians to the ends of their own intervals, added as squares.</dd>
<dt>What no interval tells</dt><dd>Whether adverts that our sources do not carry are like those they do, or whether an advertised salary is the one that is paid.</dd>
</dl></section>
<section><h2>Premiums in salary guides</h2><dl>
<dt>Raw</dt><dd>The median with a skill or sector over the median without it, same title, place and type.</dd>
<dt>Adjusted</dt><dd>From a regression of the logarithm of pay on skills, seniority, place, sector and month: what remains when the others are equal. Standard errors are robust to unequal spread. It is what goes with a skill, not what learning it would pay.</dd>
<dt>Seniority</dt><dd>Below two years of experience is junior, from two to below five mid-level, five and more senior; a level in the title comes first.</dd>
<dt>Growth</dt><dd>Vacancies of the last three months against those of the three months before.</dd>
</dl></section>
<section><h2>Corrections</h2><p>Every publication has a number, and is made anew when adverts, rules or the taxonomy of terms change; the foot of each page names the publication, the version of the code and that of the taxonomy.</p></section>`,
  })
}
