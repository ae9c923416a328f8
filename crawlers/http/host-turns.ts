/** Lets one request at a time through to each host. */
export interface HostTurns {
  /**
   * Waits for the host to be free and for `pause` milliseconds since its last request ended; call the result when
   * the request is over. Rejects with the signal's reason where it is aborted first.
   */
  take(host: string, pause: number, signal?: AbortSignal): Promise<() => void>
}

interface Lane {
  /** Resolves when everyone who came before has finished. */
  tail: Promise<void>
  waiting: number
  lastEnd: number
}

const LANES_KEPT = 5_000

export function hostTurns(): HostTurns {
  const lanes = new Map<string, Lane>()

  function laneOf(host: string): Lane {
    const known = lanes.get(host)
    if (known) return known
    if (lanes.size >= LANES_KEPT) {
      for (const [name, lane] of lanes) if (lane.waiting === 0) lanes.delete(name)
    }
    const lane: Lane = { tail: Promise.resolve(), waiting: 0, lastEnd: Number.NEGATIVE_INFINITY }
    lanes.set(host, lane)
    return lane
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
        resolve()
      }
      try {
        await orAborted(before, signal)
        await sleep(lane.lastEnd + pause - performance.now(), signal)
      } catch (error) {
        leave()
        throw error
      }
      return () => {
        lane.lastEnd = performance.now()
        leave()
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

/** Resolves after `ms` milliseconds (at once for none), or rejects with the signal's reason. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.reject(signal.reason)
  if (!(ms > 0)) return Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  const pause = new Promise<void>(resolve => {
    timer = setTimeout(resolve, ms)
  })
  return orAborted(pause, signal).finally(() => clearTimeout(timer))
}
