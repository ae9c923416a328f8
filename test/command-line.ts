import { type ChildProcess, fork, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'

const project = join(import.meta.dirname, '..')

export interface Setting {
  /** Besides PATH and HOME, which every command line gets. */
  env?: Record<string, string>
  /** Folder it runs in; that of the tests when not given. */
  cwd?: string
  /** What it reads from standard input; nothing when not given. */
  input?: string
}

export interface Ended {
  /** Exit code; null where a signal ended it. */
  code: number | null
  stdout: string
  stderr: string
}

/** What `command-server.ts` is sent. */
export interface CommandLine {
  args: readonly string[]
  env: Record<string, string>
  cwd: string
  input: string
  /** Written to both streams behind what the command writes. */
  mark: string
}

/** What `command-server.ts` sends back once a command line is over. */
export interface Answer {
  code: number
  /** Whether the process may run another. */
  clean: boolean
}

const environment = (env: Record<string, string> = {}): Record<string, string> => ({
  PATH: process.env.PATH!,
  HOME: process.env.HOME ?? '/',
  ...env,
})

/**
 * Starts a command line as a user does, through the launcher and in a process of its own.
 * @param installation another copy of the project
 */
export const startJobtide = (
  args: readonly string[],
  { env, cwd }: Setting = {},
  installation = project,
): ChildProcess =>
  spawn(join(installation, 'scripts/jobtide'), args, {
    env: environment(env),
    cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
  })

/** Runs a command line as a user does, through the launcher and in a process of its own. */
export async function launchJobtide(
  args: readonly string[],
  setting: Setting = {},
  installation = project,
): Promise<Ended> {
  const child = startJobtide(args, setting, installation)
  child.stdin!.on('error', () => {})
  child.stdin!.end(setting.input ?? '')
  const [code, stdout, stderr] = await Promise.all([
    new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve)),
    text(child.stdout!),
    text(child.stderr!),
  ])
  return { code, stdout, stderr }
}

/**
 * Runs a command line in a process that stands by for the command lines of this test worker, with an environment,
 * folder and standard input of its own: the program's own code, without the second that a start costs. They run one
 * after the other. For signals, pipes that close early and the launcher itself there is `launchJobtide`.
 */
export function jobtide(args: readonly string[], setting: Setting = {}): Promise<Ended> {
  const ended = queue.then(() => ask(args, setting))
  queue = ended.catch(() => {})
  return ended
}

let queue: Promise<unknown> = Promise.resolve()
let server: ChildProcess | null = null

/** It ends with the test worker: it is told when their channel closes. */
function standBy(): ChildProcess {
  const child = fork(join(import.meta.dirname, 'command-server.ts'), {
    execPath: join(project, 'node_modules/.bin/node'),
    execArgv: ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=8'],
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8')
    ;(stream as typeof stream & { unref(): void }).unref()
  }
  child.channel!.unref()
  child.unref()
  return child
}

async function ask(args: readonly string[], { env, cwd, input }: Setting): Promise<Ended> {
  server ??= standBy()
  const child = server
  const mark = `\0${randomUUID()}\0`
  const line: CommandLine = {
    args,
    env: environment(env),
    cwd: cwd ?? process.cwd(),
    input: input ?? '',
    mark,
  }
  const written = ['', '']
  return await new Promise<Ended>((resolve, reject) => {
    let answer: Answer | null = null
    const streams = [child.stdout!, child.stderr!]
    const readers = streams.map((_, at) => (chunk: string) => {
      written[at] += chunk
      settle()
    })
    const answered = (message: unknown) => {
      answer = message as Answer
      settle()
    }
    // A command that ends the process itself.
    const closed = (code: number | null) => end(code)
    function settle() {
      if (!answer || !written.every(each => each.endsWith(mark))) return
      if (!answer.clean) child.disconnect()
      end(answer.code)
    }
    function end(code: number | null) {
      for (const [at, stream] of streams.entries()) stream.off('data', readers[at]!)
      child.off('message', answered).off('close', closed).off('error', reject)
      if (!answer?.clean) server = null
      const [stdout, stderr] = written.map(each => each.replace(mark, '')) as [string, string]
      resolve({ code, stdout, stderr })
    }
    for (const [at, stream] of streams.entries()) stream.on('data', readers[at]!)
    child.on('message', answered).on('close', closed).on('error', reject)
    child.send(line)
  })
}
