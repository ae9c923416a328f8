import { createHash } from 'node:crypto'
import { type AddressInfo, createServer, type Socket } from 'node:net'

/**
 * A child process of the crawl bench: pages on as many ports of loopback as its argument says. They are made in
 * advance and written to the socket as they are, so that the server is never what is measured.
 */

const HOSTS = Number(process.argv[2])
/** Different pages; each of them is served under many addresses. */
const PAGES = 64
const PAGE_BYTES = 20_000
const LAST_MODIFIED = 'Thu, 20 Nov 2025 09:00:00 GMT'

function message(contentType: string, body: string, more = ''): Buffer {
  const head = `HTTP/1.1 200 OK\r\nContent-Type: ${contentType}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${more}\r\n`
  return Buffer.from(head + body)
}

/** A page as job boards have them: JSON-LD in the head, the advert, and much that is neither. */
function page(index: number): Buffer {
  const words = `Plans the ${index}th route of the ferry, and keeps its timetable. `
  const posting = JSON.stringify({
    '@context': 'https://schema.org',
    '@type': 'JobPosting',
    title: `Route planner ${index}`,
    description: words.repeat(20),
    datePosted: '2025-11-20',
    hiringOrganization: { '@type': 'Organization', name: 'Northferry' },
    jobLocation: { '@type': 'Place', address: { addressLocality: 'Hull', addressCountry: 'GB' } },
  })
  const head = `<!doctype html><title>Route planner ${index}</title><script type="application/ld+json">${posting}</script><main><p>${words.repeat(20)}</main>`
  const item = '<li class="menu-item"><a href="/harbours/quay">All jobs at the quay</a></li>\n'
  const body = head + item.repeat(Math.ceil((PAGE_BYTES - head.length) / item.length))
  const etag = createHash('sha1').update(body).digest('hex').slice(0, 20)
  return message('text/html; charset=utf-8', body, `ETag: "${etag}"\r\nLast-Modified: ${LAST_MODIFIED}\r\n`)
}

const robots = message('text/plain', 'User-agent: *\nDisallow: /account/\n')
const pages = Array.from({ length: PAGES }, (_, index) => page(index))

function answer(socket: Socket): void {
  let waiting = ''
  socket.setNoDelay(true)
  socket.on('error', () => {})
  socket.on('data', chunk => {
    waiting += chunk.toString('latin1')
    for (let end = waiting.indexOf('\r\n\r\n'); end >= 0; end = waiting.indexOf('\r\n\r\n')) {
      const path = waiting.slice(waiting.indexOf(' ') + 1, waiting.indexOf(' HTTP/'))
      waiting = waiting.slice(end + 4)
      socket.write(
        path === '/robots.txt' ? robots : pages[Number(path.slice(path.lastIndexOf('/') + 1)) % PAGES]!,
      )
    }
  })
}

const ports = await Promise.all(
  Array.from({ length: HOSTS }, async () => {
    const server = createServer(answer)
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    return (server.address() as AddressInfo).port
  }),
)
process.send?.(ports)
// The bench is gone, so nobody asks any more.
process.once('disconnect', () => process.exit())
