import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'

/** One way to treat a crawler badly, on a host of its own. */
export interface Behaviour {
  /** What the server does, in one line. */
  does: string
  /** Where a crawl of it begins. */
  entry: string
  /** Answers every request but that for robots.txt. */
  answer(visit: Visit): void
  /** Answers `/robots.txt`; where it is missing, robots.txt allows all. */
  robots?(visit: Visit): void
}

export interface Visit {
  request: IncomingMessage
  response: ServerResponse
  url: URL
  /** How many requests of the same kind (robots.txt, or anything else) this host has had before. */
  before: number
  now: Date
}

/** Answers with a body as it is, its Content-Length included. */
export const send =
  (status: number, headers: OutgoingHttpHeaders, body: string | Buffer = '') =>
  ({ response }: Pick<Visit, 'response'>): void => {
    response.writeHead(status, { 'content-length': Buffer.byteLength(body), ...headers }).end(body)
  }

export const html = (body: string | Buffer, status = 200) =>
  send(status, { 'content-type': 'text/html; charset=utf-8' }, body)
export const json = (value: unknown) =>
  send(200, { 'content-type': 'application/json' }, JSON.stringify(value))
export const xml = (body: string) => send(200, { 'content-type': 'application/xml' }, body)
export const text = (body: string | Buffer, status = 200) =>
  send(status, { 'content-type': 'text/plain' }, body)
export const redirect = (location: string, status = 302) => send(status, { location })

/** Writes `piece` again and again, as fast as the client reads or every `ms` milliseconds, until the client leaves. */
export function forever({ response }: Visit, piece: string | Buffer, ms?: number): void {
  if (ms !== undefined) {
    const drip = setInterval(() => response.write(piece), ms)
    response.once('close', () => clearInterval(drip))
    return
  }
  const pour = () => {
    while (!response.destroyed && response.write(piece));
  }
  response.on('drain', pour)
  pour()
}

/** An advert of an invented firm, in the shape of the Greenhouse Job Board API. */
export const greenhouseJob = (id: number, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  id,
  title: `Harbour pilot ${id}`,
  absolute_url: `https://saltmarsh.example/jobs/${id}`,
  company_name: 'Saltmarsh Marine',
  location: { name: 'Grimsby, England' },
  content: '&lt;p&gt;Brings ships in and out of the dock. £41,000 a year.&lt;/p&gt;',
  updated_at: '2025-11-20T09:00:00+00:00',
  first_published: '2025-11-03T09:00:00+00:00',
  ...more,
})

export const GREENHOUSE_LIST = '/v1/boards/saltmarsh/jobs?content=true'

export const greenhouseList = (jobs: Record<string, unknown>[]) => ({ jobs, meta: { total: jobs.length } })

/** A page with one advert as JSON-LD. */
export const advertPage = (words = 'Brings ships in and out of the dock.'): string => {
  const posting = {
    '@context': 'https://schema.org',
    '@type': 'JobPosting',
    title: 'Harbour pilot',
    description: words,
    datePosted: '2025-11-03',
    hiringOrganization: { '@type': 'Organization', name: 'Saltmarsh Marine' },
    jobLocation: { '@type': 'Place', address: { addressLocality: 'Grimsby', addressCountry: 'GB' } },
  }
  const block = JSON.stringify(posting).replaceAll('<', '\\u003c')
  return `<!doctype html><title>Harbour pilot</title><script type="application/ld+json">${block}</script><p>${words}</p>`
}
