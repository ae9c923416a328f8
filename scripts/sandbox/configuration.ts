import { stringify } from 'yaml'

/** A source as `jobtide.yaml` writes it: its options beside the settings that all sources have. */
interface Entry {
  platform: string
  options?: object
}

/** A `jobtide.yaml` that lists boards by platform. @param settings what stands beside them, such as the contact */
export function configurationOf(sources: readonly Entry[], settings: object = {}): string {
  const byPlatform = Map.groupBy(sources, source => source.platform)
  const listed = [...byPlatform].map(([platform, boards]) => [
    platform,
    boards.map(({ platform: _, options, ...settings }) => ({ ...settings, ...options })),
  ])
  return stringify({ ...settings, sources: Object.fromEntries(listed) })
}
