import { ConfigError } from '../pipeline/configuration.ts'
import { knownPlatforms, type Source } from '../pipeline/sources.ts'

/**
 * The platforms that are meant by names of platforms, or of configured sources. A stored response knows its platform and
 * not the source that it was asked for, so a source stands for all of its platform.
 * @throws ConfigError where a name is neither
 */
export function platformsOf(names: readonly string[], sources: readonly Source[]): string[] {
  const platforms = names.map(name => {
    if (knownPlatforms.some(platform => platform.name === name)) return name
    const source = sources.find(each => each.name === name)
    if (source)
      throw new ConfigError(
        `--source ${name}: a stored response knows its platform and not its source; write ${source.platform.name} for all of its platform`,
      )
    // Archives may hold raw postings of sources that no platform reads.
    if (/^[\w.-]{1,100}$/.test(name)) return name
    throw new ConfigError(`--source ${name}: write the name of a platform; "jobtide sources" lists them`)
  })
  return [...new Set(platforms)]
}
