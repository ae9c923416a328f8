import { expect, it } from 'vitest'
import { findPublication } from '../../../db/queries/publications.ts'
import { aggregate } from '../../../pipeline/stages/aggregate.ts'
import { measurePages, printPageTimes } from '../../../scripts/bench/bench-pages.ts'
import { freshDatabase } from '../../database.ts'
import { loadSketches } from '../../db/posting-rows.ts'

it('times pages at random and the largest', async () => {
  const { database, drop } = await freshDatabase()
  try {
    const skills = ['Java', 'Python', 'SQL', 'Go', 'Rust', 'C']
    await loadSketches(
      database,
      skills.map((name, n) => ({
        id: name,
        company: name,
        postedOn: '2025-11-01',
        terms: skills.slice(n).map(skill => ({ category: 'Programming Languages', name: skill })),
      })),
    )
    await aggregate(database, '2025-11-21', 6)
    const times = await measurePages(database, (await findPublication(database, '2025-11-21', 6))!, 4)
    expect(times.map(({ what, pages }) => [what, pages])).toEqual([
      ['pages at random', 4],
      ['pages with the most vacancies', 4],
    ])
    for (const { median, p95, most } of times) {
      expect(median).toBeGreaterThan(0)
      expect(p95).toBeGreaterThanOrEqual(median)
      expect(most).toBeGreaterThanOrEqual(p95)
    }
  } finally {
    await drop()
  }
})

it('prints the share within the bound, rounded down, and says whose milliseconds they are', () => {
  const times = {
    what: 'pages at random' as const,
    pages: 300,
    median: 12.4,
    p95: 99.6,
    most: 240.2,
    slowest: 'Python, UK, permanent',
    within: 0.9966,
  }
  expect(printPageTimes([times])).toBe(
    '   99.6 %  of 300 pages at random complete in under 100 ms ' +
      '(on this machine: median 12 ms, 95th percentile 100 ms, most 240 ms: Python, UK, permanent)',
  )
})
