import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * Serious and critical findings of axe-core on the page as it stands, with the first element of each.
 * @param rules these alone; all when not given
 */
export async function accessibilityFaults(page: Page, rules?: string[]): Promise<string[]> {
  await page.evaluate(axe)
  const { violations } = await page.evaluate(
    runOnly =>
      (globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run({
        resultTypes: ['violations'],
        ...(runOnly && { runOnly }),
      }),
    rules,
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html.slice(0, 200)}`)
}

/** By how many pixels the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return Math.max(scrollWidth, document.body.scrollWidth) - clientWidth
  })

/** The rows of the page's first table, headings too, as texts of their cells without what stands beneath them. */
export const firstTable = (page: Page): Promise<string[][]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('main table')[0]!.querySelectorAll('tbody tr:not(.block)')].map(row =>
      [...row.children].map(cell => (cell.firstChild?.textContent ?? '').trim()),
    ),
  )

/** Of text and what it stands on: how light they are, from 0 to 1. */
export const lightness = (page: Page): Promise<{ text: number; ground: number }> =>
  page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d')!
    const lightnessOf = (colour: string) => {
      canvas.fillStyle = '#fff'
      canvas.fillRect(0, 0, 1, 1)
      canvas.fillStyle = colour
      canvas.fillRect(0, 0, 1, 1)
      const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data
      return (red! + green! + blue!) / 765
    }
    const cell = getComputedStyle(document.querySelector('main p, main td')!)
    return {
      text: lightnessOf(cell.color),
      ground: lightnessOf(getComputedStyle(document.body).backgroundColor),
    }
  })
