import { dirname } from 'node:path'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findPublication } from '../../../../db/queries/publications.ts'
import { pagePath, type TrendPageKey } from '../../../../pipeline/publish/paths.ts'
import { headlineTable } from '../../../../pipeline/publish/trend-table.ts'
import { findLocation, findTerm } from '../../../../pipeline/statistics/find-subject.ts'
import { readTrendPage } from '../../../../pipeline/statistics/read-trend-page.ts'
import { temporaryFile } from '../../../temporary-file.ts'
import { ELSEWHERE, hostileTexts } from './hostile-adverts.ts'
import { faultsOfSite } from './links.ts'
import { accessibilityFaults, firstTable, lightness, overflow } from './page-checks.ts'
import { asOf, kindOf, sampleKinds, type WrittenSite, writeSite } from './site.ts'
import { launchBrowser, watchedPage } from './watched-browser.ts'

const sizes = [
  { width: 1100, height: 800 },
  { width: 390, height: 844 },
]
/** Pages that hold what advertisers wrote. */
const holdsAdverts = (path: string) => /^(guides|positions)\/.*(software|data)-engineer\.html$/.test(path)

let site: WrittenSite
let browser: Browser
beforeAll(async () => {
  ;[site, browser] = await Promise.all([writeSite(), launchBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await site?.drop()
})

it('has every kind of page', () => {
  expect(new Set(site.paths.map(kindOf))).toEqual(
    new Set([
      '3-months/contract index',
      '3-months/contract page',
      '3-months/permanent index',
      '3-months/permanent page',
      'compare index',
      'compare/places page',
      'compare/terms page',
      'contract index',
      'contract page',
      'coverage.html',
      'guides index',
      'guides page',
      'index.html',
      'method.html',
      'operations.html',
      'permanent index',
      'permanent page',
      'positions page',
    ]),
  )
})

it('has no link that leads nowhere, and nothing that its policy does not name', () => {
  expect(faultsOfSite(site.folder, site.paths)).toEqual([])
})

it('opens without an incident at either width, and never wider than the window', async () => {
  const watched = await watchedPage(browser, site.folder)
  const wide: string[] = []
  for (const path of sampleKinds(site.paths, 3)) {
    await watched.open(path)
    for (const size of sizes) {
      await watched.page.setViewportSize(size)
      const over = await overflow(watched.page)
      if (over > 0) wide.push(`${path} at ${size.width}: ${over} pixels too wide`)
    }
  }
  await watched.close()
  expect(watched.incidents).toEqual([])
  expect(wide).toEqual([])
})

it('has no serious finding of axe-core, in light and in dark', async () => {
  const kinds = sampleKinds(site.paths, 1).filter(path => !/^\d+-months/.test(path))
  const faults: string[] = []
  const check = async (paths: readonly string[]) => {
    const watched = await watchedPage(browser, site.folder, { viewport: sizes[0]! })
    for (const path of paths) {
      await watched.open(path)
      for (const colorScheme of ['light', 'dark'] as const) {
        await watched.page.emulateMedia({ colorScheme })
        const { text, ground } = await lightness(watched.page)
        if ((colorScheme === 'light' ? ground - text : text - ground) < 0.5)
          faults.push(`${path} in ${colorScheme}: text of ${text} on ${ground}`)
        // What is wrong besides contrast is so in either scheme.
        const rules = colorScheme === 'light' ? undefined : ['color-contrast', 'link-in-text-block']
        for (const fault of await accessibilityFaults(watched.page, rules))
          faults.push(`${path} in ${colorScheme}: ${fault}`)
      }
    }
    await watched.close()
  }
  await Promise.all([0, 1].map(half => check(kinds.filter((_, index) => index % 2 === half))))
  expect(faults).toEqual([])
})

it('shows the figures of the database', async () => {
  const watched = await watchedPage(browser, site.folder)
  const { rows: keys } = await site.database.pool.query<TrendPageKey>(
    `select term, location, type, months from mart.term_statistics
     where location in ('UK', 'London', 'UK excluding London') and years_back = 0 order by category <> 'Job Titles'`,
  )
  const trends = site.paths.filter(path => /(permanent|contract) page$/.test(kindOf(path)))
  for (const path of trends.filter((_, index) => index % Math.ceil(trends.length / 8) === 0)) {
    const { term, location, type, months } = keys.find(key => pagePath(key) === path)!
    const figures = await readTrendPage(
      site.database,
      (await findPublication(site.database, asOf, months))!,
      await findTerm(site.database, term),
      await findLocation(site.database, location),
      type,
    )
    const printed = headlineTable(figures).blocks.flatMap(block =>
      block.rows.map(row => [row.label, ...row.cells]),
    )
    await watched.open(path)
    expect(await firstTable(watched.page), path).toEqual(printed)
  }
  await watched.close()
})

it('lists the terms of the database in an index, thirty at a time', async () => {
  const watched = await watchedPage(browser, site.folder)
  await watched.open('permanent/london/index.html')
  const { rows } = await site.database.pool.query<{ term: string; rank: number; vacancies: number }>(
    `select term, rank, vacancies from mart.term_statistics
     where location = 'London' and type = 'permanent' and months = 6 and years_back = 0 order by rank, lower(term), category`,
  )
  const shown = await watched.page
    .locator('#terms tbody tr')
    .evaluateAll(all =>
      all.map(row => [
        row.children[0]!.textContent,
        row.children[1]!.textContent,
        row.children[5]!.textContent,
      ]),
    )
  const count = (value: number) => value.toLocaleString('en-GB')
  expect(shown).toEqual(rows.map(row => [count(row.rank), row.term, count(row.vacancies)]))
  expect(await watched.page.locator('#terms tbody tr:visible').count()).toBe(30)
  await watched.page.locator('#filter [name=text]').fill(rows[40]!.term)
  expect(await watched.page.locator('#terms tbody tr:visible').first().locator('th').textContent()).toContain(
    rows[40]!.term.slice(0, 3),
  )
  await watched.close()
  expect(watched.incidents).toEqual([])
})

it('can be read without scripts, and shows no control that needs one', async () => {
  const watched = await watchedPage(browser, site.folder, { javaScriptEnabled: false })
  for (const path of sampleKinds(site.paths, 1)) {
    await watched.open(path)
    // What a reader has folded is opened without scripts as well.
    const rows = watched.page.locator('main table:not(details *) tbody tr')
    expect(await rows.locator('visible=true').count(), path).toBe(await rows.count())
    expect(await watched.page.locator('input:visible, select:visible, button:visible').count(), path).toBe(0)
  }
  await watched.close()
  expect(watched.incidents).toEqual([])
})

it('prints dark on light, all rows of its tables', async () => {
  const watched = await watchedPage(browser, site.folder, { colorScheme: 'dark' })
  for (const path of sampleKinds(site.paths, 1)) {
    await watched.open(path)
    await watched.page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    const { text, ground } = await lightness(watched.page)
    expect([path, text < 0.35, ground > 0.9]).toEqual([path, true, true])
    await watched.page.emulateMedia({ media: 'screen', colorScheme: 'dark' })
  }
  await watched.close()
})

describe('adverts that would run code', () => {
  it('would be noticed where they run', async () => {
    const path = temporaryFile(
      'open.html',
      `<!doctype html><title>x</title>${hostileTexts.slice(0, 2).join('')}
      <link rel="stylesheet" href="http://${ELSEWHERE}/x.css"><script>alert(1)</script><p id="p" style="width:9000px">x<img></p>`,
    )
    const watched = await watchedPage(browser, dirname(path))
    await watched.open('open.html')
    const incidents = watched.incidents.join('\n')
    for (const part of ['alarm from', 'dialog: 1', `request: http://${ELSEWHERE}/x.css`, 'console:'])
      expect(incidents, part).toContain(part)
    expect(await overflow(watched.page)).toBeGreaterThan(1000)
    expect((await accessibilityFaults(watched.page)).join('\n')).toContain('image-alt')
    await watched.close()
  })

  it('stand on the pages as text', async () => {
    const watched = await watchedPage(browser, site.folder)
    let text = ''
    for (const title of ['software', 'data']) {
      await watched.open(`positions/london/${title}-engineer.html`)
      text += await watched.page.locator('table.positions tbody').textContent()
    }
    await watched.close()
    const parts = [
      '<script>',
      '</style>',
      '</main>',
      '<svg onload=',
      'onerror="',
      'srcdoc=',
      '<meta http-equiv',
    ]
    for (const part of [...parts, '" onmouseover=', '-->', ']]>', '{{constructor', '<%=', '${', '=HYPERLINK'])
      expect(text, part).toContain(part)
    expect(text).not.toMatch(/[\u202a-\u202e]/)
  })

  it('run nothing, ask for nothing and lead nowhere else, whatever a reader touches', async () => {
    const watched = await watchedPage(browser, site.folder)
    const paths = site.paths.filter(holdsAdverts)
    expect(paths).toHaveLength(8)
    for (const path of paths) {
      await watched.open(path)
      await watched.page.evaluate(() => {
        const kinds = ['mouseover', 'focus', 'pointerdown', 'toggle', 'animationstart', 'load', 'error']
        for (const element of document.querySelectorAll('*'))
          for (const kind of kinds) element.dispatchEvent(new Event(kind, { bubbles: true }))
      })
    }
    await watched.page.waitForTimeout(50)
    await watched.close()
    expect(watched.incidents).toEqual([])
  })

  it('do nothing as words of a search', async () => {
    const watched = await watchedPage(browser, site.folder)
    for (const [path, input] of [
      ['index.html', '#search [name=text]'],
      ['permanent/uk/index.html', '#filter [name=text]'],
    ] as const) {
      await watched.open(path)
      for (const text of hostileTexts.slice(0, 12)) await watched.page.locator(input).fill(text)
    }
    await watched.close()
    expect(watched.incidents).toEqual([])
  })
})
