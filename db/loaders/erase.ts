import type { Client } from '../connection.ts'

/** What of an advert stood in the tables. */
export interface Erased {
  postings: number
  sightings: number
  rejections: number
}

/**
 * Removes records with all that was made of them but the bodies they stood in; their vacancies become stale.
 * @param records by source and the source's id
 */
export async function eraseRecords(
  client: Client,
  records: readonly { source: string; sourceId: string }[],
): Promise<Erased> {
  const keys = [records.map(each => each.source), records.map(each => each.sourceId)]
  const where = `using unnest($1::text[], $2::text[]) as w (source, id) where t.source = w.source`
  const { rows } = await client.query<{ postings: number }>(
    `with gone as (
       delete from core.postings t ${where} and t.record_id = w.id
       returning t.in_scope, t.title_key, t.company_key, t.place_key
     ), stale as (
       insert into core.stale_clusters
       select distinct title_key, company_key, place_key from gone where in_scope order by 1, 2, 3 on conflict do nothing
     ) select count(*)::int as postings from gone`,
    keys,
  )
  const sightings = await client.query(`delete from raw.sightings t ${where} and t.source_id = w.id`, keys)
  const rejections = await client.query(`delete from ops.rejections t ${where} and t.source_id = w.id`, keys)
  await client.query(`delete from raw.closures t ${where} and t.source_id = w.id`, keys)
  await client.query(`delete from raw.listed t ${where} and t.source_id = w.id`, keys)
  return {
    postings: rows[0]!.postings,
    sightings: sightings.rowCount ?? 0,
    rejections: rejections.rowCount ?? 0,
  }
}

/** Removes the past versions of vacancies that records spoke for; after the vacancies were made again without them. */
export async function erasePastVacancies(
  client: Client,
  records: readonly { source: string; sourceId: string }[],
): Promise<void> {
  await client.query(
    `delete from core.past_vacancies t using unnest($1::text[], $2::text[]) as w (source, id)
     where t.source = w.source and (t.source_id = w.id or starts_with(t.source_id, w.id || '#'))`,
    [records.map(each => each.source), records.map(each => each.sourceId)],
  )
}

/** The records that have an address as theirs, or stood on the page at that address. */
export async function findRecordsAt(
  client: Pick<Client, 'query'>,
  url: string,
): Promise<{ source: string; sourceId: string }[]> {
  const { rows } = await client.query(
    `select distinct source, record_id as "sourceId" from core.postings where md5(url) = md5($1) and url = $1
     union select source, source_id from raw.listed where page_hash = md5($1)
     union select source, source_id from ops.rejections where source_id = $1`,
    [url],
  )
  return rows
}

/** The addresses that records have. */
export async function addressesOf(
  client: Pick<Client, 'query'>,
  records: readonly { source: string; sourceId: string }[],
): Promise<string[]> {
  const { rows } = await client.query<{ url: string }>(
    `select distinct p.url from core.postings p
     join unnest($1::text[], $2::text[]) as w (source, id) on p.source = w.source and p.record_id = w.id
     where p.url is not null`,
    [records.map(each => each.source), records.map(each => each.sourceId)],
  )
  return rows.map(row => row.url)
}

/** A stored body that is to be looked through, and what it is known by. */
export interface KeptBody {
  hash: Buffer
  contentType: string
  /** zstd-compressed. */
  body: Buffer
}

/** The bodies in which records stood, and those that an address itself answered with. */
export async function findBodies(
  client: Pick<Client, 'query'>,
  url: string,
  records: readonly { source: string; sourceId: string }[],
): Promise<(KeptBody & { isPage: boolean })[]> {
  const { rows } = await client.query(
    `with wanted as (
       select distinct s.snapshot_hash as hash, false as page from raw.sightings s
       join unnest($2::text[], $3::text[]) as w (source, id) on s.source = w.source and s.source_id = w.id
       union all select unnest(array[r.snapshot_hash, r.last_snapshot_hash]), false from ops.rejections r
       join unnest($2::text[], $3::text[]) as w (source, id) on r.source = w.source and r.source_id = w.id
       union all select hash, true from raw.captures where url_hash = md5($1)
     )
     select s.hash, s.content_type as "contentType", s.body, bool_or(w.page) as "isPage"
     from wanted w join raw.snapshots s on s.hash = w.hash group by s.hash, s.content_type, s.body`,
    [url, records.map(each => each.source), records.map(each => each.sourceId)],
  )
  return rows
}

/** Puts another body in the place of a stored one, or nothing: then what stood there can no longer be replayed. */
export async function replaceBody(
  client: Client,
  hash: Buffer,
  replacement: { hash: Buffer; body: Buffer; size: number } | null,
): Promise<void> {
  await client.query('delete from ops.validators where hash = $1', [hash])
  if (!replacement) {
    await client.query('delete from raw.snapshots where hash = $1', [hash])
    return
  }
  await client.query(
    `insert into raw.snapshots (hash, month, content_type, body, size, keep_until)
     select $2, month, content_type, $3, $4, keep_until from raw.snapshots where hash = $1 on conflict do nothing`,
    [hash, replacement.hash, replacement.body, replacement.size],
  )
  await client.query('delete from raw.snapshots where hash = $1', [hash])
  await client.query('update raw.captures set hash = $2 where hash = $1', [hash, replacement.hash])
  for (const [table, column] of [
    ['raw.sightings', 'snapshot_hash'],
    ['ops.rejections', 'snapshot_hash'],
    ['ops.rejections', 'last_snapshot_hash'],
  ])
    await client.query(`update ${table} set ${column} = $2 where ${column} = $1`, [hash, replacement.hash])
}

/** Notes that an address is not to come back, and forgets when it was asked for. */
export async function noteErased(client: Pick<Client, 'query'>, url: string): Promise<void> {
  await client.query('delete from raw.captures where url_hash = md5($1)', [url])
  await client.query('delete from ops.frontier where url_hash = md5($1)', [url])
  await client.query('insert into ops.erased (url) values ($1) on conflict do nothing', [url])
}

/** Every address that was erased. */
export async function erasedAddresses(client: Pick<Client, 'query'>): Promise<string[]> {
  const { rows } = await client.query<{ url: string }>('select url from ops.erased order by url')
  return rows.map(row => row.url)
}

/** Deletes raw bodies and inputs that may be kept no longer. @returns how many bodies */
export async function deleteExpired(client: Pick<Client, 'query'>, today: string): Promise<number> {
  await client.query('delete from ops.rejections where keep_until < $1::date', [today])
  const { rowCount } = await client.query('delete from raw.snapshots where keep_until < $1::date', [today])
  return rowCount ?? 0
}
