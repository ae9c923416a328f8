import { gzipSync } from 'node:zlib'

/** One record of a WARC file; the block may be given as text in Latin-1. */
export interface RecordParts {
  type?: string
  url?: string
  date?: string
  version?: string
  headers?: Record<string, string>
  block: Uint8Array | string
  /** Declares another length than the block's. */
  length?: number
}

export function warcRecord(parts: RecordParts): Buffer {
  const block =
    typeof parts.block === 'string' ? Buffer.from(parts.block, 'latin1') : Buffer.from(parts.block)
  const headers = {
    'WARC-Type': parts.type ?? 'response',
    'WARC-Target-URI': parts.url ?? 'https://board.example/jobs',
    'WARC-Date': parts.date ?? '2026-11-20T10:00:00.5Z',
    'WARC-Record-ID': '<urn:uuid:00000000-0000-4000-8000-000000000001>',
    'Content-Length': String(parts.length ?? block.length),
    ...parts.headers,
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([
    Buffer.from(`${parts.version ?? 'WARC/1.1'}\r\n${lines.join('')}\r\n`),
    block,
    Buffer.from('\r\n\r\n'),
  ])
}

/** An HTTP response as a record's block. */
export function httpBlock(
  body: Uint8Array | string,
  headers: Record<string, string> = {},
  status = '200 OK',
): Buffer {
  const lines = Object.entries({ 'Content-Type': 'application/json', ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  )
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status}\r\n${lines.join('')}\r\n`), Buffer.from(body)])
}

/** The usual form: every record a gzip member of its own. */
export const gzipMembers = (records: Uint8Array[]): Buffer =>
  Buffer.concat(records.map(record => gzipSync(record)))
