import { join } from 'node:path'
import type { Configuration } from '../pipeline/configuration.ts'
import type { CrawlSetting } from '../pipeline/stages/crawl.ts'
import { product } from '../pipeline/versions.ts'
import { say } from './terminal.ts'

/** How this installation crawls: who it says it is, by which browser, and by which clock. */
export const crawlSetting = (
  configuration: Configuration,
  clock: () => Date = () => new Date(),
): CrawlSetting => ({
  userAgent: `${product.name}/${product.version} (+${configuration.contact})`,
  clock,
  browser: { executablePath: configuration.browserPath, cacheDirectory: join(configuration.home, 'browser') },
  log: (level, message) => {
    if (level === 'warn') say(message)
  },
})
