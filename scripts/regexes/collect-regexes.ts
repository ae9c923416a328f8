import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { findRegexes, type Regex, type Site } from './find-regexes.ts'

/** A regex and every place that has it. */
export interface Collected extends Regex {
  sites: Site[]
}

export interface Collection {
  regexes: Collected[]
  /** Places that build regexes, but none while the modules load: nothing is known of these. */
  unseen: Site[]
}

/** Every regex of some folders: the literals by parsing, the built ones by loading the modules. */
export async function collectRegexes(root: string, folders: readonly string[]): Promise<Collection> {
  const sources = folders
    .flatMap(folder =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(name => `${folder}/${name}`),
    )
    .map(name => name.replaceAll('\\', '/'))
    .filter(name => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .sort()
    .map(file => findRegexes(file, readFileSync(join(root, file), 'utf8')))
  const sites = sources.flatMap(({ built }) => built)
  const recorded = await recordBuilt(root, [...new Set(sites.map(({ file }) => file))])
  const regexes = new Map<string, Collected>()
  for (const { file, line, pattern, flags } of [
    ...sources.flatMap(({ literals }) => literals),
    ...recorded,
  ]) {
    const key = `/${pattern}/${flags}`
    const regex = regexes.get(key) ?? { pattern, flags, sites: [] }
    if (!regex.sites.some(site => site.file === file && site.line === line)) regex.sites.push({ file, line })
    regexes.set(key, regex)
  }
  const unseen = sites.filter(
    ({ file, line }) => !recorded.some(built => built.file === file && built.line === line),
  )
  return { regexes: [...regexes.values()], unseen }
}

const recordBuilt = (root: string, files: readonly string[]): Promise<(Regex & Site)[]> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(join(import.meta.dirname, 'record-built-worker.ts'), {
      workerData: { root, files },
    })
    worker.once('message', resolve).once('error', reject)
  })
