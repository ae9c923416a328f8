import { type Behaviour, forever, html, redirect, send, text, type Visit } from './behaviour.ts'

const page = html('<!doctype html><p>A page behind a strange robots.txt')

/** The file's own size; crawlers must read its first 500 KiB. */
const LARGE = 600 * 1024

/** Disallows `/private` at the head, `/late` beyond the first 500 KiB. */
function largeFile(): string {
  const head = 'User-agent: *\nDisallow: /private\n'
  const tail = 'Disallow: /late\n'
  const comment = `# ${'-'.repeat(97)}\n`
  return head + comment.repeat(Math.ceil((LARGE - head.length - tail.length) / comment.length)) + tail
}

const withRobots = (does: string, robots: (visit: Visit) => void, entry = '/jobs') => ({
  does,
  entry,
  robots,
  answer: page,
})

/** Ways in which robots.txt is not a plain file; the pages behind it answer. */
export const robotsFiles = {
  'robots-crlf-bom': withRobots(
    'robots.txt begins with a byte order mark, has CRLF, and disallows /private',
    text('\uFEFFUser-agent: *\r\nDisallow: /private\r\n'),
    '/private/1',
  ),
  'robots-5xx': withRobots('robots.txt answers 503', send(503, {})),
  'robots-reset': withRobots('the connection is reset when robots.txt is asked for', ({ request }) =>
    request.socket.resetAndDestroy(),
  ),
  'robots-timeout': withRobots('robots.txt never answers', () => {}),
  'robots-slow': withRobots('robots.txt arrives a comment at a time and never ends', visit => {
    visit.response.writeHead(200, { 'content-type': 'text/plain' })
    visit.response.write('User-agent: *\n')
    forever(visit, '#\n', 50)
  }),
  'robots-429': withRobots('robots.txt answers 429', send(429, { 'retry-after': '60' })),
  'robots-404': withRobots('there is no robots.txt, which allows all', send(404, {})),
  'robots-redirects': withRobots(
    'robots.txt is five redirects away, and disallows all',
    visit =>
      visit.before < 5
        ? redirect(`/robots.txt?${visit.before}`)(visit)
        : text('User-agent: *\nDisallow: /\n')(visit),
    '/jobs',
  ),
  'robots-600-kib': withRobots('robots.txt has 600 KiB', visit => text(largeFile())(visit), '/private/1'),
  'robots-delay': withRobots('robots.txt asks for an hour between two requests', visit =>
    text('User-agent: *\nCrawl-delay: 3600\n')(visit),
  ),
} satisfies Record<string, Behaviour>
