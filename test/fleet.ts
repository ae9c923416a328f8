import type { Database } from '../db/connection.ts'
import { type FleetProcess, readFleet } from '../db/queries/operations.ts'
import { fleetAt } from '../pipeline/operations/fleet.ts'

/** The processes of a fleet as those on duty see them, the latest first. */
export async function membersOf(
  database: Database,
): Promise<(FleetProcess & { state: 'alive' | 'stopped' | 'dead' })[]> {
  const members = await readFleet(database)
  const { alive } = fleetAt(members, new Date())
  return members.map(member => ({
    ...member,
    state: member.stoppedAt !== null ? 'stopped' : alive.includes(member) ? 'alive' : 'dead',
  }))
}
