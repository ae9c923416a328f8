import { describe, expect, test } from 'vitest'
import { linksOf, type Page, scanPage } from '../../../../crawlers/platforms/schema-org/page.ts'

const URL = 'https://a.example/jobs/1'
const scan = (html: string): Page => scanPage(html, URL)

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
  [`${'<i>'.repeat(600)}<script type="application/ld+json">1</script>`, ['1']],
])('the JSON-LD of %#', (html, blocks) => {
  expect(scan(html).blocks).toEqual(blocks)
})

describe('the elements of a page', () => {
  const outline = (html: string): string => {
    const print = (elements: Page['marked']): string =>
      elements.map(({ tag, children, inner }) => `${tag}(${print(children) || inner})`).join(' ')
    return print(scan(html).marked)
  }

  test.each([
    ['<ul><li itemprop=a>1<li itemprop=a>2</ul>', 'li(1) li(2)'],
    ['<p itemprop=a>1<div itemprop=b>2</div>3', 'p(1) div(2)'],
    ['<table><tr><td itemprop=a>1<td itemprop=b>2<tr><td itemprop=c>3</table>', 'td(1) td(2) td(3)'],
    ['<dl><dt itemprop=a>1<dd itemprop=b>2</dl>', 'dt(1) dd(2)'],
    ['<span itemprop=a content=x /><span itemprop=b>2</span>', 'span() span(2)'],
    ['<meta itemprop=a content=x><b itemprop=b>2</b>', 'meta() b(2)'],
    ['<div itemprop=a><span>1<div>2</span>3</div></div>4', 'div(<span>1<div>2</span>3</div>)'],
    ['<div itemprop=a>1</p></b></constructor></div>2', 'div(1</p></b></constructor>)'],
    [
      '<div itemprop=a><table><tr><td>1</div>2</td></tr></table></div>',
      'div(<table><tr><td>1</div>2</td></tr></table>)',
    ],
    ['<div itemprop=a><i itemprop=b>1</i>', 'div(i(1))'],
    ['<constructor itemprop=a>1</constructor></toString></__proto__>', 'constructor(1)'],
    ['<div itemprop="a" ITEMPROP="b" data-x="1">1</div>', 'div(1)'],
  ])('%s', (html, expected) => {
    expect(outline(html)).toBe(expected)
  })

  test('attributes are decoded, and the first of a name counts', () => {
    const [element] = scan('<b itemprop="a &amp; b" itemprop=c content=\'"&eacute;"\'>').marked
    expect(Object.fromEntries(element!.attributes)).toEqual({ itemprop: 'a & b', content: '"é"' })
  })
})

test('links and properties are relative to <base href>, once', () => {
  expect(scan('<base href="/x/"><base href="/y/">').base).toBe('https://a.example/x/')
  expect(scan('<base href="javascript:1">').base).toBe(URL)
})

test.each([
  ['<meta name="tdm-reservation" content="1">', true],
  ['<META NAME=TDM-Reservation CONTENT=" 1 "/>', true],
  ['<meta name="tdm-reservation" content="0">', false],
  ['<meta name="robots" content="1">', false],
  [`${'<i>'.repeat(600)}<meta name="tdm-reservation" content="1">`, true],
])('a reservation %#', (html, isReserved) => {
  expect(scan(html).isReserved).toBe(isReserved)
})

/** Milliseconds: a tenth of it on an idle machine (2026-11); what is not linear takes many times as long. */
const MOST = 1_500

/** The least wall time of three, so that one pause of the machine does not fail the test. */
function timeOf(html: string): number {
  const times = Array.from({ length: 3 }, () => {
    const start = performance.now()
    scan(html)
    return performance.now() - start
  })
  return Math.min(...times)
}

describe('hostile pages take no longer than honest ones', () => {
  test.each([
    ['100,000 nested elements', '<div>'.repeat(100_000)],
    ['100,000 nested marked elements', '<div itemscope itemprop=a>'.repeat(100_000)],
    ['100,000 items side by side', '<b itemprop=a>1</b>'.repeat(100_000)],
    ['stray end tags in a deep page', '<b><i><div>'.repeat(150) + '</b></i></u></td>'.repeat(50_000)],
    ['an attribute of a megabyte', `<div itemprop=title content="${'&amp;'.repeat(200_000)}">`],
    ['200,000 attributes', `<div ${'itemprop=a '.repeat(200_000)}>`],
    ['a style of a megabyte', `<div style="${'display '.repeat(125_000)}">`],
    ['a line of a megabyte', `<p>${'this job has expired '.repeat(50_000)}</p>`],
    ['50,000 notices', '<p>This job has expired</p>'.repeat(50_000)],
    ['tags that never end', '<div itemprop="a '.repeat(60_000)],
  ])('%s', (_name, html) => {
    expect(timeOf(html)).toBeLessThan(MOST)
  })

  test('what is nested deeper than 512 elements is not read at all', () => {
    const html = `<p>This job has expired</p><b itemprop=a>1</b>${'<div>'.repeat(1_000_000)}`
    const page = scan(html)
    expect(page).toMatchObject({ excess: 'nested deeper than 512 elements', marked: [], notices: [] })
    expect(linksOf(html, page, 'a')).toBeNull()
  })

  test('paragraphs and list items that are never closed are not nested', () => {
    expect(scan('<ul><li>a<li>b<li>c</ul><p>d<p>e<br><img>'.repeat(1000)).excess).toBeNull()
  })
})
