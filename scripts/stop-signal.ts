/**
 * The first Ctrl-C or SIGTERM, so that what is in hand is ended in good order; a second one does what it does elsewhere,
 * which is to end the process at once.
 */
export function stopSignal(): Promise<NodeJS.Signals> {
  const { promise, resolve } = Promise.withResolvers<NodeJS.Signals>()
  const signals = ['SIGINT', 'SIGTERM'] as const
  const atOnce = signals.map(signal => {
    const listeners = process.listeners(signal)
    process.removeAllListeners(signal)
    return { signal, listeners }
  })
  const stop = (signal: NodeJS.Signals) => {
    process.removeListener('SIGINT', stop)
    process.removeListener('SIGTERM', stop)
    // Whichever of the two comes second.
    for (const each of atOnce) for (const listener of each.listeners) process.once(each.signal, listener)
    resolve(signal)
  }
  for (const signal of signals) process.once(signal, stop)
  return promise
}
