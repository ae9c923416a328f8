import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { ConfigError } from '../crawlers/errors.ts'
import { type PublicationSettings, readConfigurationFile } from './configuration-file.ts'
import type { Source } from './sources.ts'

export { ConfigError }

/** Every setting from outside: field → environment variable → default. Only `scripts/` reads the environment. */
export const Environment = z.object({
  JOBTIDE_HOME: z.string().min(1).default('.jobtide'),
  JOBTIDE_CONFIG: z.string().min(1).default('jobtide.yaml'),
  DATABASE_URL: z.string().min(1).optional(),
  QUEUE_URL: z.string().min(1).optional(),
  BROWSER_PATH: z.string().min(1).optional(),
})

/** What the user agent says where the file names nobody. */
export const NO_CONTACT = 'contact not configured'

/** jobtide's settings, checked. */
export interface Configuration {
  /** Absolute path of the data directory. */
  home: string
  databaseUrl: string | null
  queueUrl: string | null
  browserPath: string | undefined
  /** Absolute path of the file that lists the sources, whether there is one or not. */
  file: string
  contact: string
  publications: PublicationSettings
  /** Where the people on duty are told what happens; null where nobody is. */
  webhook: string | null
  /** Empty where nothing is configured. */
  sources: Source[]
}

/**
 * Reads the settings.
 * @param environment variables of the process
 * @param project the folder that relative paths start from
 * @throws ConfigError naming the file, the line and what is wrong
 */
export function readConfiguration(
  environment: Record<string, string | undefined>,
  project: string,
): Configuration {
  const { problems, ...configuration } = openConfiguration(environment, project)
  if (environment.JOBTIDE_CONFIG && !existsSync(configuration.file))
    throw new ConfigError(`there is no file ${configuration.file} (JOBTIDE_CONFIG)`)
  if (problems.length > 0) {
    const more =
      problems.length > 1 ? ` (and ${problems.length - 1} more: "jobtide sources check" lists them)` : ''
    throw new ConfigError(`${configuration.file}:${problems[0]}${more}`)
  }
  return configuration
}

/** The settings as they stand: whatever of the file can be read, and what is wrong with the rest. */
export interface OpenConfiguration extends Configuration {
  /** `line:column: message` each. */
  problems: string[]
  /** `line:column` of each of the sources. */
  places: string[]
}

/** Reads the settings for those who look after them: a file with faults, or none, is no reason to stop. */
export function openConfiguration(
  environment: Record<string, string | undefined>,
  project: string,
): OpenConfiguration {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const variables = Environment.parse(set)
  const path = resolve(project, variables.JOBTIDE_CONFIG)
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const { contact, publications, webhook, sources, places, problems } = readConfigurationFile(text, set)
  return {
    home: resolve(project, variables.JOBTIDE_HOME),
    databaseUrl: variables.DATABASE_URL ?? null,
    queueUrl: variables.QUEUE_URL ?? null,
    browserPath: variables.BROWSER_PATH,
    file: path,
    contact: contact ?? NO_CONTACT,
    publications,
    webhook,
    sources,
    places,
    problems,
  }
}
