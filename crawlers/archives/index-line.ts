import { getSurt, postToGetUrl } from 'warcio'
import { type ArchivedCapture, inOneLine, type WrittenExchange } from './written-exchange.ts'

/** As much of what was posted goes into the key of an index line, as other indexers do it. */
const QUERY_LIMIT = 4096

/** The index line of an answer, as warcio's own indexer writes it. */
export function indexLine(
  capture: ArchivedCapture,
  { kind, digest, status }: WrittenExchange,
  filename: string,
  offset: number,
  length: number,
): string {
  const url = inOneLine(capture.url)
  const request = {
    url,
    method: capture.post == null ? 'GET' : 'POST',
    headers: new Map([['content-type', 'application/json']]),
    postData: capture.post,
    requestBody: '',
  }
  const method = request.method
  postToGetUrl(request, QUERY_LIMIT)
  const mime = kind === 'revisits' ? 'warc/revisit' : (capture.contentType.split(';')[0] ?? '').trim()
  const fields = {
    url,
    mime: mime === '' ? undefined : mime,
    status: kind === 'resources' ? undefined : String(status),
    digest: digest.split(':')[1],
    length: String(length),
    offset: String(offset),
    filename,
    ...(method === 'GET' ? {} : { method, requestBody: request.requestBody }),
  }
  const timestamp = capture.seenAt.replace(/[-:T]/g, '').slice(0, 14)
  const key = getSurt(request.url)
    .toWellFormed()
    .replace(/[^\x21-\x7e]+/g, encodeURIComponent)
  return `${key} ${timestamp} ${inAscii(JSON.stringify(fields))}`
}

/** In lines that are sorted bytewise nothing is to hang on how characters are encoded. */
const inAscii = (text: string): string =>
  text.replace(/[^\x20-\x7e]/g, char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
