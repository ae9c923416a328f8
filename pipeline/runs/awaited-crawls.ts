import type { Client } from '../../db/connection.ts'
import { readSourceSchedules } from '../../db/queries/schedule.ts'
import type { Source } from '../sources.ts'
import { JITTER } from './schedule.ts'
import { decideCrawl } from './tick.ts'

/**
 * The sources whose crawl for a moment up to `dueAt` is at work, or is to begin within the jitter: what is published for
 * that moment is to count them. One that failed, is paused or put off is not waited for.
 */
export async function awaitedCrawls(
  client: Pick<Client, 'query'>,
  sources: readonly Source[],
  dueAt: Date,
  now: Date,
): Promise<string[]> {
  const names = sources.map(({ name }) => name)
  const states = await readSourceSchedules(client, names)
  return names.filter((_, at) => {
    const decision = decideCrawl(sources[at]!, states[at]!, now, JITTER)
    const comes = decision.run
      ? decision.startAt.getTime() - now.getTime() <= JITTER
      : decision.why === 'at work'
    return comes && decision.dueAt <= dueAt
  })
}
