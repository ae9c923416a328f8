import { platforms } from '../../crawlers/registry.ts'
import type { Platform } from '../../crawlers/source.ts'

/** A board on a platform, by the options that tell it from others. */
export interface Board {
  platform: Platform
  options: Record<string, unknown>
}

/** The board that people know under an address; null where no platform knows it. */
export function recogniseBoard(url: URL): Board | null {
  for (const platform of platforms) {
    const options = platform.recognise?.(url)
    if (options) return { platform, options }
  }
  return null
}

/** The options without which a platform's interface does not answer, such as an account's key. */
export function neededKeys(platform: Platform): string[] {
  return platform.sign ? missingOptions({ platform, options: {} }) : []
}

/** The options that have yet to be given. */
export function missingOptions({ platform, options }: Board): string[] {
  const { error } = platform.options.safeParse(options)
  const issues = error?.issues ?? []
  return issues.flatMap(({ path }) => {
    const [name] = path
    return path.length === 1 && typeof name === 'string' && !(name in options) ? name : []
  })
}
