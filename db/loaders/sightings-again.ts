import type { Client } from '../connection.ts'
import { type Sighting, storeSightings } from './raw.ts'

/** A response that was read again; `hash` is that of its body. */
export interface ReadAgain {
  hash: Buffer
  seenAt: string
}

interface Found {
  source: string
  source_id: string
  seen_at: string
  seenAt: Date
  content_hash: Buffer
  snapshot_hash: Buffer
  captured: boolean
}

/**
 * Brings sightings in line with what responses say as they are read now: adverts that are not found in them any more are
 * no longer seen there, and one that is worded otherwise is seen with these words. That holds for listings too which said
 * of an advert that it is as it was.
 * @returns the records whose sightings changed
 */
export async function correctSightings(
  client: Client,
  responses: readonly ReadAgain[],
  sightings: readonly Sighting[],
): Promise<{ source: string; sourceId: string }[]> {
  const { rows } = await client.query<Found>(
    `select s.source, s.source_id, s.seen_at::text as seen_at, s.seen_at as "seenAt", s.content_hash, s.snapshot_hash,
       exists (select from raw.captures c where c.hash = s.snapshot_hash and c.seen_at = s.seen_at) as captured
     from unnest($1::bytea[]) as w (hash) join raw.sightings s on s.snapshot_hash = w.hash`,
    [[...new Map(responses.map(each => [keyOf(each.hash), each.hash])).values()]],
  )
  const read = new Set(responses.map(({ hash, seenAt }) => `${keyOf(hash)} ${seenAt}`))
  const found = rows.map(row => ({ ...row, at: row.seenAt.toISOString() }))
  const wanted = new Set(sightings.map(nameOf))
  // The words that each record has in each body.
  const words = new Map<string, Buffer[]>()
  for (const { source, sourceId, snapshotHash, contentHash } of sightings) {
    const key = recordOf(source, sourceId, snapshotHash)
    words.set(key, [...(words.get(key) ?? []), contentHash])
  }
  const gone: typeof found = []
  const added: Sighting[] = []
  for (const row of found) {
    const isOfResponse = read.has(`${keyOf(row.snapshot_hash)} ${row.at}`)
    // What another response of this body says is corrected when that one is read.
    if (!isOfResponse && row.captured) continue
    if (isOfResponse && wanted.has(nameOf(sightingOf(row)))) continue
    const now = words.get(recordOf(row.source, row.source_id, row.snapshot_hash)) ?? []
    if (!isOfResponse && now.some(hash => hash.equals(row.content_hash))) continue
    gone.push(row)
    if (!isOfResponse && now[0]) added.push({ ...sightingOf(row), seenAt: row.seen_at, contentHash: now[0] })
  }
  if (gone.length > 0)
    await client.query(
      `delete from raw.sightings s using unnest($1::text[], $2::text[], $3::timestamptz[], $4::bytea[])
         as w (source, source_id, seen_at, content_hash)
       where s.source = w.source and s.source_id = w.source_id and s.seen_at = w.seen_at and s.content_hash = w.content_hash`,
      [
        gone.map(row => row.source),
        gone.map(row => row.source_id),
        gone.map(row => row.seen_at),
        gone.map(row => row.content_hash),
      ],
    )
  const known = new Set(found.map(row => nameOf(sightingOf(row))))
  const fresh = sightings.filter(sighting => !known.has(nameOf(sighting)))
  await storeSightings(client, [...fresh, ...added])
  const changed = [
    ...gone.map(row => ({ source: row.source, sourceId: row.source_id })),
    ...fresh.map(({ source, sourceId }) => ({ source, sourceId })),
  ]
  return [...new Map(changed.map(each => [`${each.source}\t${each.sourceId}`, each])).values()]
}

const keyOf = (hash: Buffer): string => hash.toString('hex')

const recordOf = (source: string, sourceId: string, snapshotHash: Buffer): string =>
  `${source}\t${sourceId}\t${keyOf(snapshotHash)}`

const nameOf = ({ source, sourceId, seenAt, contentHash }: Sighting): string =>
  `${source}\t${sourceId}\t${new Date(seenAt).toISOString()}\t${keyOf(contentHash)}`

const sightingOf = (row: Found): Sighting => ({
  source: row.source,
  sourceId: row.source_id,
  seenAt: row.seenAt.toISOString(),
  contentHash: row.content_hash,
  snapshotHash: row.snapshot_hash,
})
