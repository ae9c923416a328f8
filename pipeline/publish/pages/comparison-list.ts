import { html } from 'hono/html'
import { type ComparisonKey, comparisonPath, type PageLinks } from '../paths.ts'
import { anchor, type Markup } from './layout.ts'

/** What two things a comparison is of: `Java Developer and Python Developer, London`. */
export function comparisonTitle(key: ComparisonKey): string {
  const [first, second] = key.pair
  return key.of === 'terms'
    ? `${first} and ${second}, ${key.location}`
    : `${key.term}: ${first} and ${second}`
}

/** Links to comparisons, as far as they exist; nothing where none does. */
export function comparisonList(keys: ComparisonKey[], path: string, links: PageLinks): Markup | string {
  const standing = keys.filter(key => links.has(comparisonPath(key)))
  if (standing.length === 0) return ''
  return html`<section><h2>Compare</h2><ul class="inline">${standing.map(
    key => html`<li>${anchor(path, comparisonPath(key), comparisonTitle(key))}</li>
`,
  )}</ul></section>`
}
