import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, type Database } from '../../db/connection.ts'
import { startEmbedded } from '../../db/embedded/server.ts'
import type { MarketType } from '../../pipeline/statistics/trend-page.ts'
import { createMarket } from '../../scripts/sandbox/market.ts'
import { launchJobtide } from '../command-line.ts'

const scale = 0.005

let home: string
let runs: { stdout: string; stderr: string }[]
let database: Database
let release: () => Promise<void>

async function start() {
  const { code, stdout, stderr } = await launchJobtide(['start', '--scale', String(scale)], {
    env: { JOBTIDE_HOME: home },
  })
  if (code !== 0) throw new Error(stderr)
  return { stdout, stderr }
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'jobtide-start-'))
  runs = [await start(), await start()]
  const server = await startEmbedded(home)
  database = await connect(server.url)
  release = server.release
}, 240_000)
afterAll(async () => {
  await database.close()
  await release()
  rmSync(home, { recursive: true, force: true })
})

/** Published vacancies of a term (all vacancies where it is null) in the window of the market's last day. */
async function published(area: string, type: MarketType, term: string | null): Promise<number> {
  const { rows } = await database.pool.query(
    term === null
      ? `select all_vacancies as vacancies from mart.category_statistics
         where location = $1 and type = $2 and months = 6 and years_back = 0 and $3::text is null limit 1`
      : `select vacancies from mart.term_statistics
         where location = $1 and type = $2 and term = $3 and months = 6 and years_back = 0
         order by category = 'Job Titles' desc limit 1`,
    [area, type, term],
  )
  return rows[0]?.vacancies ?? 0
}

describe('the main job on the sandbox', () => {
  it('ends with a summary like the headline table of the reference, and the path of pages that are there', () => {
    const { stdout } = runs[0]!
    expect(stdout).toMatch(/Software Engineer\s+Permanent job trends in London, 6 months to 21 November 2025/)
    expect(stdout).toMatch(/Permanent jobs requiring a Software Engineer +\d+ +\d+ +\d+/)
    expect(stdout).toMatch(/Median annual salary \(50th percentile\) +£[\d,]+/)
    const home = stdout.trim().split('Pages: ').at(-1)!
    expect(readFileSync(home, 'utf8')).toContain('permanent/london/index.html')
    expect(
      existsSync(join(home, '../permanent/london/software_engineer.html')) ||
        existsSync(join(home, '../permanent/london/software-engineer.html')),
    ).toBe(true)
  })

  it('crawls every board, the one that needs a browser among them', () => {
    for (const source of [
      'greenhouse/osprey',
      'rss/jobwire',
      'schema-org/tideboard',
      'schema-org/brightboard',
    ])
      expect(runs[0]!.stderr).toMatch(new RegExp(`${source}: .*[1-9]\\d* .* \\([1-9]\\d* pages?`))
  })

  it('does nothing again the second time', () => {
    const [first, second] = runs
    expect(second!.stderr).toMatch(/Nothing changed/)
    expect(second!.stderr).toMatch(/Windows: 0 computed/)
    expect(second!.stdout).toBe(first!.stdout)
    expect(second!.stderr).toMatch(/^Pages: .* trend pages, as they were$/m)
    expect(first!.stderr).not.toMatch(/Nothing changed|as they were/)
  })

  it('publishes what is true of the market', async () => {
    const { truth } = createMarket({ scale })
    const cases: [string, MarketType, string | null][] = [
      ...(['permanent', 'contract'] as const).flatMap(type =>
        ['UK', 'London', 'Scotland', 'South East', 'UK excluding London'].map(
          (area): [string, MarketType, null] => [area, type, null],
        ),
      ),
      ...['Developer', 'Software Engineer', 'Python', 'SQL', 'AWS', 'Agile', 'Kubernetes'].map(
        (term): [string, MarketType, string] => ['UK', 'permanent', term],
      ),
    ]
    for (const [area, type, term] of cases) {
      const window = { from: '2025-05-21', to: '2025-11-21', type, area, ...(term ? { term } : {}) }
      const expected = truth.vacancies(window)
      const found = await published(area, type, term)
      // An advert in a hundred may be misread; a market this small turns one vacancy into more than that.
      expect(
        Math.abs(found - expected),
        `${area}, ${type}, ${term}: ${found} for ${expected}`,
      ).toBeLessThanOrEqual(1 + expected / 100)
    }
  })

  it('keeps no more of the history file than one', () => {
    expect(statSync(join(home, 'sandbox', `history-${scale}.warc.gz`)).size).toBeGreaterThan(100_000)
    expect(existsSync(join(home, 'sandbox', `history-${scale}.warc.gz.draft`))).toBe(false)
  })
})
