import { readWarc } from '../../../crawlers/archives/warc.ts'
import { warcRecord } from './build-warc.ts'

/** A response as `status body`, a rejection as its reason. */
export async function read(path: string): Promise<string[]> {
  const items: string[] = []
  for await (const item of readWarc(path)) {
    if ('rejected' in item) items.push(item.rejected.reason)
    else if ('dropped' in item) items.push(`dropped: ${item.dropped.reason}`)
    else items.push(`${item.response.status} ${Buffer.from(item.response.body).toString()}`)
  }
  return items
}

/** A record with this block. */
export const single = (block: Uint8Array | string): Buffer => warcRecord({ block })
