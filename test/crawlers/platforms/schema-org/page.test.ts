import { expect, test } from 'vitest'
import { linksOf, scanPage } from '../../../../crawlers/platforms/schema-org/page.ts'

test.each([
  ['<script type="application/ld+json">{"a":"<b>"}</script>', ['{"a":"<b>"}']],
  ["<SCRIPT async TYPE='application/LD+JSON; charset=utf-8'>1</SCRIPT >", ['1']],
  ['<script type=application/ld+json>1</script><script>2</script><script type="text/x">3</script>', ['1']],
  [
    '<!-- <script type="application/ld+json">1</script> --><textarea><script type="application/ld+json">2</script></textarea>',
    [],
  ],
  ['<script type="application/ld+json">&quot;1&quot;</script>', ['&quot;1&quot;']],
  ['<script type="application/ld+json">cut off', []],
])('the JSON-LD of %s', (html, blocks) => {
  expect(scanPage(html).blocks).toEqual(blocks)
})

test('a million nested elements take time in proportion', () => {
  const start = performance.now()
  const html = '<div>'.repeat(1_000_000)
  const page = scanPage(html)
  expect(page.depth).toBe(1_000_000)
  expect(linksOf(html, page, 'a', 'https://a.example/')).toBeNull()
  expect(performance.now() - start).toBeLessThan(10_000)
})

test('paragraphs and list items that are never closed add no depth', () => {
  expect(scanPage('<ul><li>a<li>b<li>c</ul><p>d<p>e<br><img>').depth).toBe(1)
})
