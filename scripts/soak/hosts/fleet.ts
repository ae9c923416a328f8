import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SourceConfig } from '../../../pipeline/sources.ts'
import { configurationOf } from '../../sandbox/configuration.ts'
import { project } from '../../session.ts'
import type { NetworkHost } from './namespaces.ts'

/** A command of jobtide that runs on a machine of the network. */
export interface FleetProcess {
  host: NetworkHost
  pid: number
  kill(): Promise<void>
  /** Tells it to stop. @returns its exit code, and what it says where that is not 0; null where it was killed */
  stop(): Promise<{ code: number | null; log: string }>
  isGone(): boolean
}

/** Where its machine finds the others. */
export interface Surroundings {
  databaseUrl: string
  queueUrl: string
  sources: readonly SourceConfig[]
  /** A folder for homes, configurations and logs. */
  folder: string
}

/** Due once since New Year: the scheduler makes up for that at once, and nothing else falls due meanwhile. */
const SCHEDULE = '0 0 1 1 *'

/** Starts `scripts/jobtide …` on a machine; its name stands in its user agent. */
export function startFleetProcess(
  host: NetworkHost,
  args: readonly string[],
  { databaseUrl, queueUrl, sources, folder }: Surroundings,
): FleetProcess {
  const home = join(folder, host.name)
  mkdirSync(home)
  const file = join(home, 'jobtide.yaml')
  const settings = { contact: `https://example.org/${host.name}`, publications: { schedule: SCHEDULE } }
  const listed = sources.map(source => ({ ...source, schedule: SCHEDULE }))
  writeFileSync(file, configurationOf(listed, settings))
  const log = join(home, 'log')
  const output = openSync(log, 'a')
  const child = spawn(...host.command(join(project, 'scripts/jobtide'), args), {
    detached: true,
    stdio: ['ignore', output, output],
    env: {
      PATH: process.env.PATH,
      JOBTIDE_HOME: home,
      JOBTIDE_CONFIG: file,
      DATABASE_URL: databaseUrl,
      QUEUE_URL: queueUrl,
    },
  })
  closeSync(output)
  const gone = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  const isGone = () => child.exitCode !== null || child.signalCode !== null
  return {
    host,
    pid: child.pid!,
    isGone,
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
    async stop() {
      if (!isGone()) child.kill('SIGTERM')
      const [code] = await gone
      return { code, log }
    },
  }
}

/** The user agent that a process of the fleet has. */
export const isOf =
  ({ host }: FleetProcess) =>
  (userAgent: string): boolean =>
    userAgent.includes(`/${host.name})`)
