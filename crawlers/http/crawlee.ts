import { totalmem } from 'node:os'
import { Configuration, EventManager } from '@crawlee/basic'

export { BasicCrawler, LogLevel, log, Request } from '@crawlee/basic'

/** Says nothing of the machine's load, which Crawlee's own measures by running `ps` over all processes. */
class QuietEvents extends EventManager {}

/**
 * For a crawl of fixed concurrency, which the machine's load does not change: nothing is measured and nothing stored.
 * Where the memory is not given, Crawlee runs `ps` to learn it.
 */
export const unmeasured = (): Configuration =>
  new Configuration({
    persistStorage: false,
    purgeOnStart: false,
    memoryMbytes: Math.round(totalmem() / 2 ** 20),
    eventManager: new QuietEvents(),
  })
