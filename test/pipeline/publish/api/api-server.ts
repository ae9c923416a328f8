import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningServer, startServer } from '../../../../pipeline/publish/api/server.ts'
import { type PublishedView, publishedViews } from '../../../../pipeline/publish/contract/published-views.ts'
import { aggregate } from '../../../../pipeline/stages/aggregate.ts'
import { freshDatabase } from '../../../database.ts'
import { loadSketches, type PostingSketch } from '../../../db/posting-rows.ts'

/** Names that a spreadsheet, a browser or a database could take for something else. */
export const hostileNames = [
  `=HYPERLINK("x")`,
  `O'Brien"; drop table x; --`,
  '<script>1</script>',
  'Ünï 😀,\n',
]
const skills = ['Java', 'Python', 'SQL', ...hostileNames]

export const sketches: PostingSketch[] = Array.from({ length: 240 }, (_, n) => ({
  id: `p${n}`,
  company: `Company ${n}`,
  postedOn: new Date(Date.UTC(2024, 0, 1 + ((n * 13) % 500))).toISOString().slice(0, 10),
  market: n % 5 ? 'permanent' : 'contract',
  pay:
    n % 3 === 0 ? null : n % 5 ? [30_000 + 137.5 * n, 35_000 + 211 * n, 'year'] : [300 + n, 400 + n, 'day'],
  terms: [
    { category: 'Job Titles', name: n % 7 ? 'Developer' : 'Tester' },
    ...skills.filter((_skill, index) => n % (index + 2) === 0).map(name => ({ category: 'Languages', name })),
  ],
  areas: n % 2 ? ['UK', 'England', 'London'] : n % 3 ? ['UK', 'England'] : ['UK', 'Scotland'],
}))

/** A view of every type, with nulls in its key, that hangs on no publication; nobody told the API of it. */
export const mixed: PublishedView = { name: 'mixed', key: ['name', 'n'] }
const mixedSql = `
  create view mart.mixed as
  select case when n % 9 > 0 then (array['a', 'B', 'ä', '', '=1+1', 'é', 'Z', '"q"'])[n % 9] end as name, n::integer as n,
    n::bigint * 3000000000 as big, n / 7.0::numeric as exact, case n when 5 then 'NaN' else n * 0.1::float8 end as near,
    n % 2 = 0 as flag, date '2025-01-01' + n as day, timestamptz '2025-01-01 00:00:00.000123+01' as at,
    array['x', null] as list, json_build_object('n', n) as doc
  from generate_series(1, 57) n;
  comment on view mart.mixed is 'A view of every type';
  comment on column mart.mixed.n is 'Counts from one';`

export const asOf = '2025-02-28'

/** A served database with four publications, of two days and two windows each, and an empty folder of pages. */
export interface Served {
  fresh: Awaited<ReturnType<typeof freshDatabase>>
  server: RunningServer
  pages: string
  views: readonly PublishedView[]
  log: string[]
  get(path: string, init?: RequestInit): Promise<Response>
  close(): Promise<void>
}

export async function serveSketches(): Promise<Served> {
  const fresh = await freshDatabase()
  await loadSketches(fresh.database, sketches, 240)
  await fresh.database.pool.query(mixedSql)
  for (const day of ['2025-01-31', asOf])
    for (const months of [3, 6]) await aggregate(fresh.database, day, months)
  const home = mkdtempSync(join(tmpdir(), 'jobtide-api-'))
  const pages = join(home, 'pages')
  const log: string[] = []
  const views = [...publishedViews, mixed]
  const server = await startServer(fresh.database, {
    host: '127.0.0.1',
    port: 0,
    pages,
    views,
    log: line => log.push(line),
  })
  return {
    fresh,
    server,
    pages,
    views,
    log,
    get: (path, init) => fetch(server.address + path, { redirect: 'manual', ...init }),
    async close() {
      await server.close()
      await fresh.drop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
