import type { StoredResponse } from '../source.ts'

/** How many records a response waits for its request, and how many requests wait for theirs. */
const AFTER = 4
const BEFORE = 8
/** Responses wait only while they are not larger than this together. */
const HELD_LIMIT = 32 * 1024 * 1024

/** What is to be known of a record to find its other half. */
export interface Exchange {
  /** The record's own id, `''` where it has none. */
  id: string
  /** Ids of the records of the same exchange. */
  partners: readonly string[]
  url: string
}

/** A record of a file: a request, or what is made of another record. */
export type Half<Item> =
  | { exchange: Exchange; request: { post: string | null } }
  | { exchange: Exchange | null; item: Item }

interface Waiting<Item> {
  item: Item
  /** Null where no request is waited for, or any more. */
  exchange: Exchange | null
  records: number
  bytes: number
}

/**
 * Gives each response the JSON that its request posted; items keep their order. Writers put the request before or after
 * its response, and name either in the other.
 */
export async function* pairRequests<Item extends object>(
  halves: AsyncIterable<Half<Item>>,
): AsyncGenerator<Item> {
  const waiting: Waiting<Item>[] = []
  const requests: { exchange: Exchange; post: string | null }[] = []
  for await (const half of halves) {
    for (const entry of waiting) if (++entry.records >= AFTER) entry.exchange = null
    if ('request' in half) {
      const { exchange, request } = half
      const entry = waiting.find(other => other.exchange !== null && belong(exchange, other.exchange))
      if (entry) settle(entry, request.post)
      else if (requests.push({ exchange, post: request.post }) > BEFORE) requests.shift()
    } else {
      const entry = { ...half, records: 0, bytes: sizeOf(half.item) }
      const at = requests.findIndex(({ exchange }) => half.exchange && belong(exchange, half.exchange))
      if (at >= 0) settle(entry, requests.splice(at, 1)[0]!.post)
      waiting.push(entry)
    }
    let held = waiting.reduce((sum, { bytes }) => sum + bytes, 0)
    while (waiting[0] && (waiting[0].exchange === null || held > HELD_LIMIT)) {
      const { item, bytes } = waiting.shift()!
      held -= bytes
      yield item
    }
  }
  for (const { item } of waiting) yield item
}

/** Whether a request and a response name each other; or, where neither names any, whether they have the same address. */
export function belong(request: Exchange, response: Exchange): boolean {
  if (request.partners.length === 0 && response.partners.length === 0) return request.url === response.url
  return request.partners.includes(response.id) || response.partners.includes(request.id)
}

function settle<Item extends object>(entry: Waiting<Item>, post: string | null): void {
  entry.exchange = null
  const response = responseOf(entry.item)
  if (post !== null && response) entry.item = { ...entry.item, response: { ...response, post } }
}

const responseOf = (item: object): StoredResponse | null =>
  'response' in item ? (item.response as StoredResponse) : null

const sizeOf = (item: object): number => responseOf(item)?.body.byteLength ?? 0
