import type { Database } from '../../db/connection.ts'

/** Rows by what they are called; each query leaves out run numbers, times and the versions of code. */
const QUESTIONS: Record<string, string> = {
  postings: `
    select source || ' ' || source_id as key, to_jsonb(p)
      - '{run_id,content_first_seen,content_seen_at,first_seen,last_seen,code_version,taxonomy_version,terms,areas}'::text[]
      || jsonb_build_object(
        'terms', (select jsonb_agg(kind || '/' || category || '/' || name order by kind, category, name)
          from core.terms where term_id = any (p.terms)),
        'areas', (select jsonb_agg(name order by name) from core.areas where area_id = any (p.areas))) as row
    from core.postings p`,
  vacancies: `
    select vacancy_id::text as key, to_jsonb(v) - '{terms,areas,since}'::text[] || jsonb_build_object(
        'terms', (select jsonb_agg(kind || '/' || category || '/' || name order by kind, category, name)
          from core.terms where term_id = any (v.terms)),
        'areas', (select jsonb_agg(name order by name) from core.areas where area_id = any (v.areas))) as row
    from core.vacancies v`,
  captures: `
    select platform || ' ' || url || coalesce(' ' || post, '') as key,
      jsonb_agg(jsonb_build_object('status', status, 'hash', hash)) as row
    from raw.captures group by 1`,
  snapshots: `select encode(hash, 'hex') as key, jsonb_build_object('size', size, 'type', content_type) as row from raw.snapshots`,
  sightings: `
    select source || ' ' || source_id as key, jsonb_agg(jsonb_build_object('content', content_hash, 'in', snapshot_hash)) as row
    from raw.sightings group by 1`,
  'listed adverts': `
    select board || ' ' || source || ' ' || source_id as key, jsonb_build_object('page', page_hash, 'stub', stub) as row
    from raw.listed`,
  closures: `select source || ' ' || source_id || ' ' || reason as key, to_jsonb(count(*)) as row from raw.closures group by 1`,
  rejections: `select source || ' ' || encode(input_hash, 'hex') as key, to_jsonb(reason) as row from ops.rejections`,
  'pages left': `
    select source || ' ' || url as key, jsonb_build_object('state', state, 'reason', reason) as row from ops.frontier
    where state <> 'done'`,
  // A run that was told to stop keeps what it read in its own account, and the one that goes on has the rest.
  'finished runs': `
    select subject as key, jsonb_build_object(
      'last', jsonb_agg(coverage - '{beganAt,new,closed,changed,unchanged,filled,keys}'::text[]) filter (where state = 'done'),
      'all', (
        select jsonb_object_agg(what || ' ' || name, count order by what, name) from (
          select what, name, sum(count::int) as count from ops.runs every
          cross join lateral (
            select 'count' as what, key as name, value as count from jsonb_each_text(every.coverage)
              where key in ('new', 'closed', 'changed', 'unchanged')
            union all select 'field', key, value from jsonb_each_text(every.coverage->'filled'->'fields')
            union all select 'key', key, value from jsonb_each_text(every.coverage->'keys'->'ignored')
            union all select 'records', 'filled', every.coverage->'filled'->>'postings'
            union all select 'records', 'keys', every.coverage->'keys'->>'records') each
          where every.kind = 'crawl' and every.subject = r.subject and count is not null group by 1, 2) sums)) as row
    from ops.runs r where kind = 'crawl' group by subject`,
  sources: `select source as key, jsonb_build_object('blocked', blocked, 'whole', complete_at is not null) as row from ops.sources`,
}

/** How many rows of a kind there are, and how many are other ones than they should be. */
export interface Comparison {
  rows: number
  differing: number
}

/**
 * Compares what two crawls of the same boards left behind.
 * @returns figures by kind of row, and one line for each kind that differs, with an example
 */
export async function compareDatabases(
  undisturbed: Database,
  disturbed: Database,
): Promise<{ figures: Record<string, Comparison>; faults: string[] }> {
  const figures: Record<string, Comparison> = {}
  const faults: string[] = []
  for (const [what, question] of Object.entries(QUESTIONS)) {
    const right = await ask(undisturbed, question)
    const ours = await ask(disturbed, question)
    const keys = [...new Set([...right.keys(), ...ours.keys()])]
    const differing = keys.filter(key => right.get(key) !== ours.get(key))
    figures[what] = { rows: right.size, differing: differing.length }
    const [example] = differing
    if (example !== undefined)
      faults.push(
        `${differing.length} ${what} differ, such as ${example}: ${right.get(example) ?? 'none'} undisturbed, ${ours.get(example) ?? 'none'} disturbed`.slice(
          0,
          2000,
        ),
      )
  }
  return { figures, faults }
}

async function ask({ pool }: Database, question: string): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ key: string; row: string }>(
    `select key, row::text from (${question}) q`,
  )
  return new Map(rows.map(({ key, row }) => [key, row]))
}

/** Runs of the ledger that have not ended. */
export async function openRuns({ pool }: Database): Promise<string[]> {
  const { rows } = await pool.query<{ subject: string }>(
    `select subject from ops.runs where state = 'running' order by run_id`,
  )
  return rows.map(({ subject }) => subject)
}
