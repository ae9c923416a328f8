import { gzipSync } from 'node:zlib'
import {
  advertPage,
  type Behaviour,
  forever,
  GREENHOUSE_LIST,
  greenhouseJob,
  greenhouseList,
  html,
  send,
  text,
  xml,
} from './behaviour.ts'

const list = JSON.stringify(
  greenhouseList(Array.from({ length: 40 }, (_, index) => greenhouseJob(index + 1))),
)

/** Nine levels of ten: a billion copies of the innermost entity. */
const entities = Array.from(
  { length: 9 },
  (_, level) => `<!ENTITY e${level + 1} "${`&e${level};`.repeat(10)}">`,
).join('')

const pay = '£30,000 to £40,000 a year'

/** Bodies that break off, do not end, or are not what they seem. */
export const bodies = {
  'truncated-gzip': {
    does: 'a gzipped body that ends in its middle, its connection closed in good order',
    entry: GREENHOUSE_LIST,
    answer: ({ response }) => {
      const packed = gzipSync(list)
      response
        .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
        .end(packed.subarray(0, packed.length >> 1))
    },
  },
  'cut-json': {
    does: 'a chunked body whose connection breaks in the middle of a record',
    entry: GREENHOUSE_LIST,
    answer: ({ response, request }) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.write(list.slice(0, list.length >> 1), () => request.socket.destroy())
    },
  },
  'short-body': {
    does: 'a Content-Length that is longer than the body',
    entry: GREENHOUSE_LIST,
    answer: ({ response, request }) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': list.length + 500 })
      response.write(list, () => request.socket.end())
    },
  },
  'slow-headers': {
    does: 'headers that arrive a line at a time and never end',
    entry: '/jobs',
    answer: ({ request }) => {
      const { socket } = request
      socket.write('HTTP/1.1 200 OK\r\n')
      const drip = setInterval(() => socket.write('X-Patience: more\r\n'), 20)
      socket.once('close', () => clearInterval(drip))
    },
  },
  'slow-body': {
    does: 'a body that arrives a character at a time and never ends',
    entry: '/jobs',
    answer: visit => {
      visit.response.writeHead(200, { 'content-type': 'text/html' })
      forever(visit, '.', 20)
    },
  },
  'endless-body': {
    does: 'a body that never ends, as fast as it is read',
    entry: '/jobs',
    answer: visit => {
      visit.response.writeHead(200, { 'content-type': 'text/html' })
      forever(visit, Buffer.alloc(65_536, 'sea '))
    },
  },
  'endless-headers': {
    does: 'headers that never end, as fast as they are read',
    entry: '/jobs',
    answer: ({ request }) => {
      const { socket } = request
      const lines = 'X-Wave: breaks on the shore\r\n'.repeat(2_000)
      const pour = () => {
        while (!socket.destroyed && socket.write(lines));
      }
      socket.write('HTTP/1.1 200 OK\r\n')
      socket.on('drain', pour)
      pour()
    },
  },
  'charset-in-meta': {
    does: 'windows-1252 that only a <meta> says',
    entry: '/jobs/1',
    answer: send(
      200,
      { 'content-type': 'text/html' },
      Buffer.from(`<!doctype html><meta charset="windows-1252">${advertPage(pay)}`, 'latin1'),
    ),
  },
  'wrong-charset': {
    does: 'windows-1252 under a header that says UTF-8',
    entry: '/jobs/1',
    answer: html(Buffer.from(advertPage(pay), 'latin1')),
  },
  mojibake: {
    does: 'UTF-8 that was taken for windows-1252 once and encoded again',
    entry: '/jobs/1',
    answer: html(advertPage(Buffer.from(`${pay}, café`).toString('latin1'))),
  },
  'nul-and-surrogates': {
    does: 'JSON with NUL, other control characters and halves of surrogate pairs in every text',
    entry: GREENHOUSE_LIST,
    answer: send(
      200,
      { 'content-type': 'application/json' },
      // JSON.stringify writes half a pair as its escape, which is how such text travels.
      JSON.stringify(
        greenhouseList([
          greenhouseJob(1, {
            title: 'Harbour\u0000 pilot \ud83d',
            location: { name: '\udc00Grimsby\u0007' },
            content: 'Brings\u0000 ships in \ud800 and out',
          }),
          greenhouseJob(2),
        ]),
      ),
    ),
  },
  'entity-bomb': {
    does: 'XML whose entities unfold to a billion copies',
    entry: '/sitemap.xml',
    answer: xml(
      `<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY e0 "wave">${entities}]><urlset><url><loc>&e9;</loc></url></urlset>`,
    ),
  },
  'outer-entity': {
    does: 'XML with an entity that names a file of the reader',
    entry: '/sitemap.xml',
    answer: xml(
      '<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY file SYSTEM "file:///etc/passwd">]><urlset><url><loc>https://saltmarsh.example/&file;</loc></url></urlset>',
    ),
  },
  'deep-nesting': {
    does: 'a page of 100,000 elements, each within the one before',
    entry: '/jobs/1',
    answer: html(`${advertPage()}${'<div>'.repeat(100_000)}<a href="/jobs/2">next</a>`),
  },
  'deep-json': {
    does: 'JSON-LD nested 7,000 levels deep, with keys that aim at prototypes',
    entry: '/jobs/1',
    answer: html(
      `<script type="application/ld+json">{"@type":"JobPosting","title":"Pilot","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"deep":${'['.repeat(7_000)}${']'.repeat(7_000)}}</script>${advertPage()}`,
    ),
  },
  'no-type': {
    does: 'a body without a Content-Type',
    entry: '/jobs/1',
    answer: ({ response }) => response.end(advertPage(pay)),
  },
  'not-http': {
    does: 'an answer that is not HTTP',
    entry: '/jobs',
    answer: ({ request }) => request.socket.end('220 harbour.example ESMTP\r\n'),
  },
  'markup-for-text': {
    does: 'plain text that holds a script',
    entry: '/jobs/1',
    answer: text('<script>alert(1)</script>Harbour pilot'),
  },
} satisfies Record<string, Behaviour>
