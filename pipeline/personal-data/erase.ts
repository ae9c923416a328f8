import { createHash } from 'node:crypto'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { type Database, inTransaction } from '../../db/connection.ts'
import {
  addressesOf,
  type Erased,
  erasePastVacancies,
  eraseRecords,
  findBodies,
  findRecordsAt,
  noteErased,
  replaceBody,
} from '../../db/loaders/erase.ts'
import { rebuildVacancies } from '../../db/loaders/vacancies.ts'
import { withoutAdvert } from './without-advert.ts'

/** What erasing an address came to. */
export interface Erasure extends Erased {
  /** Stored bodies that lost the advert, and those that went as a whole. */
  bodiesCut: number
  bodiesDeleted: number
}

/**
 * Erases an advert by its address: its postings, sightings and rejected records, the advert in every stored body it
 * stood in, and its share in vacancies. It does not come back: later crawls and imports leave it out.
 */
export async function eraseAddress(database: Database, url: string): Promise<Erasure> {
  return inTransaction(database.pool, async client => {
    await client.query(`select pg_advisory_xact_lock(hashtext('load'))`)
    const records = await findRecordsAt(client, url)
    // An advert may have another address than its page, and an archive may know it by that.
    const addresses = [...new Set([url, ...(await addressesOf(client, records))])]
    let bodiesCut = 0
    let bodiesDeleted = 0
    for (const { hash, body, contentType, isPage } of await findBodies(client, url, records)) {
      const plain = zstdDecompressSync(body)
      const cut = isPage ? null : withoutAdvert(plain, contentType, addresses)
      // A body that does not name the address names its advert in another way.
      if (cut === null || cut === plain) {
        await replaceBody(client, hash, null)
        bodiesDeleted++
      } else {
        const stored = {
          hash: createHash('sha256').update(cut).digest(),
          body: zstdCompressSync(cut),
          size: cut.byteLength,
        }
        await replaceBody(client, hash, stored)
        bodiesCut++
      }
    }
    const erased = await eraseRecords(client, records)
    for (const address of addresses) await noteErased(client, address)
    await rebuildVacancies(client)
    await erasePastVacancies(client, records)
    return { ...erased, bodiesCut, bodiesDeleted }
  })
}
