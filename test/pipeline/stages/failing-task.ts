import type { Unread } from '../../../pipeline/stages/extraction-task.ts'

/** A thread's module that comes to the end that the first response's address names. */
export function read(responses: readonly Unread[]): never {
  const end = new URL(responses[0]!.response.url).pathname.slice(1)
  if (end === 'exit') process.exit(3)
  if (end === 'memory') {
    const kept: unknown[] = []
    for (;;) kept.push(new Array(100_000).fill(kept.length))
  }
  throw new TypeError('nothing is as it was')
}
