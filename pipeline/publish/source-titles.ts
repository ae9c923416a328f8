import { platforms } from '../../crawlers/registry.ts'

const titles = new Map(platforms.map(({ name, title }) => [name, title]))

/** A source as people know it: `Greenhouse` of `greenhouse`; its name where no platform has it. */
export const sourceTitle = (source: string): string => titles.get(source) ?? source
