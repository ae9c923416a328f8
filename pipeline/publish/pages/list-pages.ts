import { html } from 'hono/html'
import { longDate, period } from '../format.ts'
import {
  COMPARISONS_PATH,
  type ComparisonKey,
  comparisonPath,
  GUIDES_PATH,
  type GuideKey,
  guidePath,
} from '../paths.ts'
import { anchor, renderFrame } from './layout.ts'
import type { Site } from './site.ts'

/** All salary guides by place, to be stored at `GUIDES_PATH`. */
export function renderGuidesPage(guides: GuideKey[], months: number, site: Site): string {
  const description = `What jobs pay by experience, place, skill and sector, ${period(months)} to ${longDate(
    site.imprint.asOf,
  )}.`
  return renderFrame({
    path: GUIDES_PATH,
    title: 'Salary guides',
    description,
    trail: [{ label: 'Salary guides', path: null }],
    site,
    main: html`<h1>Salary guides</h1>
<p class="kicker">${description}</p>
${[...Map.groupBy(guides, guide => guide.location)].map(
  ([place, keys]) =>
    html`<section><h2>${place}</h2><ul class="names">${keys.map(
      key => html`<li>${anchor(GUIDES_PATH, guidePath(key), key.term)}</li>
`,
    )}</ul></section>`,
)}`,
  })
}

/** All comparisons, by place and by term, to be stored at `COMPARISONS_PATH`. */
export function renderComparisonsPage(comparisons: ComparisonKey[], months: number, site: Site): string {
  const description = `Two titles in one place, or one title in two places, side by side, ${period(
    months,
  )} to ${longDate(site.imprint.asOf)}.`
  const groups = Map.groupBy(comparisons, key =>
    key.of === 'terms' ? `Titles in ${key.location}` : `${key.term} by place`,
  )
  return renderFrame({
    path: COMPARISONS_PATH,
    title: 'Compare',
    description,
    trail: [{ label: 'Compare', path: null }],
    site,
    main: html`<h1>Compare</h1>
<p class="kicker">${description}</p>
${[...groups].map(
  ([heading, keys]) =>
    html`<section><h2>${heading}</h2><ul class="names">${keys.map(
      key => html`<li>${anchor(COMPARISONS_PATH, comparisonPath(key), key.pair.join(' and '))}</li>
`,
    )}</ul></section>`,
)}`,
  })
}
