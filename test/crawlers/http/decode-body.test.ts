import { expect, test } from 'vitest'
import { decodeBody } from '../../../crawlers/http/decode-body.ts'

const latin = (text: string): Buffer => Buffer.from(text, 'latin1')

test.each([
  ['the header', latin('\xA330k'), 'text/html; charset=windows-1252', '£30k'],
  [
    'the header over meta',
    Buffer.from('<meta charset="windows-1252">£'),
    'text/html; charset="UTF-8"',
    '<meta charset="windows-1252">£',
  ],
  [
    'meta',
    latin('<meta charset="windows-1252">\xA330k \x96 \x8040k'),
    'text/html',
    '<meta charset="windows-1252">£30k – €40k',
  ],
  ['a byte order mark', Buffer.from('\uFEFF£30k'), 'text/html; charset=windows-1252', '£30k'],
  ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('£30k', 'utf16le')]), 'text/html', '£30k'],
  ['nothing, and it is UTF-8', Buffer.from('<p>£30k'), 'text/html', '<p>£30k'],
  ['nothing, and it is not', latin('<p>\xA330k'), 'text/html', '<p>£30k'],
  ['nothing, in JSON', Buffer.from('{"a":"£"}'), 'application/json', '{"a":"£"}'],
  [
    'an XML declaration',
    latin('<?xml version="1.0" encoding="ISO-8859-1"?><a>\xA3</a>'),
    'text/xml',
    '<?xml version="1.0" encoding="ISO-8859-1"?><a>£</a>',
  ],
  [
    'a false XML declaration',
    Buffer.from('<?xml version="1.0" encoding="UTF-16"?><a>£</a>'),
    'text/xml',
    '<?xml version="1.0" encoding="UTF-16"?><a>£</a>',
  ],
  ['an unknown charset', Buffer.from('£'), 'application/json; charset=klingon', '£'],
  ['no type at all', Buffer.from('£'), '', '£'],
])('charset by %s', (_by, body, contentType, text) => {
  expect(decodeBody(body, contentType)).toBe(text)
})

test('control characters go, C1 becomes the windows-1252 punctuation that was meant', () => {
  expect(decodeBody(Buffer.from('a\u0000b\u0007c\td\r\ne \u0092 \u0080 \u0081'), 'text/plain')).toBe(
    'abc\td\r\ne ’ € ',
  )
})
