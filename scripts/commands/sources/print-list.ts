import { neededKeys } from '../../../pipeline/boards/board.ts'
import { counted, painter } from '../../../pipeline/publish/paint.ts'
import type { knownPlatforms, Source } from '../../../pipeline/sources.ts'
import { columns } from '../../columns.ts'

/** The platforms and the configured sources, as `sources list --json` prints them. */
export function listed(platforms: typeof knownPlatforms, sources: readonly Source[]) {
  return {
    platforms: platforms.map(platform => ({
      name: platform.name,
      title: platform.title,
      homepage: platform.homepage,
      kind: platform.lineage,
      listing: platform.listing,
      keys: neededKeys(platform),
      terms: platform.terms,
      attribution: platform.attribution ?? null,
    })),
    sources: sources.map(source => ({
      name: source.name,
      platform: source.platform.name,
      schedule: source.schedule,
      pace: source.pace,
      terms: source.terms,
      retention: source.retention,
    })),
  }
}

/** The same for a person. */
export function printListed(
  { platforms, sources }: ReturnType<typeof listed>,
  { colour, file, isThere }: { colour: boolean; file: string; isThere: boolean },
): string {
  const paint = painter(colour)
  const dim = (cells: string[]) => cells.map(cell => paint('dim', cell))
  const known = columns([
    dim(['platform', 'what', 'kind', 'listing', 'keys', 'terms read', 'figures']),
    ...platforms.map(({ name, title, kind, listing, keys, terms }) => [
      paint('bold', name),
      title,
      kind,
      listing,
      keys.join(', '),
      terms ? terms.reviewed : 'per site',
      terms ? (terms.aggregates ? 'yes' : paint('yellow', 'no')) : '',
    ]),
  ])
  const configured = columns([
    dim(['source', 'schedule (UTC)', 'pace', 'terms read', 'figures']),
    ...sources.map(({ name, schedule, pace, terms }) => [
      paint('bold', name),
      schedule,
      `${pace / 1000} s`,
      terms ? terms.reviewed : paint('yellow', 'not yet: it does not run'),
      terms ? (terms.aggregates ? 'yes' : paint('yellow', 'no')) : '',
    ]),
  ])
  const asked = platforms.filter(({ attribution }) => attribution !== null)
  return [
    ...known,
    '',
    'complete: a crawl meets every open advert, so it knows which have closed; latest: the newest only.',
    'figures: whether the terms allow figures over many adverts to be published; adverts under others are not counted.',
    ...(asked.length > 0 ? ['', 'To stand beside whatever is made of their adverts:'] : []),
    ...columns(asked.map(({ name, attribution }) => [paint('bold', name), attribution!])),
    '',
    ...(sources.length > 0
      ? [`${counted(sources.length, 'source')} in ${file}`, '', ...configured]
      : [
          `No sources are configured${isThere ? ` in ${file}` : ''}: "jobtide start" runs on the sandbox.`,
          'Begin with the address of a board or careers page: "jobtide sources add https://…".',
        ]),
    '',
  ].join('\n')
}
