import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Diagnostics } from 'recheck'
import type { Regex } from './find-regexes.ts'

/** Milliseconds that one regex may take; one that takes longer counts as not shown to be safe. */
const TIMEOUT = 40_000

/** The text that makes a regex slow: each pump is repeated. */
export type Attack = Pick<
  Extract<Diagnostics, { status: 'vulnerable' }>['attack'],
  'pumps' | 'suffix' | 'pattern'
>

/** What recheck says of a regex; `attack` is there where it found one. */
export interface Verdict {
  safe: boolean
  /** "linear", "2nd degree polynomial", "exponential", or why there is no answer. */
  complexity: string
  attack?: Attack
}

type Verdicts = Record<string, Verdict>

/**
 * Judges regexes by recheck's JavaScript build, which gives the same everywhere (the native ones need a platform), on
 * as many threads as there are cores.
 * @param cacheFile keeps the verdicts, by recheck's version and the regex
 */
export async function judgeRegexes(regexes: readonly Regex[], cacheFile: string): Promise<Verdict[]> {
  const stored = readVerdicts(cacheFile)
  const verdicts: Verdicts = {}
  const open: Regex[] = []
  for (const regex of regexes) {
    const known = stored[keyOf(regex)]
    if (known) verdicts[keyOf(regex)] = known
    else open.push(regex)
  }
  const threads = Math.min(availableParallelism(), open.length)
  await Promise.all(Array.from({ length: threads }, () => work(open, verdicts)))
  mkdirSync(dirname(cacheFile), { recursive: true })
  writeFileSync(cacheFile, JSON.stringify(verdicts))
  return regexes.map(regex => verdicts[keyOf(regex)]!)
}

/** One thread: takes regexes from the list until none is left. */
function work(open: Regex[], verdicts: Verdicts): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(import.meta.dirname, 'judge-worker.ts'), {
      env: { ...process.env, RECHECK_SYNC_BACKEND: 'pure' },
    })
    let regex: Regex | undefined
    const next = () => {
      regex = open.shift()
      if (regex) worker.postMessage({ ...regex, timeout: TIMEOUT })
      else worker.terminate().then(() => resolve(), reject)
    }
    worker.on('error', reject)
    worker.on('message', (diagnostics: Diagnostics) => {
      verdicts[keyOf(regex!)] = verdictOf(diagnostics)
      next()
    })
    next()
  })
}

function verdictOf(diagnostics: Diagnostics): Verdict {
  switch (diagnostics.status) {
    case 'safe':
      return { safe: true, complexity: diagnostics.complexity.summary }
    case 'vulnerable': {
      const { pumps, suffix, pattern } = diagnostics.attack
      return {
        safe: false,
        complexity: diagnostics.complexity.summary,
        attack: { pumps, suffix, pattern },
      }
    }
    case 'unknown': {
      const { kind, ...more } = diagnostics.error
      return { safe: false, complexity: `no answer: ${kind}${'message' in more ? ` (${more.message})` : ''}` }
    }
  }
}

const version: string = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../node_modules/recheck/package.json'), 'utf8'),
).version

const keyOf = ({ pattern, flags }: Regex): string =>
  createHash('sha256').update(`${version} /${pattern}/${flags}`).digest('base64url')

function readVerdicts(path: string): Verdicts {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return {}
  }
}
