import { parentPort } from 'node:worker_threads'
import { checkSync } from 'recheck'
import type { Regex } from './find-regexes.ts'

/** Judges one regex per message; the thread that starts this one sets RECHECK_SYNC_BACKEND to `pure`. */
parentPort!.on('message', ({ pattern, flags, timeout }: Regex & { timeout: number }) => {
  // Recheck does not know the `v` flag; for a pattern that means the same with `u` the answer is the same.
  parentPort!.postMessage(checkSync(pattern, flags.replace('v', 'u'), { timeout, attackTimeout: 10_000 }))
})
