import { CronExpressionParser } from 'cron-parser'
import { getDomain } from 'tldts'
import { z } from 'zod'
import { ConfigError } from '../crawlers/errors.ts'
import { platformNamed, platforms } from '../crawlers/registry.ts'
import { type Expectation, type Platform, RawPosting, type Terms } from '../crawlers/source.ts'
import { problemsOf, type SourceProblem } from './configuration-problems.ts'

const share = z.number().min(0).max(1)
const count = z.int().min(0)
/** A five-field cron expression. */
export const cron = z.string().refine(isCron, 'is no cron expression of five fields, as in "0 4 * * *"')

/** What may be set for every source, whatever its platform; what is missing is the platform's own. */
export const SourceSettings = z.strictObject({
  /** By default `platform/board`. */
  name: z
    .string()
    .regex(/^[\w.:/@-]{1,100}$/, 'must be letters, digits and . : / @ - _')
    .optional(),
  /** Five-field cron expression in UTC. */
  schedule: cron.optional(),
  /** Milliseconds between requests to one host. */
  pace: z.int().min(0).max(3_600_000).optional(),
  /** Most requests of one crawl, and most links from a first page. */
  budget: z
    .strictObject({ requests: z.int().min(1).optional(), depth: z.int().min(0).max(20).optional() })
    .optional(),
  /** What a crawl should yield. */
  expect: z
    .strictObject({
      postings: z.tuple([count, count]).optional(),
      fill: z.partialRecord(RawPosting.keyof(), share).optional(),
    })
    .optional(),
  /** The terms of use, the day that a person read them, and whether aggregates may be published under them. */
  terms: z.strictObject({ url: z.url(), reviewed: z.iso.date(), aggregates: z.boolean() }).optional(),
  /** Further hosts that pages may be fetched from, by name; those of the first pages' domain always may. */
  hosts: z.array(z.string().min(1)).optional(),
  /** `host:port` of servers that may have a private address. */
  allowPrivateHosts: z.array(z.string().min(1)).optional(),
  /** Days that raw responses are kept for; without end where it is not given. */
  retention: z.int().min(1).optional(),
  /** Whether mails and phones are taken out of responses before they are stored. */
  redact: z.boolean().optional(),
  /** Days after which an advert's page is fetched again although the listing says that it is the same. */
  recheck: z.int().min(0).optional(),
})
export type SourceSettings = z.infer<typeof SourceSettings>

/** A board on a platform, as the configuration gives it. */
export interface SourceConfig extends SourceSettings {
  platform: string
  /** What the platform needs to know of the board; each platform has its own. */
  options?: Record<string, unknown>
}

/** A source that is ready to be crawled. */
export interface Source {
  name: string
  platform: Platform
  options: unknown
  schedule: string
  pace: number
  budget: { requests: number; depth: number }
  expect: Expectation
  /** Null where nobody has read them: then the source does not run. */
  terms: Terms | null
  hosts: string[]
  allowPrivateHosts: string[]
  retention: number | null
  redact: boolean
  recheck: number
}

const BUDGET = { requests: 10_000, depth: 20 }
const RECHECK_DAYS = 7

/**
 * Checks configured sources against their platforms.
 * @throws ConfigError naming the source, the field and what is wrong, before any request is made
 */
export function resolveSources(configs: readonly SourceConfig[]): Source[] {
  const sources = configs.map((config, index) => {
    const checked = checkSource(config)
    if ('source' in checked) return checked.source
    throw new ConfigError(
      `source ${index + 1} (${config.name ?? config.platform}): ${checked.problems[0]!.message}`,
    )
  })
  const twice = repeatedName(sources)
  if (twice) throw new ConfigError(`two sources are named ${twice}; give one of them another name`)
  return sources
}

/**
 * A source of its configuration, or everything that is wrong with it.
 * @throws ConfigError where no platform has the name
 */
export function checkSource(config: SourceConfig): { source: Source } | { problems: SourceProblem[] } {
  const { platform: platformName, options: given = {}, ...settings } = config
  const platform = platformNamed(platformName)
  const known = SourceSettings.safeParse(settings)
  const options = platform.options.safeParse(given)
  if (!known.success || !options.success) {
    const names = [...Object.keys(SourceSettings.shape), ...optionNames(platform)]
    return {
      problems: [
        ...(known.success ? [] : problemsOf(known.error, names)),
        ...(options.success ? [] : problemsOf(options.error, names)),
      ],
    }
  }
  const { data } = known
  return {
    source: {
      name: data.name ?? defaultName(platform, given),
      platform,
      options: options.data,
      schedule: data.schedule ?? platform.schedule,
      pace: data.pace ?? platform.pace,
      budget: {
        requests: data.budget?.requests ?? BUDGET.requests,
        depth: data.budget?.depth ?? BUDGET.depth,
      },
      expect: {
        postings: data.expect?.postings ?? platform.expect.postings,
        fill: { ...platform.expect.fill, ...data.expect?.fill },
      },
      terms: data.terms ?? platform.terms,
      hosts: data.hosts ?? [],
      allowPrivateHosts: data.allowPrivateHosts ?? [],
      retention: data.retention ?? null,
      redact: data.redact ?? true,
      recheck: data.recheck ?? RECHECK_DAYS,
    },
  }
}

/** The first name that two sources share. */
export const repeatedName = (sources: readonly Source[]): string | undefined =>
  sources.find((source, at) => sources.findIndex(other => other.name === source.name) !== at)?.name

/** The names of a platform's options. */
export function optionNames({ options }: Platform): string[] {
  const schema = options instanceof z.ZodPipe ? options.in : options
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
}

/** Made of the option that tells boards apart; never of any other, which could be a key. */
function defaultName(platform: Platform, options: Record<string, unknown>): string {
  const told = ['board', 'site', 'url', 'sitemap', 'what', 'keywords'].flatMap(key => {
    const value = options[key]
    if (typeof value !== 'string') return []
    const { host, pathname } = URL.parse(value) ?? { host: value, pathname: '/' }
    return (host + (pathname === '/' ? '' : pathname)).replace(/[^\w.:@/-]+/g, '-')
  })
  return [platform.name, ...told.slice(0, 1)].join('/')
}

/**
 * Whether pages of a source may be fetched from an address's host: the hosts of its first pages, others of the same
 * registrable domain, and those that its configuration names.
 */
export function ownHosts(source: Source): (url: URL) => boolean {
  const seeds = source.platform.seeds(source.options).map(({ url }) => new URL(url))
  const hosts = new Set([...seeds.map(url => url.host), ...source.hosts, ...source.allowPrivateHosts])
  const domains = new Set(seeds.flatMap(url => domainOf(url) ?? []))
  return url => {
    if (hosts.has(url.host) || hosts.has(url.hostname)) return true
    const domain = domainOf(url)
    return domain !== null && domains.has(domain)
  }
}

/** Null of an address that has none: a number, `localhost`. */
const domainOf = (url: URL): string | null => getDomain(url.hostname, { allowPrivateDomains: true })

function isCron(expression: string): boolean {
  if (expression.trim().split(/\s+/).length !== 5) return false
  try {
    CronExpressionParser.parse(expression, { tz: 'UTC' })
    return true
  } catch {
    return false
  }
}

/** Every platform jobtide reads. */
export const knownPlatforms: readonly Platform[] = platforms
