import { startCrawlWorker } from '../../pipeline/queue/crawl-queue.ts'
import { openQueueBackend } from '../../pipeline/queue/queue.ts'
import { openHosts } from '../../pipeline/stages/hosts.ts'
import { assertContact, crawlSetting } from '../crawl-setting.ts'
import { withDatabase } from '../session.ts'
import { say } from '../terminal.ts'
import { describeEnd } from './crawl.ts'

/** Works the crawl queue until it is told to stop. */
export async function work(): Promise<void> {
  await withDatabase(async ({ configuration, database, url }) => {
    assertContact(configuration)
    const queue = await openQueueBackend(url, configuration.queueUrl)
    startCrawlWorker(
      queue,
      database,
      configuration.sources,
      { ...crawlSetting(configuration), hosts: openHosts(database) },
      end => say(describeEnd(end)),
    )
    say('Working the crawl queue; Ctrl-C ends it.')
    await new Promise(() => setInterval(() => {}, 60_000))
  })
}
