import { type HostMemory, hostMemory } from '../../crawlers/http/host-memory.ts'
import type { Database } from '../../db/connection.ts'
import { openHostLeases } from '../../db/host-leases.ts'
import { findRobots, keepRobots } from '../../db/queries/robots.ts'

/**
 * What is known of hosts, shared by all processes on the database: who may talk to which, when each was last asked, and
 * its robots.txt. Close its `turns` in the end.
 */
export function openHosts(database: Database): HostMemory {
  const leases = openHostLeases(database.pool)
  const memory = hostMemory({
    leases,
    store: {
      async read(key) {
        const kept = await findRobots(database, key)
        return kept && { file: { verdict: kept.verdict, text: kept.text }, until: kept.validUntil }
      },
      write: (key, file, until) => keepRobots(database, key, { ...file, validUntil: until }),
    },
  })
  const { turns } = memory
  return {
    ...memory,
    turns: {
      take: turns.take,
      async close() {
        await turns.close()
        await leases.close()
      },
    },
  }
}
