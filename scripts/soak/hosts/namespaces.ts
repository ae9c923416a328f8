import { execFileSync, spawnSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { isRunning } from '../../../db/embedded/leases.ts'

/** A machine of the network: a network namespace with one interface. */
export interface NetworkHost {
  name: string
  address: string
  /** The command line that runs `program` there. */
  command(program: string, args: readonly string[]): [string, string[]]
  /** Takes its cable out: nothing reaches it any more, and nobody is told. */
  cut(): void
  mend(): void
}

/** Machines on a bridge, which this process reaches too. */
export interface Network<Name extends string> {
  hosts: Record<Name, NetworkHost>
  /** Ends every process on the machines, and takes all away. */
  remove(): Promise<void>
}

/** Names of namespaces and interfaces begin so, and go on with the process's id; an interface has 15 letters at most. */
const PREFIX = 'jts'

/**
 * Makes a bridge with a machine for each name. What an earlier process that was killed left behind is taken away first.
 * @throws Error saying what is missing where this machine cannot have network namespaces
 */
export async function makeNetwork<Name extends string>(names: readonly Name[]): Promise<Network<Name>> {
  assertPossible()
  for (const left of leftBehind()) await remove(left)
  const id = `${PREFIX}${process.pid.toString(36)}`
  const subnet = freeSubnet()
  const hosts: Partial<Record<Name, NetworkHost>> = {}
  try {
    ip('link', 'add', `${id}b`, 'type', 'bridge')
    ip('address', 'add', `${subnet}.1/24`, 'dev', `${id}b`)
    ip('link', 'set', `${id}b`, 'up')
    for (const [at, name] of names.entries()) hosts[name] = addHost(id, name, at, `${subnet}.${at + 2}`)
  } catch (error) {
    await remove(id)
    throw error
  }
  return { hosts: hosts as Record<Name, NetworkHost>, remove: () => remove(id) }
}

function addHost(id: string, name: string, at: number, address: string): NetworkHost {
  const namespace = `${id}-${name}`
  const port = `${id}v${at}`
  ip('netns', 'add', namespace)
  ip('link', 'add', port, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace)
  ip('link', 'set', port, 'master', `${id}b`, 'up')
  ip('-n', namespace, 'address', 'add', `${address}/24`, 'dev', 'eth0')
  ip('-n', namespace, 'link', 'set', 'eth0', 'up')
  ip('-n', namespace, 'link', 'set', 'lo', 'up')
  return {
    name,
    address,
    command: (program, args) => ['ip', ['netns', 'exec', namespace, program, ...args]],
    cut: () => ip('link', 'set', port, 'down'),
    mend: () => ip('link', 'set', port, 'up'),
  }
}

/** The first three numbers of addresses that no interface here has. */
function freeSubnet(): string {
  const taken = ip('-o', '-4', 'address', 'show')
  const at = Array.from({ length: 254 }, (_, n) => `10.213.${n}`).find(
    subnet => !taken.includes(` ${subnet}.`),
  )
  if (at === undefined) throw new Error('every network of 10.213.0.0/16 is taken here')
  return at
}

function assertPossible(): void {
  if (process.platform !== 'linux') throw new Error('network namespaces are of Linux; this is another system')
  if (process.getuid?.() !== 0) throw new Error('network namespaces are made by root: run it as root')
  const { error } = spawnSync('ip', ['-V'])
  if (error) throw new Error('the program "ip" is missing: install iproute2')
  const probe = `${PREFIX}${process.pid.toString(36)}-probe`
  const { status, stderr } = spawnSync('ip', ['netns', 'add', probe], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`no network namespaces here: ${stderr.trim()}`)
  ip('netns', 'delete', probe)
}

/** Networks of processes that are gone. */
function leftBehind(): string[] {
  const ids = namespaces().map(name => name.split('-')[0]!)
  return [...new Set(ids)].filter(id => !isRunning(Number.parseInt(id.slice(PREFIX.length), 36)))
}

const namespaces = (): string[] =>
  (JSON.parse(ip('-j', 'netns', 'list') || '[]') as { name: string }[])
    .map(({ name }) => name)
    .filter(name => new RegExp(`^${PREFIX}[0-9a-z]+-`).test(name))

async function remove(id: string): Promise<void> {
  for (const namespace of namespaces().filter(name => name.startsWith(`${id}-`))) {
    const isEmpty = () => ip('netns', 'pids', namespace).trim() === ''
    for (let look = 0; look < 200 && !isEmpty(); look++) {
      for (const pid of ip('netns', 'pids', namespace).trim().split('\n')) kill(Number(pid))
      await sleep(25)
    }
    ip('netns', 'delete', namespace)
  }
  const links = (JSON.parse(ip('-j', 'link', 'show') || '[]') as { ifname: string }[]).filter(
    ({ ifname }) => ifname === `${id}b` || ifname.startsWith(`${id}v`),
  )
  // The interfaces of a namespace may go by themselves before this.
  for (const { ifname } of links) spawnSync('ip', ['link', 'delete', ifname])
}

function kill(pid: number): void {
  try {
    if (pid > 1) process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** @throws Error with what `ip` says */
function ip(...args: string[]): string {
  try {
    return execFileSync('ip', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim().split('\n')[0]
    throw new Error(`ip ${args.join(' ')}: ${said || (error as Error).message}`)
  }
}
