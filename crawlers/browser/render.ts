import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Request, Route } from 'playwright'
import type { Answer } from '../http/exchange.ts'
import { PageFailure } from '../http/failure.ts'
import { type BrowserChoice, findBrowser } from './find-browser.ts'
import { isTracker } from './trackers.ts'

/** A request that a page makes while it is being rendered. */
export interface PartErrand {
  url: string
  method: string
  headers: Record<string, string>
  body: Buffer | null
  timeoutMs: number
}

export interface RenderJob {
  /** The document itself, already fetched. */
  first: Answer
  /** The selector whose appearance says that the page is complete. */
  waitFor: string
  timeoutMs: number
  userAgent: string
  /** Fetches everything else; a rejection is a failed request to the page. */
  load(errand: PartErrand): Promise<Answer>
}

export interface Renderer {
  /**
   * The document's HTML once the awaited element is there.
   * @throws PageFailure `not-rendered`
   * @throws ConfigError where there is no browser
   */
  render(job: RenderJob): Promise<string>
  close(): Promise<void>
}

/** Kinds of request that text does not need. */
const UNNEEDED = new Set([
  'image',
  'media',
  'font',
  'texttrack',
  'eventsource',
  'ping',
  'manifest',
  'cspviolationreport',
])
const PARTS_PER_PAGE = 200
const PART_BYTES_PER_PAGE = 50_000_000
const PART_TIMEOUT = 10_000
const BROWSER_ARGS = [
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  // Fewer processes: the zygotes and the GPU's end after their parent, and stay defunct in a container without an init.
  '--no-zygote',
  '--in-process-gpu',
]
/** Headers that describe a connection or a browser that is not ours, or a body as it was before unpacking. */
const DROPPED_HEADERS =
  /^(:.*|host|user-agent|accept-encoding|connection|content-length|content-encoding|transfer-encoding|upgrade-insecure-requests|sec-.*)$/

/**
 * Renders pages in one Chromium, started for the first of them.
 *
 * The browser has no network of its own: its proxy does not exist, and every request is answered with what `load`
 * fetched. So redirects, sub-resources and frames pass the same address guard, robots.txt, limits and turns as a
 * plain request, which intercepting alone does not give: Playwright does not intercept the later hops of a redirect.
 */
export function renderer(choice: BrowserChoice): Renderer {
  let running: Promise<Running> | null = null

  async function start(): Promise<Browser> {
    const known = await running?.catch(() => null)
    if (known?.browser.isConnected()) return known.browser
    await known?.stop()
    running = launch(choice)
    return (await running).browser
  }

  return {
    async render(job) {
      const browser = await start()
      const deadline = Promise.withResolvers<never>()
      const timer = setTimeout(() => {
        deadline.reject(
          new PageFailure(
            'not-rendered',
            `no ${job.waitFor} within ${job.timeoutMs} ms: ${job.first.url.href}`,
          ),
        )
      }, job.timeoutMs)
      let context: BrowserContext | undefined
      try {
        context = await browser.newContext({
          userAgent: job.userAgent,
          serviceWorkers: 'block',
          acceptDownloads: false,
        })
        return await Promise.race([renderIn(context, job), deadline.promise])
      } catch (error) {
        if (error instanceof PageFailure) throw error
        const reason = (error as Error).message.split('\n')[0]
        throw new PageFailure('not-rendered', `${job.first.url.href}: ${reason}`, { cause: error })
      } finally {
        clearTimeout(timer)
        // A page that is caught in a loop does not close; its browser goes with it.
        if (context && !(await within(2_000, context.close()))) await (await running)?.stop()
      }
    },
    async close() {
      const known = await running?.catch(() => null)
      running = null
      await known?.stop()
    },
  }
}

async function renderIn(context: BrowserContext, job: RenderJob): Promise<string> {
  const page = await context.newPage()
  let parts = 0
  let bytes = 0
  let firstServed = false

  async function answer(route: Route, request: Request): Promise<void> {
    if (UNNEEDED.has(request.resourceType()) || isTracker(request.url()))
      return await route.abort('blockedbyclient')
    if (!firstServed && request.isNavigationRequest() && request.frame() === page.mainFrame()) {
      firstServed = true
      return await fulfil(route, job.first)
    }
    if (++parts > PARTS_PER_PAGE || bytes > PART_BYTES_PER_PAGE) return await route.abort('blockedbyclient')
    const loaded = await job.load({
      url: request.url(),
      method: request.method(),
      headers: kept(await request.allHeaders()),
      body: request.postDataBuffer(),
      timeoutMs: PART_TIMEOUT,
    })
    bytes += loaded.body.length
    await fulfil(route, loaded)
  }

  await context.route('**/*', (route, request) =>
    // A request may outlive its page; then there is nobody left to answer.
    answer(route, request).catch(() => route.abort('failed').catch(() => {})),
  )
  await context.routeWebSocket(/.*/, socket => socket.close())
  page.on('dialog', dialog => dialog.dismiss().catch(() => {}))
  await page.goto(job.first.url.href, { waitUntil: 'commit', timeout: job.timeoutMs })
  await page.waitForSelector(job.waitFor, { state: 'attached', timeout: job.timeoutMs })
  return await page.content()
}

const fulfil = (route: Route, { status, headers, body }: Answer) =>
  route.fulfill({
    status,
    headers: kept(headers),
    body: Buffer.from(body.buffer, body.byteOffset, body.byteLength),
  })

function kept(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const result: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || DROPPED_HEADERS.test(name.toLowerCase())) continue
    result[name] = Array.isArray(value)
      ? value.join(name.toLowerCase() === 'set-cookie' ? '\n' : ', ')
      : value
  }
  return result
}

interface Running {
  browser: Browser
  stop(): Promise<void>
}

async function launch(choice: BrowserChoice): Promise<Running> {
  const [{ chromium }, found] = await Promise.all([import('playwright'), findBrowser(choice)])
  const home = await mkdtemp(join(tmpdir(), 'jobtide-browser-home-'))
  try {
    const browser = await chromium.launch({
      executablePath: found.executablePath,
      headless: true,
      // Port 9 (discard) answers nobody; Playwright sends loopback addresses to the proxy as well.
      proxy: { server: 'http://127.0.0.1:9' },
      args: BROWSER_ARGS,
      // Not the environment of this process, which holds secrets.
      env: { HOME: home, TMPDIR: home, PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', TZ: 'UTC', ...found.env },
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    })
    const stop = async () => {
      await browser.close()
      await rm(home, { recursive: true, force: true, maxRetries: 3 })
    }
    return { browser, stop }
  } catch (error) {
    await rm(home, { recursive: true, force: true })
    throw error
  }
}

/** Whether the work is done within so many milliseconds. */
async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>(resolve => {
    timer = setTimeout(resolve, ms, false)
  })
  const done = await Promise.race([
    work.then(
      () => true,
      () => true,
    ),
    late,
  ])
  clearTimeout(timer)
  return done
}
