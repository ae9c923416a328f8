import { type HostLeases, type HostTurns, hostTurns } from './host-turns.ts'
import type { RobotsFile, RobotsRules } from './robots.ts'

/** Robots files that outlive the process; `key` is origin and product token, times are epoch milliseconds. */
export interface RobotsStore {
  read(key: string): Promise<{ file: RobotsFile; until: number } | null>
  write(key: string, file: RobotsFile, until: number): Promise<void>
}

/** What is known of the hosts that are talked to; shared by the crawls of a process, so that two of them do not double the pace. */
export interface HostMemory {
  turns: HostTurns
  /** By origin and product token; `until` is in epoch milliseconds of the crawl's clock. */
  robots: Map<string, { rules: Promise<RobotsRules>; until: number }>
  store: RobotsStore | null
}

/** @param shared what holds over all processes: leases on hosts and robots files. Without it the process is alone. */
export const hostMemory = (shared: { leases: HostLeases; store: RobotsStore } | null = null): HostMemory => ({
  turns: hostTurns(shared?.leases ?? null),
  robots: new Map(),
  store: shared?.store ?? null,
})

export const processHosts = hostMemory()
