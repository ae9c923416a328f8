import {
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml'
import { z } from 'zod'
import { platforms } from '../crawlers/registry.ts'
import { problemsOf, suggestion } from './configuration-problems.ts'
import {
  checkSource,
  cron,
  optionNames,
  repeatedName,
  type Source,
  type SourceConfig,
  SourceSettings,
} from './sources.ts'

/** What a configuration file says, and every problem of it as `line:column: message`. */
export interface ConfigurationFile {
  contact: string | undefined
  publications: PublicationSettings
  /** Where the people on duty are told what happens; null where nobody is. */
  webhook: string | null
  sources: Source[]
  /** Where each of the sources stands, as `line:column`. */
  places: string[]
  problems: string[]
}

interface Problem {
  offset: number
  message: string
  /** Whether it is a key that is wrong, rather than its value. */
  isKey?: boolean
  /** Whether the value names an environment variable that is not set. */
  isUnset?: boolean
}

/** A change from which on people are warned, and one from which on a publication is held; shares of 1. */
const bounds = (warn: number, hold: number) =>
  z.strictObject({ warn: z.number().min(0).max(1), hold: z.number().min(0).max(1) }).default({ warn, hold })

/** How publications come about; every setting has its default. */
export const PublicationSettings = z.strictObject({
  /** When the day's publication is made: a cron expression in UTC. */
  schedule: cron.default('0 7 * * *'),
  /** Days that the calendar's publications are kept, but for month ends. */
  keepDays: z.int().min(1).max(3650).default(60),
  /** When days that were published are published again because adverts of theirs arrived late. */
  restate: z.enum(['daily', 'monthly', 'asked']).default('daily'),
  /** What a publication may differ by from the one before it. */
  expect: z
    .strictObject({
      /** Change of the number of vacancies, as a share. */
      vacancies: bounds(0.15, 0.4),
      /** Change of the share with a recognised title, in points. */
      recognised: bounds(0.05, 0.15),
      /** Change of the share that quotes pay, in points. */
      quoted: bounds(0.05, 0.2),
      /** Change of the median, as a share. */
      median: bounds(0.05, 0.15),
    })
    .prefault({}),
})
export type PublicationSettings = z.infer<typeof PublicationSettings>

const File = z.strictObject({
  /** Address of the people who answer for the crawler; it stands in the user agent. */
  contact: z.string().min(3).optional(),
  publications: PublicationSettings.prefault({}),
  alerts: z
    .strictObject({
      /** An address that is posted a JSON object for each alert. */
      webhook: z.url({ protocol: /^https?$/ }),
    })
    .optional(),
  sources: z.unknown().optional(),
})

const FORM = 'sources: lists boards by platform, as in "sources: { greenhouse: [acme] }"'

/**
 * Reads a `jobtide.yaml`: `contact`, `publications`, `alerts`, and `sources` with boards by platform. A board is a map of
 * its options and of the settings that every source may have, or just its name. `${NAME}` in a value is that environment variable.
 */
export function readConfigurationFile(
  text: string,
  environment: Record<string, string | undefined> = {},
): ConfigurationFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  const problems: Problem[] = []
  const at = (path: readonly PropertyKey[], isKey = false) => offsetOf(document, path, isKey)
  const complain = (path: readonly PropertyKey[], message: string, isKey = false) => {
    problems.push({ offset: at(path, isKey), message, isKey })
  }
  const listed: { path: PropertyKey[]; source: Source }[] = []
  let contact: string | undefined
  let publications = PublicationSettings.parse({})
  let webhook: string | null = null

  for (const error of document.errors)
    problems.push({
      offset: error.pos[0],
      message: `is no YAML: ${error.message.split('\n')[0]!.split(' at line ')[0]}`,
    })
  if (problems.length === 0) {
    substitute(document, environment, problems)
    const content = document.toJS() ?? {}
    const file = File.safeParse(content)
    if (!file.success)
      for (const problem of problemsOf(file.error, Object.keys(File.shape)))
        complain(problem.path, problem.message, problem.isKey)
    else {
      contact = file.data.contact
      publications = file.data.publications
      webhook = file.data.alerts?.webhook ?? null
      readSources(file.data.sources ?? {})
    }
  }

  function readSources(sources: unknown): void {
    if (typeof sources !== 'object' || sources === null || Array.isArray(sources)) {
      complain(['sources'], FORM)
      return
    }
    for (const [name, boards] of Object.entries(sources)) {
      const names = platforms.map(known => known.name)
      const path = ['sources', name]
      if (!names.includes(name)) complain(path, `unknown platform "${name}"${suggestion(name, names)}`, true)
      else if (!Array.isArray(boards)) complain(path, `${name}: must be a list of boards`)
      else for (const [index, entry] of boards.entries()) readSource([...path, index], name, entry)
    }
  }

  function readSource(path: PropertyKey[], platform: string, entry: unknown): void {
    const config = configOf(platform, entry)
    if (config === null) {
      complain(path, `a board of ${platform} is its name or a map of its options`)
      return
    }
    const checked = checkSource(config)
    if ('source' in checked) listed.push({ path, source: checked.source })
    else
      for (const problem of checked.problems)
        complain([...path, ...problem.path], problem.message, problem.isKey)
  }

  for (const [index, { path, source }] of listed.entries())
    if (repeatedName([...listed.slice(0, index).map(each => each.source), source]) === source.name)
      complain(path, `a source is named ${source.name} already; give one of them another name`)

  const unset = new Set(problems.filter(({ isUnset }) => isUnset).map(({ offset }) => offset))
  const placeOf = (offset: number): string => {
    const { line, col } = lines.linePos(offset)
    return `${line || 1}:${col || 1}`
  }
  return {
    contact,
    publications,
    webhook,
    sources: listed.map(({ source }) => source),
    places: listed.map(({ path }) => placeOf(at(path))),
    problems: problems
      // That a value which is missing has the wrong form goes without saying.
      .filter(({ offset, isUnset }) => isUnset || !unset.has(offset))
      // What is misspelt explains what is missing.
      .sort((a, b) => a.offset - b.offset || Number(b.isKey ?? false) - Number(a.isKey ?? false))
      .map(({ offset, message }) => `${placeOf(offset)}: ${message}`),
  }
}

/** Settings that all sources have are told from the platform's own options by their names. */
function configOf(platform: string, entry: unknown): SourceConfig | null {
  const known = platforms.find(({ name }) => name === platform)!
  if (typeof entry === 'string') {
    const [first = 'board'] = optionNames(known)
    return { platform, options: { [first]: entry } }
  }
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return null
  const settings: Record<string, unknown> = {}
  const options: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(entry)) {
    if (Object.hasOwn(SourceSettings.shape, key)) settings[key] = value
    else options[key] = value
  }
  return { ...settings, platform, options }
}

/** Puts environment variables where the file names them: keys of interfaces do not belong into a file. */
function substitute(
  document: Document,
  environment: Record<string, string | undefined>,
  problems: Problem[],
): void {
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value !== 'string') return
      node.value = node.value.replace(/\$\{([A-Z][A-Z0-9_]{0,60})\}/g, (whole, name: string) => {
        const value = environment[name]
        if (value !== undefined) return value
        problems.push({
          offset: node.range?.[0] ?? 0,
          message: `the environment variable ${name} is not set`,
          isUnset: true,
        })
        return whole
      })
    },
  })
}

/** Where a path of keys stands in the file, or as much of it as there is. */
function offsetOf(document: Document, path: readonly PropertyKey[], isKey: boolean): number {
  let node: unknown = document.contents
  let offset = 0
  for (const [depth, key] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find(item => isPair(item) && isScalar(item.key) && item.key.value === key)
      if (!pair) break
      const isLast = depth === path.length - 1
      const named = pair.key as { range?: [number, number, number] }
      offset = named.range?.[0] ?? offset
      node = pair.value
      if (!(isLast && isKey) && isNode(node) && node.range) offset = node.range[0]
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(key)]
      if (!isNode(item)) break
      node = item
      offset = item.range?.[0] ?? offset
    } else break
  }
  return offset
}
