import { decodeHTML } from 'entities'
import { repairJson } from './repair-json.ts'

const SIZE_LIMIT = 1024 * 1024
const DEPTH_LIMIT = 64
const NODE_LIMIT = 10_000
/** Where a posting may stand inside another thing: lists, graphs and pages about it. */
const CONTAINERS = ['@graph', 'itemListElement', 'item', 'mainEntity', 'mainEntityOfPage', 'about'] as const

/**
 * The JobPosting objects of one JSON-LD block, as found and unchecked.
 * @throws Error with one clear line where the block cannot be read
 */
export function jobPostingsOf(block: string): Record<string, unknown>[] {
  if (!block.includes('JobPosting')) return []
  if (block.length > SIZE_LIMIT) throw new Error('JSON-LD larger than 1 MB')
  const found: Record<string, unknown>[] = []
  const pending: [unknown, number][] = [[parseBlock(block), 0]]
  let nodes = 0
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    const [node, depth] = next
    if (depth > DEPTH_LIMIT) throw new Error(`JSON-LD nested deeper than ${DEPTH_LIMIT} levels`)
    nodes += 1
    if (nodes > NODE_LIMIT) throw new Error(`JSON-LD with more than ${NODE_LIMIT} things`)
    if (typeof node !== 'object' || node === null) continue
    if (Array.isArray(node)) for (const part of node) pending.push([part, depth + 1])
    else if (isJobPosting(node)) found.push(node as Record<string, unknown>)
    else
      for (const key of CONTAINERS)
        if (Object.hasOwn(node, key)) pending.push([node[key as never], depth + 1])
  }
  return found
}

function isJobPosting(node: object): boolean {
  const types = '@type' in node ? [node['@type']].flat(1) : []
  return types.some(type => typeof type === 'string' && /(?:^|[/:#])JobPosting$/.test(type.trim().slice(-60)))
}

/** Tries the block as it is, then repaired, then with its HTML escapes undone. */
function parseBlock(block: string): unknown {
  const text = block
    .replace(/^\s*(?:<!--|(?:\/\/\s*)?<!\[CDATA\[)/, '')
    .replace(/(?:-->|(?:\/\/\s*)?\]\]>)\s*$/, '')
    .trim()
    .replace(/;$/, '')
  if (text === '') return null
  const attempts = [() => text, () => repairJson(text)]
  if (/^[[{\s]{0,20}&(?:quot|#34|#x22);/i.test(text)) attempts.push(() => repairJson(decodeHTML(text)))
  for (const attempt of attempts) {
    try {
      return JSON.parse(attempt())
    } catch {}
  }
  throw new Error('JSON-LD is not JSON')
}
