/**
 * RFC 9309 once more, written from its text and not from ours: whether a robots.txt lets this product fetch a path,
 * as the path arrives at the server. Slow, plain, and used by tests only.
 */
export function robotsAllow(robots: string, product: string, path: string): boolean {
  if (path === '/robots.txt') return true
  const lines = robots
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .split('\n')
    .map(line => line.split('#')[0]!)
    .filter(line => line.includes(':'))
    .map(line => {
      const colon = line.indexOf(':')
      return { field: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1).trim() }
    })
    .filter(({ field }) => ['user-agent', 'allow', 'disallow'].includes(field))

  // A group is a run of user-agent lines and the run of rules after it.
  const groups: { agents: string[]; rules: { allow: boolean; pattern: string }[] }[] = []
  lines.forEach(({ field, value }, index) => {
    if (field === 'user-agent') {
      if (lines[index - 1]?.field !== 'user-agent') groups.push({ agents: [], rules: [] })
      groups.at(-1)!.agents.push(value.replace(/[/\s].*$/, '').toLowerCase())
    } else if (value !== '') groups.at(-1)?.rules.push({ allow: field === 'allow', pattern: value })
  })
  const named = groups.filter(({ agents }) => agents.includes(product.toLowerCase()))
  const chosen = named.length > 0 ? named : groups.filter(({ agents }) => agents.includes('*'))

  // To be met plainly in an address, both are written encoded in a pattern.
  const octets = octetsOf(path).replaceAll('*', '%2A').replaceAll('$', '%24')
  const matching = chosen
    .flatMap(({ rules }) => rules)
    .map(({ allow, pattern }) => ({ allow, ...regexOf(pattern) }))
    .filter(({ regex }) => regex.test(octets))
  const longest = Math.max(...matching.map(({ length }) => length))
  const winners = matching.filter(({ length }) => length === longest)
  return winners.length === 0 || winners.some(({ allow }) => allow)
}

const PLAIN = new Set('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~')
/** RFC 3986, 2.2; the quote apart, which addresses of the web carry encoded. */
const RESERVED = new Set(':/?#[]@!$&()*+,;=%')

/** A path octet by octet: `A` for what needs no encoding, `/` for what is reserved, `%C3` for anything else. */
function octetsOf(path: string): string {
  let result = ''
  const bytes = new TextEncoder().encode(path)
  for (let at = 0; at < bytes.length; at++) {
    let code = bytes[at]!
    const hex = String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0)
    const isEncoded = code === 0x25 && /^[0-9a-f]{2}$/i.test(hex)
    if (isEncoded) {
      code = Number.parseInt(hex, 16)
      at += 2
    }
    const character = String.fromCharCode(code)
    const stands = PLAIN.has(character) || (!isEncoded && RESERVED.has(character))
    result += stands ? character : `%${code.toString(16).padStart(2, '0').toUpperCase()}`
  }
  return result
}

/** `*` is anything and a last `$` the end. */
function regexOf(pattern: string): { regex: RegExp; length: number } {
  const octets = octetsOf(pattern)
  const isWhole = octets.endsWith('$')
  const source = [...(isWhole ? octets.slice(0, -1) : octets)]
    .map(character => (character === '*' ? '.*' : character.replace('$', '%24').replace(/[^\w%]/, '\\$&')))
    .join('')
  return { regex: new RegExp(`^${source}${isWhole ? '$' : ''}`, 's'), length: octets.length }
}
