import type { FleetProcess } from '../../db/queries/operations.ts'

/** Seconds of silence after which a process of the fleet counts as dead. */
export const silence = 60

/** Milliseconds for which a process that fell silent is told of, where others do its work. */
const REMEMBERED = 86_400_000

/** The processes of the fleet at a moment. */
export interface Fleet {
  alive: FleetProcess[]
  /** Those that died within a day, whose work others do, and in whose place none was started. */
  silent: FleetProcess[]
  /** Work that was done once and that nobody does any more, each with the last that did. */
  missing: { role: string; last: FleetProcess }[]
}

/** Tells by signs of life who is there, who died, and what nobody does. */
export function fleetAt(processes: readonly FleetProcess[], at: Date): Fleet {
  const isAlive = ({ beatAt, stoppedAt }: FleetProcess) =>
    stoppedAt === null && at.getTime() - beatAt.getTime() <= silence * 1000
  const alive = processes.filter(isAlive)
  const gone = processes
    .filter(each => !isAlive(each))
    .sort((a, b) => b.beatAt.getTime() - a.beatAt.getTime())
  // A scheduler first: without one no other gets anything to do.
  const roles = [...new Set(gone.flatMap(each => each.roles))].sort().sort(isScheduler)
  const missing = roles
    .filter(role => !alive.some(each => each.roles.includes(role)))
    .map(role => ({ role, last: gone.find(each => each.roles.includes(role))! }))
  const successors = new Set(alive)
  const silent = gone.filter(({ roles, beatAt, stoppedAt }) => {
    if (stoppedAt !== null || at.getTime() - beatAt.getTime() > REMEMBERED) return false
    if (missing.some(({ role }) => roles.includes(role))) return false
    const successor = [...successors].find(
      each => each.startedAt > beatAt && roles.every(role => each.roles.includes(role)),
    )
    return !(successor && successors.delete(successor))
  })
  return { alive, silent, missing }
}

const isScheduler = (one: string, other: string): number =>
  Number(other === 'schedule') - Number(one === 'schedule')

/** `crawl+publish on one (process 22)` */
export const placeOf = ({ roles, host, pid }: FleetProcess): string =>
  `${roles.join('+')} on ${host} (process ${pid})`
