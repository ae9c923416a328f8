import { z } from 'zod'
import { ConfigError } from '../crawlers/errors.ts'
import { platformNamed, platforms } from '../crawlers/registry.ts'
import type { Platform } from '../crawlers/source.ts'

/** A board on a platform, as the configuration gives it. */
export const SourceConfig = z.strictObject({
  /** `platform/board`; made from the options where it is not given. */
  name: z.string().min(1).optional(),
  platform: z.string(),
  /** What the platform needs to know of the board; each platform has its own. */
  options: z.record(z.string(), z.unknown()).default({}),
  /** Milliseconds between requests; the platform's own where it is not given. */
  pace: z.number().int().min(0).optional(),
  /** `host:port` of servers that may have a private address. */
  allowPrivateHosts: z.array(z.string()).default([]),
})
export type SourceConfig = z.input<typeof SourceConfig>

/** A source that is ready to be crawled. */
export interface Source {
  name: string
  platform: Platform
  options: unknown
  pace: number
  allowPrivateHosts: string[]
}

/**
 * Checks configured sources against their platforms.
 * @throws ConfigError naming the source, the field and what is wrong, before any request is made
 */
export function resolveSources(configs: readonly unknown[]): Source[] {
  const sources = configs.map((config, index) => resolveSource(config, index))
  const twice = sources.find(
    (source, index) => sources.findIndex(other => other.name === source.name) !== index,
  )
  if (twice) throw new ConfigError(`two sources are named ${twice.name}; give one of them another name`)
  return sources
}

function resolveSource(config: unknown, index: number): Source {
  const where = `source ${index + 1}`
  const parsed = SourceConfig.safeParse(config)
  if (!parsed.success) throw new ConfigError(`${where}: ${problems(parsed.error)}`)
  const { data } = parsed
  const platform = platformNamed(data.platform)
  const options = platform.options.safeParse(data.options)
  if (!options.success)
    throw new ConfigError(`${where} (${data.name ?? data.platform}), options: ${problems(options.error)}`)
  // Never any option: it could be a key.
  const first = ['board', 'url', 'sitemap', 'what']
    .map(key => data.options[key])
    .find(value => typeof value === 'string')
  return {
    name: data.name ?? `${platform.name}${first ? `/${first}` : ''}`,
    platform,
    options: options.data,
    pace: data.pace ?? platform.pace,
    allowPrivateHosts: data.allowPrivateHosts,
  }
}

const problems = (error: z.ZodError): string =>
  error.issues.map(issue => `${issue.path.join('.') || 'the entry'}: ${issue.message}`).join('; ')

/** Every platform jobtide reads. */
export const knownPlatforms: readonly Platform[] = platforms
