import type { Client } from '../connection.ts'

/** A category of terms that is no skill's. */
export const jobTitles = 'Job Titles'

/** Ids of terms and areas by name, for the rows a load writes. */
export interface Vocabulary {
  /** The row that stands for all vacancies. */
  all: number
  category(name: string): number
  term(category: string, name: string): number
  area(name: string): number
}

/** A term as postings name it. */
export interface NamedTerm {
  category: string
  name: string
}

/** An area as the taxonomy gives it; `parent` names the area whose median stands beside it. */
export interface NamedArea {
  name: string
  kind: string
  parent: string | null
}

const termKey = (kind: string, category: string, name: string) => `${kind}\t${category}\t${name}`

/**
 * Adds the terms, their categories and the areas that are new, and gives the ids of all those named.
 * Rows are never removed: published windows refer to them.
 */
export async function registerVocabulary(
  client: Client,
  terms: Iterable<NamedTerm>,
  areas: readonly NamedArea[],
): Promise<Vocabulary> {
  const wanted = new Map<string, { kind: string; category: string; name: string }>()
  const want = (kind: string, category: string, name: string) =>
    wanted.set(termKey(kind, category, name), { kind, category, name })
  want('all', '', 'all')
  for (const { category, name } of terms) {
    want('category', category, category)
    want('term', category, name)
  }
  const termIds = await registerTerms(client, [...wanted.values()])
  const areaIds = await registerAreas(client, areas)
  const found = (ids: Map<string, number>, key: string): number => {
    const id = ids.get(key)
    if (id === undefined) throw new Error(`not registered: ${key}`)
    return id
  }
  return {
    all: found(termIds, termKey('all', '', 'all')),
    category: name => found(termIds, termKey('category', name, name)),
    term: (category, name) => found(termIds, termKey('term', category, name)),
    area: name => found(areaIds, name),
  }
}

async function registerTerms(
  client: Client,
  terms: { kind: string; category: string; name: string }[],
): Promise<Map<string, number>> {
  const columns = [terms.map(t => t.kind), terms.map(t => t.category), terms.map(t => t.name)]
  const select = `select t.term_id, t.kind, t.category, t.name from core.terms t
    join unnest($1::text[], $2::text[], $3::text[]) as w (kind, category, name) using (kind, category, name)`
  let { rows } = await client.query(select, columns)
  if (rows.length < terms.length) {
    // In one order for all loaders, so that two that add the same terms wait for each other instead of deadlocking.
    await client.query(
      `insert into core.terms (kind, category, name)
       select * from unnest($1::text[], $2::text[], $3::text[]) as w (kind, category, name) order by 1, 2, 3
       on conflict do nothing`,
      columns,
    )
    rows = (await client.query(select, columns)).rows
  }
  return new Map(rows.map(row => [termKey(row.kind, row.category, row.name), row.term_id]))
}

async function registerAreas(client: Client, areas: readonly NamedArea[]): Promise<Map<string, number>> {
  const read = async () =>
    new Map<string, number>(
      (await client.query('select name, area_id from core.areas')).rows.map(row => [row.name, row.area_id]),
    )
  let ids = await read()
  if (areas.some(area => !ids.has(area.name))) {
    const sorted = [...areas].sort((a, b) => (a.name < b.name ? -1 : 1))
    await client.query(
      `insert into core.areas (name, kind) select * from unnest($1::text[], $2::text[]) on conflict do nothing`,
      [sorted.map(area => area.name), sorted.map(area => area.kind)],
    )
    await client.query(
      `update core.areas a set kind = w.kind, parent_id = p.area_id
       from unnest($1::text[], $2::text[], $3::text[]) as w (name, kind, parent)
       left join core.areas p on p.name = w.parent
       where a.name = w.name and (a.kind, a.parent_id) is distinct from (w.kind, p.area_id)`,
      [sorted.map(area => area.name), sorted.map(area => area.kind), sorted.map(area => area.parent)],
    )
    ids = await read()
  }
  return ids
}
