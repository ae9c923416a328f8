import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  constants,
  createBrotliCompress,
  createDeflate,
  createDeflateRaw,
  createGzip,
  createZstdCompress,
} from 'node:zlib'
import type { Behaviour, Visit } from './behaviour.ts'

/** Bytes that a bomb unpacks to; deflate packs them into 611 KB, brotli into 481 bytes. */
export const BOMB_BYTES = 600 << 20

const spaces = Buffer.alloc(1 << 20, ' ')

/** Packed while it is read: the server holds no bomb, and packs no more than is taken. */
function unpacksTo(bytes: number): Readable {
  let left = bytes
  return new Readable({
    read() {
      this.push(left > 0 ? spaces.subarray(0, Math.min(left, spaces.length)) : null)
      left -= spaces.length
    },
  })
}

const packers = {
  gzip: () => createGzip({ level: 9 }),
  deflate: () => createDeflate({ level: 9 }),
  'deflate-raw': () => createDeflateRaw({ level: 9 }),
  br: () =>
    createBrotliCompress({
      params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 24 },
    }),
  // A window of 128 MB, the largest that decoders accept unasked.
  zstd: () => createZstdCompress({ params: { [constants.ZSTD_c_windowLog]: 27 } }),
}

function explode({ response }: Visit, packer: keyof typeof packers, headers: Record<string, string>): void {
  response.writeHead(200, headers)
  // A client that leaves ends it; that is what is hoped for.
  pipeline(unpacksTo(BOMB_BYTES), packers[packer](), response).catch(() => {})
}

const encoded = (packer: keyof typeof packers, contentEncoding: string) => ({
  does: `600 MiB of spaces in a few KB, as Content-Encoding ${contentEncoding} (${packer})`,
  entry: '/jobs',
  answer: (visit: Visit) =>
    explode(visit, packer, { 'content-type': 'text/html', 'content-encoding': contentEncoding }),
})

/** Small answers that unpack to very large ones. */
export const bombs = {
  'bomb-gzip': encoded('gzip', 'gzip'),
  'bomb-deflate': encoded('deflate', 'deflate'),
  'bomb-deflate-raw': encoded('deflate-raw', 'deflate'),
  'bomb-brotli': encoded('br', 'br'),
  'bomb-zstd': encoded('zstd', 'zstd'),
  'bomb-gz-file': {
    does: '600 MiB of spaces as a sitemap.xml.gz',
    entry: '/sitemap.xml.gz',
    answer: visit => explode(visit, 'gzip', { 'content-type': 'application/gzip' }),
  },
  'bomb-robots': {
    does: '600 MiB of spaces as a gzipped robots.txt',
    entry: '/jobs',
    robots: visit => explode(visit, 'gzip', { 'content-type': 'text/plain', 'content-encoding': 'gzip' }),
    answer: ({ response }) => response.end('<p>a page'),
  },
} satisfies Record<string, Behaviour>
