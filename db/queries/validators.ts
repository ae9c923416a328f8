import type { Client, Database } from '../connection.ts'

/** What a server said of the version of a page that is stored. */
export interface StoredValidators {
  /** md5 of the page's address and of what was posted to it. */
  urlHash: string
  etag: string | null
  lastModified: string | null
  /** Of the snapshot. */
  hash: Buffer
  contentType: string
}

/** Keeps validators with the versions that they are of. */
export async function keepValidators(
  client: Pick<Client, 'query'>,
  source: string,
  validators: readonly StoredValidators[],
): Promise<void> {
  if (validators.length === 0) return
  await client.query(
    `insert into ops.validators (source, url_hash, etag, last_modified, hash, content_type)
     select distinct on (w.url_hash) $1, w.* from unnest($2::text[], $3::text[], $4::text[], $5::bytea[], $6::text[])
       as w (url_hash, etag, last_modified, hash, content_type)
     on conflict (source, url_hash) do update set
       etag = excluded.etag, last_modified = excluded.last_modified, hash = excluded.hash, content_type = excluded.content_type`,
    [
      source,
      validators.map(each => each.urlHash),
      validators.map(each => each.etag),
      validators.map(each => each.lastModified),
      validators.map(each => each.hash),
      validators.map(each => each.contentType),
    ],
  )
}

/** The body of a snapshot as it is stored (zstd); null where it is no longer kept. */
export async function findSnapshot({ pool }: Database, hash: Buffer): Promise<Buffer | null> {
  const { rows } = await pool.query<{ body: Buffer }>(
    'select body from raw.snapshots where hash = $1 limit 1',
    [hash],
  )
  return rows[0]?.body ?? null
}
