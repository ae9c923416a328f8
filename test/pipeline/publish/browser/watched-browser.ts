import { pathToFileURL } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright'
import { findBrowser } from '../../../../crawlers/browser/find-browser.ts'
import { ALARM } from './hostile-adverts.ts'

/** What happened on pages that none should do. */
export interface Watched {
  page: Page
  incidents: string[]
  /** Opens a page of the folder as a reader does, from the file system. */
  open(path: string): Promise<void>
  close(): Promise<void>
}

export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = await findBrowser({})
  return await chromium.launch({
    executablePath,
    env,
    args: ['--no-zygote', '--disable-gpu', '--disable-dev-shm-usage'],
    // Nothing listens there: a request that leaves the folder fails, and is told all the same.
    proxy: { server: 'http://127.0.0.1:9' },
  })
}

/** A page that notes console errors, errors, dialogs, new windows, requests elsewhere, and code that sounds the alarm. */
export async function watchedPage(
  browser: Browser,
  folder: string,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext(options)
  const incidents: string[] = []
  let at = ''
  const note = (what: string) => incidents.push(`${at}: ${what}`)
  const home = `${pathToFileURL(folder).href}/`
  await context.exposeBinding(ALARM, (_, where) => {
    note(`alarm from ${where}`)
  })
  const page = await context.newPage()
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') note(`console: ${message.text()}`)
  })
  page.on('pageerror', error => note(`error: ${error.message}`))
  page.on('dialog', dialog => {
    note(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', request => {
    if (request.url() !== `${home}${at}`) note(`request: ${request.url()}`)
  })
  page.on('framenavigated', frame => {
    if (frame.url().split('#')[0] !== `${home}${at}`) note(`went to ${frame.url()}`)
  })
  context.on('page', () => note('a new window'))
  return {
    page,
    incidents,
    async open(path) {
      at = path
      await page.goto(home + path, { waitUntil: 'load' })
    },
    close: () => context.close(),
  }
}
