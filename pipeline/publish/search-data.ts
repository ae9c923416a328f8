import type { SearchData } from './pages/search-script.ts'
import { type GuideKey, guidePath, pagePath, slug, type TrendPageKey } from './paths.ts'

/** What the home page's search finds: trend pages and guides by their term, and other pages by their title. */
export function searchData(
  trends: readonly TrendPageKey[],
  guides: readonly GuideKey[],
  pages: SearchData['pages'],
  usualMonths: number,
): SearchData {
  const terms = new Map<string, number>()
  const groups = new Map<string, SearchData['groups'][number]>()
  const add = (term: string, path: string, label: string) => {
    const file = `${slug(term)}.html`
    const known = `${term}\n${file}`
    const index = terms.get(known) ?? terms.size
    terms.set(known, index)
    const folder = path.slice(0, -file.length)
    const group = groups.get(folder) ?? { label, folder, terms: [] }
    group.terms.push(index)
    groups.set(folder, group)
  }
  for (const guide of guides) add(guide.term, guidePath(guide), `salary guide, ${guide.location}`)
  for (const trend of trends) {
    const { type, location, months } = trend
    const period = months === usualMonths ? '' : `, ${months} months`
    add(trend.term, pagePath(trend), `${type}, ${location}${period}`)
  }
  return {
    terms: [...terms.keys()].map(key => key.split('\n') as [string, string]),
    groups: [...groups.values()],
    pages,
  }
}
