import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { load } from 'js-yaml'
import { z } from 'zod'
import { ConfigError } from '../crawlers/errors.ts'

export { ConfigError }

import { resolveSources, type Source } from './sources.ts'

/** Every setting from outside: field → environment variable → default. Only `scripts/` reads the environment. */
export const Environment = z.object({
  JOBTIDE_HOME: z.string().min(1).default('.jobtide'),
  JOBTIDE_CONFIG: z.string().min(1).default('jobtide.yaml'),
  DATABASE_URL: z.string().min(1).optional(),
  QUEUE_URL: z.string().min(1).optional(),
  BROWSER_PATH: z.string().min(1).optional(),
})

const ConfigFile = z.strictObject({
  /** Address of the people who answer for the crawler; it stands in the user agent. */
  contact: z.string().min(3).optional(),
  sources: z.array(z.unknown()).default([]),
})

/** jobtide's settings, checked. */
export interface Configuration {
  /** Absolute path of the data directory. */
  home: string
  databaseUrl: string | null
  queueUrl: string | null
  browserPath: string | undefined
  contact: string
  /** Empty where nothing is configured. */
  sources: Source[]
}

/**
 * Reads the settings.
 * @param environment variables of the process
 * @param project the folder that relative paths start from
 * @throws ConfigError naming the file, the field and what is wrong
 */
export function readConfiguration(
  environment: Record<string, string | undefined>,
  project: string,
): Configuration {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const variables = Environment.parse(set)
  const path = resolve(project, variables.JOBTIDE_CONFIG)
  if (environment.JOBTIDE_CONFIG && !existsSync(path))
    throw new ConfigError(`there is no file ${path} (JOBTIDE_CONFIG)`)
  const file = existsSync(path) ? readFile(path) : ConfigFile.parse({})
  return {
    home: resolve(project, variables.JOBTIDE_HOME),
    databaseUrl: variables.DATABASE_URL ?? null,
    queueUrl: variables.QUEUE_URL ?? null,
    browserPath: variables.BROWSER_PATH,
    contact: file.contact ?? 'contact not configured',
    sources: resolveSources(file.sources),
  }
}

function readFile(path: string): z.infer<typeof ConfigFile> {
  let content: unknown
  try {
    content = load(readFileSync(path, 'utf8'), { filename: path })
  } catch (cause) {
    throw new ConfigError(`${path} is no YAML: ${(cause as Error).message.split('\n')[0]}`, { cause })
  }
  const parsed = ConfigFile.safeParse(content ?? {})
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(issue => `${issue.path.join('.') || 'the file'}: ${issue.message}`)
  throw new ConfigError(`${path}: ${problems.join('; ')}`)
}
