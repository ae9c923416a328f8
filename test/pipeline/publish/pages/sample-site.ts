import { createHash } from 'node:crypto'
import { load } from 'cheerio'
import { expect } from 'vitest'
import type { Site } from '../../../../pipeline/publish/pages/site.ts'

/** Every character that HTML, a script or an attribute could take for its own. */
export const HOSTILE = `<script>alert("1")</script>'"&<img src=x onerror=alert(2)>`

/** A site that has the pages of which `has` says so. */
export const siteWith = (has: (path: string) => boolean, warning: string | null = null): Site => ({
  links: { has },
  imprint: {
    publication: 12,
    asOf: '2025-11-21',
    code: '1.0.0+abcd',
    taxonomy: 'f00d',
    attributions: [
      'Jobs by Adzuna',
      'Remote jobs from Jobicy (https://jobicy.com), each with a link to its page there',
    ],
  },
  warning: endsOn => (endsOn === '2024-11-21' ? warning : null),
})

export const ALL = siteWith(() => true)
export const NONE = siteWith(() => false)

/** What any page must keep: nothing is loaded, nothing runs that its policy does not name by hash, headings are in order. */
export function expectSound(page: string): void {
  const $ = load(page)
  const policy = $('meta[http-equiv="Content-Security-Policy"]').attr('content') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe')
  for (const element of $('style, script:not([type="application/json"])').get()) {
    const hash = createHash('sha256').update($(element).text()).digest('base64')
    expect(policy).toContain(`${element.tagName}-src 'sha256-${hash}'`)
  }
  expect($('[style], [onclick], [onerror], link, iframe, img, [src]').length).toBe(0)
  for (const link of $('a').get())
    expect($(link).attr('href')).toMatch(/^(#[a-z-]+|[a-z0-9_./-]+\.html|https?:\/\/[^\s"<>]+)$/)
  const ids = $('[id]')
    .map((_, element) => $(element).attr('id'))
    .get()
  expect(new Set(ids).size).toBe(ids.length)
  for (const element of $('a[href^="#"]').get()) expect(ids).toContain($(element).attr('href')?.slice(1))
  expect($('h1').length).toBe(1)
  const levels = $('h1, h2, h3, h4')
    .map((_, heading) => Number(heading.tagName.slice(1)))
    .get()
  for (const [at, level] of levels.entries())
    expect(level - (levels[at - 1] ?? 0), `heading ${at + 1}`).toBeLessThanOrEqual(1)
  expect($('table').length).toBe($('table > caption').length)
  expect($('th:not([scope])').length).toBe(0)
  expect(page).not.toMatch(/undefined|NaN|\[object /)
}

/** The texts of the elements that a selector finds. */
export const textsOf = (page: string, selector: string): string[] => {
  const $ = load(page)
  return $(selector)
    .map((_, element) => $(element).text())
    .get()
}

/** The addresses of all links that a selector finds. */
export const linksOf = (page: string, selector: string): string[] => {
  const $ = load(page)
  return $(selector)
    .map((_, element) => $(element).attr('href'))
    .get()
}

/** The cells of each row that a selector finds, without what stands beneath a figure. */
export function rowsOf(page: string, selector: string): string[][] {
  const $ = load(page)
  $('small').remove()
  return $(selector)
    .get()
    .map(row =>
      $(row)
        .children()
        .get()
        .map(cell => $(cell).text().trim()),
    )
}
