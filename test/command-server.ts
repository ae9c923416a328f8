import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Answer, CommandLine } from './command-line.ts'

/**
 * Runs the command lines that its parent sends, one after the other, as `scripts/jobtide.ts` runs one. Each has its own
 * arguments, environment, folder and standard input, and is over once nothing of it is under way, as a process is.
 */
const project = join(import.meta.dirname, '..')
enableCompileCache(join(project, 'node_modules/.cache/jobtide'))
const { run } = await import('../scripts/command-line.ts')
const { interruption } = await import('../scripts/interruption.ts')
const { processHosts } = await import('../crawlers/http/host-memory.ts')

/** Where a command line listens until its process ends. */
const heard = [
  [process.stdout, 'error'],
  [process.stderr, 'error'],
  [process, 'SIGINT'],
  [process, 'SIGTERM'],
] as const

process.once('disconnect', () => process.exit())
process.on('message', async (line: CommandLine) => {
  const listening = heard.map(([emitter, event]) => emitter.rawListeners(event))
  const underWay = process.getActiveResourcesInfo().length
  begin(line)
  process.exitCode = await run(process.argv)
  while (process.getActiveResourcesInfo().length > underWay) await sleep(2)
  const code = Number(process.exitCode)
  for (const [at, [emitter, event]] of heard.entries())
    for (const listener of emitter.rawListeners(event))
      if (!listening[at]!.includes(listener)) emitter.off(event, listener as () => void)
  for (const stream of [process.stdout, process.stderr])
    await new Promise<unknown>(resolve => stream.write(line.mark, resolve))
  process.send!({ code, clean: isClean() } satisfies Answer)
})

function begin({ args, env, cwd, input }: CommandLine): void {
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name]
  Object.assign(process.env, env)
  process.chdir(cwd)
  process.argv = [process.execPath, join(project, 'scripts/jobtide.ts'), ...args]
  const stdin = Readable.from(input === '' ? [] : [Buffer.from(input)], { objectMode: false })
  Object.defineProperty(process, 'stdin', { value: stdin, configurable: true })
  process.exitCode = undefined
}

/** Whether the next command line finds the process as a new one: no host is remembered, nothing was interrupted. */
const isClean = (): boolean => interruption.signal === null && processHosts.robots.size === 0
