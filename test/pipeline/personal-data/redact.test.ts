import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { redact, redactText } from '../../../pipeline/personal-data/redact.ts'

const redacted = (text: string, type = 'text/html') => Buffer.from(redact(Buffer.from(text), type)).toString()

describe('mails and phones', () => {
  test.each([
    ['Write to jobs.x+1@acme.example.org now', 'Write to [mail removed] now'],
    [
      '<a href="mailto:anna@acme.example">anna@acme.example</a>',
      '<a href="mailto:[mail removed]">[mail removed]</a>',
    ],
    ['anna%40acme.example', '[mail removed]'],
    ['anna&#64;acme.example', '[mail removed]'],
    [String.raw`{"text":"Contact:\nanna@acme.example"}`, String.raw`{"text":"Contact:\n[mail removed]"}`],
    [String.raw`{"text":"\u003canna@acme.example\u003e"}`, String.raw`{"text":"\u003c[mail removed]\u003e"}`],
    ['ring 020 7946 0018 or (0191) 498 0042', 'ring [phone removed] or [phone removed]'],
    ['+44 (0)20 7946 0018, +1-212-555-0143', '[phone removed], [phone removed]'],
    [String.raw`{"text":"Phone\n07700 900123"}`, String.raw`{"text":"Phone\n[phone removed]"}`],
    ['Tel: 02079460018', 'Tel: [phone removed]'],
    ['call (212) 555-0143 or 212.555.0143', 'call [phone removed] or [phone removed]'],
    ['Büro: +49 30 901820 (Zürich)', 'Büro: [phone removed] (Zürich)'],
  ])('%s', (text, expected) => {
    expect(redacted(text)).toBe(expected)
  })
})

test.each([
  '{"id":"02079460018","number":44207946001}',
  '£30,000 - £40,000, 2026-11-21T05:00:00+00:00, 25+ days',
  'react@18.2.0, @context, user@localhost',
  'https://boards.example/jobs/0123-456-7890?ref=0207-946-0018',
  '10.0.0.1, 0.123 456 7890, 1234-5678-9012',
  'ISO 27001 2022 2013, 01/02/2026, 09:00 - 17:30',
])('%s stays', text => {
  expect(redacted(text)).toBe(text)
})

it('leaves what is no text, and UTF-16, as they are', () => {
  const body = Buffer.from('anna@acme.example')
  expect(redact(body, 'application/pdf')).toBe(body)
  const wide = Buffer.from('\uFEFFanna@acme.example', 'utf16le')
  expect(redact(wide, 'text/html')).toBe(wide)
})

it('leaves JSON what it is, and no address in it', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      'anna@acme.example',
      '020 7946 0018',
      '+44 20 7946 0018',
      '\n',
      '\t',
      '"',
      '\\',
      '\u0001',
      'é',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece), pieces => {
      const text = JSON.stringify({ text: pieces.join(' ') })
      const after = redactText(text)
      expect(() => JSON.parse(after)).not.toThrow()
      expect(after).not.toContain('anna@acme')
    }),
    { numRuns: 2000 },
  )
})
