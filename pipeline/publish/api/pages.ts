import { Hono } from 'hono'
import { html } from 'hono/html'
import { getMimeType } from 'hono/utils/mime'
import { type PageFile, readPageFile } from './page-file.ts'
import { plainPage } from './plain-page.ts'
import { holds, securityHeaders } from './response-headers.ts'

/** Pages bring their own, stricter policy; this one holds for whatever else lies in the folder. */
const policy =
  "default-src 'self' 'unsafe-inline' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/**
 * The static pages of a folder, read anew for every request.
 * @param log takes what went wrong on our side, a line each
 * @param live pages by path that are drawn for each reader; the page carries its own policy
 */
export function createPages(
  folder: string,
  log: (line: string) => void,
  live: Readonly<Record<string, () => Promise<string>>> = {},
): Hono {
  const pages = new Hono()
  pages.on(['GET', 'HEAD'], '*', async context => {
    const { pathname, search } = new URL(context.req.url)
    const draw = Object.hasOwn(live, pathname.slice(1)) ? live[pathname.slice(1)] : undefined
    if (draw) return liveResponse(await draw())
    const found = await readPageFile(folder, pathname)
    if (found === 'folder')
      return new Response(null, {
        status: 301,
        headers: { ...securityHeaders, location: `${pathname}/${search}` },
      })
    return found ? fileResponse(found, context.req.header('if-none-match')) : await notFound(folder, pathname)
  })
  pages.all('*', () => {
    const refused = plainPage('Only reading is possible', html`<p>Ask with GET or HEAD.</p>`, 405)
    refused.headers.set('allow', 'GET, HEAD')
    return refused
  })
  pages.onError((error, context) => {
    log(`${context.req.method} ${context.req.path}: ${error.message}`)
    return plainPage('Something is wrong here', html`<p>The error is in the log of the server.</p>`, 500)
  })
  return pages
}

function fileResponse({ name, bytes, etag }: PageFile, given: string | undefined, status = 200): Response {
  const headers = { ...securityHeaders, etag, 'cache-control': 'public, no-cache' }
  if (status === 200 && holds(given, etag)) return new Response(null, { status: 304, headers })
  return new Response(bytes, {
    status,
    headers: {
      ...headers,
      'content-type': getMimeType(name) ?? 'application/octet-stream',
      'content-security-policy': policy,
    },
  })
}

const liveResponse = (page: string): Response =>
  new Response(page, {
    headers: {
      ...securityHeaders,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
    },
  })

/** The folder's own `404.html`, else a page that says where to look. */
async function notFound(folder: string, path: string): Promise<Response> {
  const own = await readPageFile(folder, '/404.html')
  if (own && own !== 'folder') return fileResponse(own, undefined, 404)
  const home = path !== '/' && (await readPageFile(folder, '/'))
  return plainPage(
    'There is no such page',
    home
      ? html`<p><a href="/">The first page</a> leads to all there are.</p>`
      : html`<p>No pages have been written yet: <code>jobtide report</code> does so. The figures are at <a href="/api/">/api/</a>.</p>`,
    404,
  )
}
