import { existsSync, statfsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findBrowser } from '../../../crawlers/browser/find-browser.ts'
import manifest from '../../../package.json' with { type: 'json' }
import type { Configuration } from '../../configuration.ts'
import { broken, type Finding, sized, warning, well } from './finding.ts'

/** Types are stripped as code is read from this version on. */
const oldestNode = 24

export function checkNode(running: string): Finding {
  const pinned = manifest.dependencies.node
  if (Number(running.split('.')[0]) < oldestNode)
    return broken(
      'Node.js',
      `${running} is too old`,
      `start by scripts/jobtide, which takes the pinned ${pinned}; where it does not, run "npm start"`,
    )
  if (running !== pinned)
    return warning('Node.js', `${running}, where ${pinned} is pinned`, 'start by scripts/jobtide')
  return well('Node.js', `${running}, as pinned`)
}

/** Bytes below which people are told, and below which a crawl may fail while it is stored. */
const little = 2e9
const least = 2e8

/** @param free bytes; by default what the file system of the data directory says */
export function checkDisk({ home, databaseUrl }: Configuration, free = freeAt(home)): Finding {
  const where = `${sized(free)} free at ${home}`
  const todo = 'make room; "jobtide sources purge" deletes what is past its retention'
  if (free < least) return broken('disk', where, todo)
  if (free < little) return warning('disk', where, todo)
  return well('disk', databaseUrl ? `${where}; the disk of the database's host is not seen from here` : where)
}

function freeAt(folder: string): number {
  let there = folder
  while (!existsSync(there)) there = dirname(there)
  const { bavail, bsize } = statfsSync(there)
  return bavail * bsize
}

export async function checkBrowser({ browserPath, home, sources }: Configuration): Promise<Finding> {
  const needing = sources.filter(({ platform, options }) =>
    platform.seeds(options).some(page => page.waitFor !== undefined),
  )
  try {
    const found = await findBrowser({ executablePath: browserPath, cacheDirectory: join(home, 'browser') })
    return well('browser', `starts: ${found.executablePath}`)
  } catch (error) {
    const { message } = error as Error
    const todo = 'install Chromium, or name one in BROWSER_PATH'
    if (needing.length > 0) return broken('browser', message, todo)
    return warning(
      'browser',
      `${message}; no source that is configured begins with a page that needs it`,
      todo,
    )
  }
}
