import { join } from 'node:path'
import { ConfigError, type Configuration, NO_CONTACT } from '../pipeline/configuration.ts'
import type { CrawlSetting } from '../pipeline/stages/crawl.ts'
import { product } from '../pipeline/versions.ts'
import { say } from './terminal.ts'

/**
 * Sites of others are asked by somebody who can be reached.
 * @throws ConfigError where the sources have hosts on the web, and the configuration names no contact
 */
export function assertContact({ contact, sources, file }: Configuration): void {
  if (contact !== NO_CONTACT) return
  const ofOthers = sources.find(({ platform, options, allowPrivateHosts }) =>
    platform.seeds(options).some(({ url }) => !allowPrivateHosts.includes(new URL(url).host)),
  )
  if (ofOthers)
    throw new ConfigError(
      `${file} names no contact, and ${ofOthers.name} is a site of others: add "contact: https://…", where they can reach you; it stands in the user agent`,
    )
}

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
