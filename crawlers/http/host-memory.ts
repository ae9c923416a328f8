import { type HostTurns, hostTurns } from './host-turns.ts'
import type { RobotsRules } from './robots.ts'

/** What one process knows of the hosts it talks to; shared by its crawls, so that two of them do not double the pace. */
export interface HostMemory {
  turns: HostTurns
  /** By origin and product token; `until` is in epoch milliseconds of the crawl's clock. */
  robots: Map<string, { rules: Promise<RobotsRules>; until: number }>
}

export const hostMemory = (): HostMemory => ({ turns: hostTurns(), robots: new Map() })

export const processHosts = hostMemory()
