import { performance } from 'node:perf_hooks'

/** A host that is ours to ask, until `end` is called. */
export interface Turn {
  /** Aborted when another process may have been let through: the request is to be given up. Null where there is none. */
  lost: AbortSignal | null
  end(): void
}

/** Lets one request at a time through to each host. */
export interface HostTurns {
  /**
   * Waits for the host to be free and for `pause` milliseconds since its last request ended. Rejects with the signal's
   * reason where it is aborted first.
   */
  take(host: string, pause: number, signal?: AbortSignal): Promise<Turn>
  /** Gives back the hosts that nobody waits for. */
  close(): Promise<void>
}

/** Which process may talk to which host: one at a time, over all processes. */
export interface HostLeases {
  /** Waits for the host. `idle`: milliseconds since its last request, whoever made it, ended; infinite where there was none. */
  acquire(host: string, signal?: AbortSignal): Promise<{ idle: number; lost: AbortSignal }>
  /** @param idle milliseconds since our last request to it ended */
  release(host: string, idle: number): Promise<void>
}

interface Lane {
  /** Resolves when everyone who came before has finished. */
  tail: Promise<void>
  waiting: number
  lastEnd: number
  /** What this process has of the host; null where another one may have it. */
  lease: { since: number; lost: AbortSignal } | null
  /** Gives the lease back when nobody asked for the host for a while. */
  giveBack: NodeJS.Timeout | null
}

const LANES_KEPT = 5_000
/** A lease is kept for a moment after the last request, so that a crawl does not fetch it anew for each page. */
const IDLE = 250
/** Another process that wants the host gets it after so long at the latest. */
const LONGEST_LEASE = 5_000
/** Longer than a process that waits takes to ask again; else the one that has it would always be first. */
const OFFER = 100

export function hostTurns(leases: HostLeases | null = null): HostTurns {
  const lanes = new Map<string, Lane>()

  function laneOf(host: string): Lane {
    const known = lanes.get(host)
    if (known) return known
    if (lanes.size >= LANES_KEPT) {
      for (const [name, lane] of lanes) if (lane.waiting === 0 && lane.lease === null) lanes.delete(name)
    }
    const lane: Lane = {
      tail: Promise.resolve(),
      waiting: 0,
      lastEnd: Number.NEGATIVE_INFINITY,
      lease: null,
      giveBack: null,
    }
    lanes.set(host, lane)
    return lane
  }

  async function obtain(host: string, lane: Lane, signal: AbortSignal | undefined): Promise<void> {
    if (!leases) return
    if (lane.giveBack) clearTimeout(lane.giveBack)
    lane.giveBack = null
    if (lane.lease?.lost.aborted) lane.lease = null
    if (lane.lease && performance.now() - lane.lease.since > LONGEST_LEASE) {
      await giveUp(host, lane)
      await sleep(OFFER, signal)
    }
    if (lane.lease) return
    const { idle, lost } = await leases.acquire(host, signal)
    const since = performance.now()
    lane.lease = { since, lost }
    lane.lastEnd = Math.max(lane.lastEnd, since - idle)
  }

  async function giveUp(host: string, lane: Lane): Promise<void> {
    if (!leases || !lane.lease) return
    const { lost } = lane.lease
    lane.lease = null
    if (!lost.aborted) await leases.release(host, performance.now() - lane.lastEnd)
  }

  /** Gives the host back when it stays idle; a lane with somebody in it is not. */
  function considerGivingBack(host: string, lane: Lane): void {
    if (!leases || lane.waiting > 0 || !lane.lease) return
    lane.giveBack = setTimeout(() => {
      lane.giveBack = null
      if (lane.waiting === 0) giveUp(host, lane).catch(() => {})
    }, IDLE)
    lane.giveBack.unref()
  }

  return {
    async take(host, pause, signal) {
      const lane = laneOf(host)
      const before = lane.tail
      const { promise, resolve } = Promise.withResolvers<void>()
      lane.tail = before.then(() => promise)
      lane.waiting++
      const leave = () => {
        lane.waiting--
        considerGivingBack(host, lane)
        resolve()
      }
      try {
        await orAborted(before, signal)
        await obtain(host, lane, signal)
        await sleep(lane.lastEnd + pause - performance.now(), signal)
      } catch (error) {
        leave()
        throw error
      }
      return {
        lost: lane.lease?.lost ?? null,
        end() {
          lane.lastEnd = performance.now()
          leave()
        },
      }
    },
    async close() {
      for (const [host, lane] of lanes) {
        if (lane.giveBack) clearTimeout(lane.giveBack)
        lane.giveBack = null
        if (lane.waiting === 0) await giveUp(host, lane)
      }
    },
  }
}

function orAborted(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return work
  if (signal.aborted) return Promise.reject(signal.reason)
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

/** Resolves after `ms` milliseconds, never before (at once for none), or rejects with the signal's reason. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) throw signal.reason
  const until = performance.now() + ms
  // A timer leaves fractions out and may be early by a millisecond more.
  for (let left = ms; left > 0; left = until - performance.now()) await pauseOf(Math.ceil(left), signal)
}

function pauseOf(ms: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const pause = new Promise<void>(resolve => {
    timer = setTimeout(resolve, ms)
  })
  return orAborted(pause, signal).finally(() => clearTimeout(timer))
}
