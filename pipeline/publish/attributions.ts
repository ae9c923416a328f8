import { platforms } from '../../crawlers/registry.ts'

/** What these sources ask to stand beside whatever is made of their adverts, in alphabetical order. */
export function attributionsOf(sources: ReadonlySet<string>): string[] {
  return platforms
    .filter(platform => sources.has(platform.name))
    .flatMap(({ attribution }) => attribution ?? [])
    .toSorted((a, b) => a.localeCompare(b, 'en'))
}
