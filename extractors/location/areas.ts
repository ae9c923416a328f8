import { gazetteer } from './gazetteer.ts'
import { areaFile } from './place-files.ts'
import type { AreaKind } from './place-lists.ts'

/** A place that statistics can be made for. */
export interface StatisticsArea {
  /** Unique. */
  name: string
  kind: AreaKind
  /**
   * What its medians are compared with, null for countries other than the UK. Not a tree: `UK` and
   * `UK excluding London` are compared with each other.
   */
  parent: string | null
}

/** Every area and place of the taxonomy, parents before children. */
export const areas: readonly StatisticsArea[] = [...gazetteer.values()].map(({ name, kind, within }) => ({
  name,
  kind,
  parent: areaFile.parents[name] ?? within?.name ?? null,
}))

const overlapsOf = new Map<string, string[]>()
for (const [overlap, { members }] of Object.entries(areaFile.overlaps)) {
  for (const member of members) {
    if (!gazetteer.has(member))
      throw new Error(`taxonomy locations/uk-areas.yaml: unknown member "${member}"`)
    overlapsOf.set(member, [...(overlapsOf.get(member) ?? []), overlap])
  }
}

/**
 * Every area that a place at `path` counts for, itself included, each once, from the country down; an area across
 * the tree stands before its member. `["UK","England","South East","Surrey"]` counts for UK, England, UK excluding
 * London, South East, Home Counties and Surrey; a bare `["UK"]` for the UK alone.
 */
export function areasOf(path: readonly string[]): string[] {
  const found = new Set<string>()
  const count = (name: string): void => {
    for (const overlap of overlapsOf.get(name) ?? []) count(overlap)
    found.add(name)
  }
  for (const name of path) if (gazetteer.has(name)) count(name)
  return [...found]
}

const children = new Map<string, Set<string>>()
function adopt(parent: string | null, child: string): void {
  if (parent === null) return
  const known = children.get(parent)
  if (known === undefined) children.set(parent, new Set([child]))
  else known.add(child)
}
for (const { name, within } of gazetteer.values()) adopt(within?.name ?? null, name)
for (const [name, parent] of Object.entries(areaFile.parents)) {
  if (!areaFile.overlaps[name] && gazetteer.get(name)?.within !== null) adopt(parent, name)
}
for (const [overlap, { members }] of Object.entries(areaFile.overlaps)) {
  for (const member of members) adopt(overlap, member)
}

/** The areas one step below, as the table of job locations lists them; empty for a town without districts. */
export function childrenOf(area: string): string[] {
  return [...(children.get(area) ?? [])]
}
