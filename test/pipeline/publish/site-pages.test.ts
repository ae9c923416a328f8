import { posix } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { type IndexedTerm, planPages } from '../../../pipeline/publish/page-plan.ts'
import { renderOperationsPage } from '../../../pipeline/publish/pages/operations-page.ts'
import { OPERATIONS_PATH } from '../../../pipeline/publish/paths.ts'
import { type Figures, listPages, type WrittenPage } from '../../../pipeline/publish/site-pages.ts'
import type { Coverage } from '../../../pipeline/statistics/coverage/coverage.ts'
import type { TrendPage } from '../../../pipeline/statistics/trend-page.ts'
import { quietDay } from './pages/sample-operations.ts'
import { expectSound, linksOf, textsOf } from './pages/sample-site.ts'
import { londonGuide } from './sample-guide.ts'
import { londonBackend, londonContract } from './sample-page.ts'

const row = (term: string): IndexedTerm => ({
  term,
  category: 'Job Titles',
  rank: 1,
  rankChange: null,
  vacancies: 1,
  share: 1,
  quoted: 0,
  p50: null,
  p50Interval: null,
  medianChange: null,
  live: 0,
})

const titles = ['Backend Developer', 'Java Developer'].map(row)
const indexes = (['permanent', 'contract'] as const).flatMap(type =>
  ['UK', 'London', 'Scotland'].flatMap(location =>
    [6, 3].map(months => ({ location, type, months, vacancies: 10, rows: titles })),
  ),
)
const imprint = { publication: 12, asOf: '2025-11-21', code: '1', taxonomy: 'f', attributions: [] }
const coverage: Coverage = {
  observedSince: '2025-06-01',
  windows: [
    {
      yearsBack: 0,
      beginsOn: '2025-05-22',
      endsOn: '2025-11-21',
      days: 184,
      daysObserved: 174,
      vacancies: 5,
      sources: [],
    },
  ],
  comparability: [
    {
      yearsBack: 0,
      comparable: false,
      reason: 'nobody looked',
      sharedSources: [],
      sharedNow: null,
      sharedEarlier: null,
    },
  ],
}

/** Sample pages under any key, and how often each was read. */
function sampleFigures(): Figures & { read: Map<string, number> } {
  const read = new Map<string, number>()
  return {
    read,
    async trendPage({ category, ...key }): Promise<TrendPage> {
      const name = JSON.stringify(key)
      read.set(name, (read.get(name) ?? 0) + 1)
      return { ...(key.type === 'permanent' ? londonBackend() : londonContract(true)), ...key, category }
    },
    async guidePage(key) {
      return { ...londonGuide(), ...key }
    },
  }
}

const figures = sampleFigures()
let pages: WrittenPage[]
beforeAll(async () => {
  const plan = planPages(indexes, 6, { top: 1, terms: ['Backend Developer'] })
  const { pages: tasks, links } = listPages(
    plan,
    figures,
    { coverages: [{ months: 6, coverage }], interruptions: [] },
    imprint,
  )
  pages = (await Promise.all(tasks.map(task => task()))).flat()
  const operations = renderOperationsPage(quietDay, { links, imprint, warning: () => null })
  pages.push({ path: OPERATIONS_PATH, html: operations })
})

it('links only to pages that are written, and each but the home page is linked to', () => {
  const paths = new Set(pages.map(page => page.path))
  expect(paths.size).toBe(pages.length)
  const reached = new Set(['index.html'])
  for (const { path, html } of pages) {
    expectSound(html)
    for (const link of linksOf(html, 'a[href]').filter(link => !/^(#|https?:)/.test(link))) {
      const target = posix.join(posix.dirname(path), link)
      expect(paths, `${path} links to it`).toContain(target)
      if (target !== path) reached.add(target)
    }
  }
  expect([...paths].filter(path => !reached.has(path))).toEqual([])
  expect([...paths].filter(path => !path.includes('permanent') && !path.includes('contract')).sort()).toEqual(
    [
      'compare/index.html',
      'compare/places/backend-developer/scotland--london.html',
      'compare/terms/london/backend-developer--java-developer.html',
      'compare/terms/uk/backend-developer--java-developer.html',
      'coverage.html',
      'guides/index.html',
      'guides/london/backend-developer.html',
      'guides/london/java-developer.html',
      'guides/uk/backend-developer.html',
      'guides/uk/java-developer.html',
      'index.html',
      'method.html',
      'operations.html',
      'positions/london/backend-developer.html',
      'positions/london/java-developer.html',
      'positions/uk/backend-developer.html',
      'positions/uk/java-developer.html',
    ],
  )
})

it('reads the figures of a page once, however often it is compared', () => {
  expect([...figures.read.values()].filter(times => times !== 1)).toEqual([])
  // Two titles of both types: three places over six months, London and the UK over three.
  expect(figures.read.size).toBe(20)
})

it('warns on the pages of windows that do not compare, and on no other', () => {
  const warned = pages.filter(({ html }) =>
    textsOf(html, '.warning').some(text => text.includes('nobody looked')),
  )
  const paths = warned.map(({ path }) => path)
  for (const path of [
    'index.html',
    'permanent/london/index.html',
    'permanent/london/backend-developer.html',
    'guides/uk/java-developer.html',
    'compare/places/backend-developer/scotland--london.html',
  ])
    expect(paths).toContain(path)
  expect(paths.filter(path => path.startsWith('3-months/'))).toEqual([])
})
