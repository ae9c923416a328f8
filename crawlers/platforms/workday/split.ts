import { z } from 'zod'

/** Most values of facets in one search. */
const MOST_VALUES = 100
/** Facets stand in groups (places: country, region, site); none was seen deeper than two levels. */
const DEEPEST = 4

const Group = z.object({ facetParameter: z.string().optional(), values: z.array(z.unknown()) })
const Value = z.object({ id: z.string().min(1), count: z.number().positive() })
type Value = z.infer<typeof Value>

/** Searches that between them find what one search lists only in part. */
export interface Split {
  /** The facets of each. */
  parts: Record<string, string[]>[]
  /** False where some adverts have no value of the facet that tells the parts apart: no part finds those. */
  complete: boolean
}

/**
 * Splits a search by the values of one more facet, in groups that stay below the cap together where they can; null
 * where no facet's values cover the total.
 *
 * Of several facets the one with the largest sum is taken: an advert that has two of its values is met twice, but one
 * without a value is not met at all (a tenant's job families held 142 of 145 adverts, read in September 2026).
 *
 * @param applied the facets of the search that came to the cap
 */
export function splitByFacet(
  facets: readonly unknown[],
  applied: Readonly<Record<string, string[]>>,
  { total, cap }: { total: number; cap: number },
): Split | null {
  const known = facetsOf(facets)
  const room = MOST_VALUES - Object.values(applied).flat().length
  const [best] = known
    .filter(([name, values]) => !Object.hasOwn(applied, name) && values.length > 1)
    .map(([name, values]) => ({ name, values: values.toSorted((a, b) => b.count - a.count) }))
    .sort((a, b) => sumOf(b.values) - sumOf(a.values) || a.values[0]!.count - b.values[0]!.count)
  if (!best || room < 1 || sumOf(best.values) < total) return null
  return {
    parts: grouped(best.values, cap, room).map(ids => ({ ...applied, [best.name]: ids })),
    complete: sumOf(best.values) >= mostFound(known, applied),
  }
}

/** How many adverts a search may find at most, by the counts of the values that it asks for; 0 where nothing says. */
function mostFound(known: [string, Value[]][], applied: Readonly<Record<string, string[]>>): number {
  const sums = known
    .filter(([name]) => Object.hasOwn(applied, name))
    .map(([name, values]) => sumOf(values.filter(({ id }) => applied[name]?.includes(id))))
    .filter(sum => sum > 0)
  return sums.length > 0 ? Math.min(...sums) : 0
}

const sumOf = (values: readonly Value[]): number => values.reduce((sum, { count }) => sum + count, 0)

/** The facets that have values with an advert, those within groups among them. */
function facetsOf(nodes: readonly unknown[], depth = 0): [string, Value[]][] {
  if (depth > DEEPEST) return []
  return nodes.flatMap(node => {
    const group = Group.safeParse(node)
    if (!group.success) return []
    const { facetParameter, values } = group.data
    const own = values.flatMap(value => Value.safeParse(value).data ?? [])
    const inner = facetsOf(values, depth + 1)
    return facetParameter && own.length > 0 ? [[facetParameter, own] as [string, Value[]], ...inner] : inner
  })
}

/** Ids of values, the frequent first, in groups whose counts stay below the cap; a value that alone reaches it stands by itself. */
function grouped(values: readonly Value[], cap: number, room: number): string[][] {
  const groups: { ids: string[]; count: number }[] = []
  for (const { id, count } of values) {
    const last = groups.at(-1)
    if (last && last.ids.length < room && last.count + count < cap) {
      last.ids.push(id)
      last.count += count
    } else groups.push({ ids: [id], count })
  }
  return groups.map(({ ids }) => ids)
}
