/**
 * A stored body without the adverts that have one of these addresses.
 *
 * - A JSON body loses the innermost list entries that name one.
 * - Of XML, the items that name one are cut out.
 * - Anything else that names one is the advert's own page: null, nothing of it remains.
 *
 * @returns the same object where the body names none of them
 */
export function withoutAdvert(
  body: Uint8Array,
  contentType: string,
  addresses: readonly string[],
): Uint8Array | null {
  const text = new TextDecoder().decode(body)
  const json = parsed(text)
  if (json !== undefined) {
    const pruned = prune(json, addresses)
    if (pruned === GONE) return null
    const rest = JSON.stringify(pruned)
    return rest === JSON.stringify(json) ? body : Buffer.from(rest)
  }
  if (!names(text, addresses)) return body
  if (!/\bxml\b/i.test(contentType) && !text.trimStart().startsWith('<?xml')) return null
  const parts = text.split(/(?=<(?:item|entry|position|url)[\s>])/)
  const rest = parts.map(part => (names(part, addresses) ? afterItem(part) : part)).join('')
  return names(rest, addresses) ? null : Buffer.from(rest)
}

/** Whether a text names an address, rather than a longer one that begins with it. */
function names(text: string, addresses: readonly string[]): boolean {
  return addresses.some(address => {
    for (let at = text.indexOf(address); at >= 0; at = text.indexOf(address, at + 1))
      if (!/[\w/-]/.test(text[at + address.length] ?? '')) return true
    return false
  })
}

const GONE = Symbol('gone')

/** A value without the list entries that name an address; `GONE` where it names one itself. */
function prune(value: unknown, addresses: readonly string[]): unknown {
  if (typeof value === 'string') return names(value, addresses) ? GONE : value
  if (Array.isArray(value)) return value.map(entry => prune(entry, addresses)).filter(entry => entry !== GONE)
  if (typeof value !== 'object' || value === null || isRaw(value)) return value
  const entries = Object.entries(value).map(([key, part]) => [key, prune(part, addresses)] as const)
  return entries.some(([, part]) => part === GONE) ? GONE : Object.fromEntries(entries)
}

/** What follows an item up to the next one: the end of the document behind the last. */
function afterItem(part: string): string {
  const name = /^<(item|entry|position|url)[\s>]/.exec(part)?.[1]
  if (name === undefined) return part
  const end = part.indexOf(`</${name}>`)
  return end < 0 ? '' : part.slice(end + name.length + 3)
}

// JSON with source text access (ES2026), which TypeScript does not know yet: digits beyond 2^53 are to stay as they are.
type RawJson = typeof JSON & { rawJSON(text: string): object; isRawJSON(value: unknown): boolean }
const isRaw = (value: object): boolean => (JSON as RawJson).isRawJSON(value)

function parsed(text: string): unknown {
  const keepDigits = (_key: string, value: unknown, context?: { source?: string }): unknown =>
    typeof value === 'number' && context?.source !== undefined && String(value) !== context.source
      ? (JSON as RawJson).rawJSON(context.source)
      : value
  try {
    return JSON.parse(text, keepDigits)
  } catch {
    return undefined
  }
}
