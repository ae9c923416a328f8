import { ConfigError } from './errors.ts'
import { nearestName } from './nearest-name.ts'
import { adzuna } from './platforms/adzuna/index.ts'
import { arbeitnow } from './platforms/arbeitnow/index.ts'
import { ashby } from './platforms/ashby/index.ts'
import { bamboohr } from './platforms/bamboohr/index.ts'
import { breezy } from './platforms/breezy/index.ts'
import { careerjet } from './platforms/careerjet/index.ts'
import { greenhouse } from './platforms/greenhouse/index.ts'
import { himalayas } from './platforms/himalayas/index.ts'
import { hnHiring } from './platforms/hn-hiring/index.ts'
import { jobicy } from './platforms/jobicy/index.ts'
import { jooble } from './platforms/jooble/index.ts'
import { lever } from './platforms/lever/index.ts'
import { personio } from './platforms/personio/index.ts'
import { pinpoint } from './platforms/pinpoint/index.ts'
import { recruitee } from './platforms/recruitee/index.ts'
import { reed } from './platforms/reed/index.ts'
import { remoteok } from './platforms/remoteok/index.ts'
import { remotive } from './platforms/remotive/index.ts'
import { rippling } from './platforms/rippling/index.ts'
import { rss } from './platforms/rss/index.ts'
import { schemaOrg } from './platforms/schema-org/index.ts'
import { smartrecruiters } from './platforms/smartrecruiters/index.ts'
import { teamtailor } from './platforms/teamtailor/index.ts'
import { weworkremotely } from './platforms/weworkremotely/index.ts'
import { workable } from './platforms/workable/index.ts'
import { workday } from './platforms/workday/index.ts'
import type { Platform } from './source.ts'

/**
 * Every platform, in the order in which they are asked whether a response is theirs: the interfaces with a path of
 * their own first, then feeds, then any page.
 */
export const platforms: readonly Platform[] = [
  greenhouse,
  ashby,
  lever,
  workable,
  recruitee,
  smartrecruiters,
  workday,
  bamboohr,
  adzuna,
  reed,
  jooble,
  careerjet,
  hnHiring,
  arbeitnow,
  himalayas,
  jobicy,
  remoteok,
  remotive,
  weworkremotely,
  personio,
  teamtailor,
  breezy,
  pinpoint,
  rippling,
  rss,
  schemaOrg,
]

/** @throws ConfigError where no platform has the name; its message lists those that exist */
export function platformNamed(name: string): Platform {
  const platform = platforms.find(known => known.name === name)
  if (platform) return platform
  const names = platforms.map(known => known.name)
  const nearest = nearestName(name, names)
  const hint = nearest === undefined ? '' : `; did you mean "${nearest}"?`
  throw new ConfigError(`unknown platform "${name}"${hint} (known: ${names.join(', ')})`)
}

/**
 * The platform that a stored response belongs to, undefined where it is nobody's.
 * @param contentType the Content-Type header, `''` where there was none
 */
export function platformOf(url: string | URL, contentType: string): Platform | undefined {
  if (!URL.canParse(url)) return undefined
  const address = new URL(url)
  return platforms.find(platform => platform.owns(address, contentType))
}
