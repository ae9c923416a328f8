import type { Client } from '../connection.ts'

/** Adds the keys that a crawl met in a source's records and that no field of ours uses. Once per run. */
export async function countSourceKeys(
  client: Pick<Client, 'query'>,
  source: string,
  runId: number,
  keys: Readonly<Record<string, number>>,
): Promise<void> {
  await client.query(
    `insert into ops.source_keys as k (source, key, first_run, last_run, records)
     select $1, w.key, $2, $2, w.records from unnest($3::text[], $4::bigint[]) as w (key, records) order by w.key
     on conflict (source, key) do update set last_run = excluded.last_run, records = k.records + excluded.records
       where k.last_run < excluded.last_run`,
    [source, runId, Object.keys(keys), Object.values(keys)],
  )
}

/** Takes a source for right as its crawl `runId` left it: what stands against it is settled, and later crawls are compared with it. */
export async function acceptSource(
  client: Pick<Client, 'query'>,
  source: string,
  runId: number,
): Promise<void> {
  await client.query(
    `insert into ops.sources (source, accepted_run) values ($1, $2)
     on conflict (source) do update set accepted_run = excluded.accepted_run`,
    [source, runId],
  )
}
