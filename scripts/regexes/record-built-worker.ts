import { join, relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import type { Regex, Site } from './find-regexes.ts'

/**
 * Loads modules with a constructor of regexes that takes down what it is given and which line asked for it. A thread of
 * its own, since a thread has its own `RegExp`.
 */
const { root, files } = workerData as { root: string; files: string[] }
const recorded: (Regex & Site)[] = []
const Original = RegExp

/** The line of ours that called, null where it was a library's. */
function caller(): Site | null {
  const frame = (new Error().stack ?? '').split('\n')[4] ?? ''
  const found = /(file:.*):(\d+):\d+\)?$/.exec(frame)
  if (!found) return null
  const file = relative(root, fileURLToPath(found[1]!)).split(sep).join('/')
  return file.startsWith('..') || file.startsWith('node_modules/') ? null : { file, line: Number(found[2]) }
}

function record(regex: RegExp): RegExp {
  const site = caller()
  if (site) recorded.push({ ...site, pattern: regex.source, flags: regex.flags })
  return regex
}

globalThis.RegExp = new Proxy(Original, {
  construct: (_, [pattern, flags]) => record(new Original(pattern, flags)),
  apply: (_, __, [pattern, flags]) => record(Original(pattern, flags)),
})

for (const file of files) await import(pathToFileURL(join(root, file)).href)
parentPort!.postMessage(recorded)
