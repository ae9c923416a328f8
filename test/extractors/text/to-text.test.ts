import { describe, expect, test } from 'vitest'
import { clean, toText } from '../../../extractors/text/to-text.ts'

describe('toText', () => {
  test.each([
    ['plain text keeps its lines', 'Role: tester\nPlace: Leeds', 'Role: tester\nPlace: Leeds'],
    ['blocks break lines', '<p>One <b>bold</b> word</p><p>Two</p>', 'One bold word\n\nTwo'],
    ['list items stand on their own line', '<ul><li>Go</li><li>Rust</li></ul>', '- Go\n\n- Rust'],
    [
      'a block inside an item does not part it from its mark',
      '<ul><li><p>Go</p></li><li></li></ul>Rust',
      '- Go\n\nRust',
    ],
    ['white space across tags is one space', '<p>Go <b> and </b>\u00a0 Rust</p>', 'Go and Rust'],
    ['carriage returns break lines once', 'Go\r\nRust\rC\u2028D', 'Go\nRust\nC\nD'],
    ['line feeds of flowing HTML are spaces', '<p>pays\n  £40k</p>', 'pays £40k'],
    [
      'unclosed paragraphs of a forum',
      'Acme | London<p>We build R&amp;D tools',
      'Acme | London\nWe build R&D tools',
    ],
    ['scripts and styles are unseen', 'a<script>let x = "<p>"</script><style>p{}</style>b', 'ab'],
    ['comments are unseen', 'a<!-- £99k -->b', 'ab'],
    ['escaped HTML', '&lt;p&gt;C# &amp;amp; .NET&lt;/p&gt;&lt;p&gt;Hull&lt;/p&gt;', 'C# & .NET\n\nHull'],
    ['HTML escaped inside HTML', '<div>&lt;p&gt;Kotlin&lt;/p&gt;</div>', 'Kotlin'],
    ['twice escaped spaces', '<p>£30k&amp;nbsp;pa</p>', '£30k pa'],
    ['a comparison is no tag', 'if a < b and b > c', 'if a < b and b > c'],
    ['numeric entities', 'Caf&#233; &#x2013; Rh&ocirc;ne', 'Café – Rhône'],
    ['NUL, lone surrogates and zero-width characters go', 'a\u0000b\ud800c\u200bd', 'ab\ufffdcd'],
    ['special spaces become plain', '£30\u00a0000\u2009pa', '£30 000 pa'],
  ])('%s', (_, html, text) => {
    expect(toText(html)).toBe(text)
  })

  test('deep nesting takes linear time', () => {
    const started = performance.now()
    expect(toText(`${'<div>'.repeat(150_000)}deep`)).toBe('deep')
    expect(performance.now() - started).toBeLessThan(2000)
  })

  test('reads no more than a million characters', () => {
    expect(toText('x'.repeat(3_000_000)).length).toBe(1_000_000)
  })
})

describe('clean', () => {
  test('one line, no markup', () => {
    expect(clean(' <strong>Data</strong>\n Engineer &amp; Lead ')).toBe('Data Engineer & Lead')
  })
  test('is cut without breaking a pair of surrogates', () => {
    const cut = clean('ab😀cd', 3)
    expect(cut).toBe('ab')
    expect(cut.isWellFormed()).toBe(true)
  })
})
