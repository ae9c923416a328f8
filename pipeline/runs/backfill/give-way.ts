import { setTimeout as sleep } from 'node:timers/promises'

/** Live work that waits or runs: crawls and publications of the day. */
export interface LiveWork {
  crawls: number
  publications: number
}

/** How a backfill gives way to live work. */
export interface Throttle {
  /** What there is of it now. */
  live(): Promise<LiveWork>
  /** Milliseconds that one transaction waits at most, so that a backfill comes to its end on a busy machine, too. */
  patience: number
  /** Milliseconds between two looks. */
  every: number
}

/** What people are told of it: `gives way to 2 crawls`. */
export function givingWay({ crawls, publications }: LiveWork): string {
  const parts = [
    crawls > 0 && `${crawls} ${crawls === 1 ? 'crawl' : 'crawls'}`,
    publications > 0 && `${publications} ${publications === 1 ? 'publication' : 'publications'}`,
  ].filter(part => part !== false)
  return `gives way to ${parts.join(' and ')}`
}

/**
 * Waits while live work waits or runs, as long as its patience lasts.
 * @param onWait is told what for, each time it waits
 * @returns whether it had to wait
 */
export async function giveWay(
  { live, patience, every }: Throttle,
  onWait: (note: string) => Promise<void>,
): Promise<boolean> {
  const until = performance.now() + patience
  let waited = false
  for (;;) {
    const work = await live()
    if (work.crawls + work.publications === 0 || performance.now() >= until) return waited
    waited = true
    await onWait(givingWay(work))
    await sleep(Math.min(every, Math.max(until - performance.now(), 0)))
  }
}
