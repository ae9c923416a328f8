import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

/** A server that was started for a soak. */
export interface ServerProcess {
  /** Waits until it has printed `text`. @throws Error with what it said instead, where it ends before */
  says(text: string): Promise<void>
  /** Ends it by `signal`, and waits until it is gone. */
  stop(signal: NodeJS.Signals): Promise<void>
}

/**
 * Starts a server.
 * @param detached whether it outlives Ctrl-C, so that who started it stops it in order
 */
export function startServer(
  program: string,
  args: readonly string[],
  { detached }: { detached: boolean },
): ServerProcess {
  const child = spawn(program, args, {
    detached,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
  })
  const gone = once(child, 'exit')
  let said = ''
  const heard = (text: string) => {
    said = (said + text).slice(-4_000)
  }
  child.stdout.setEncoding('utf8').on('data', heard)
  child.stderr.setEncoding('utf8').on('data', heard)
  return {
    async says(text) {
      while (!said.includes(text)) {
        if (child.exitCode !== null) throw new Error(`${program} does not start: ${said.trim()}`)
        await sleep(25)
      }
    },
    async stop(signal) {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      await gone
    },
  }
}
