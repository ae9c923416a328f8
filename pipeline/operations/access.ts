import { createHash, timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'

/** What decides whether a request may see what stands behind the token. */
export interface Caller {
  /** Address of the other end of the connection. */
  address: string | undefined
  header(name: string): string | undefined
}

/** Whether a request carries the token: as `Bearer`, or as the password of `Basic`, which browsers ask for. */
export function hasToken(token: string, { header }: Caller): boolean {
  const [, scheme = '', given = ''] = /^(\S{1,20}) +(\S.*)$/.exec(header('authorization') ?? '') ?? []
  if (/^bearer$/i.test(scheme)) return isSame(given, token)
  if (!/^basic$/i.test(scheme)) return false
  const pair = Buffer.from(given, 'base64').toString()
  return isSame(pair.slice(pair.indexOf(':') + 1), token)
}

/** By their hashes, which have one length: how long it takes tells neither how much is right nor how long the token is. */
const isSame = (given: string, token: string): boolean => timingSafeEqual(hash(given), hash(token))
const hash = (text: string): Buffer => createHash('sha256').update(text).digest()

/** What proxies add: behind one, everybody comes from loopback. */
const forwarding = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via']

/**
 * Whether a request comes from this machine itself: from a loopback address, not through a proxy, and asked for by a
 * name of loopback, which a foreign page that has its own name point here does not.
 */
export function isLocal({ address, header }: Caller): boolean {
  const peer = address?.replace(/^::ffff:/, '') ?? ''
  if (!isLoopback(peer) || forwarding.some(name => header(name) !== undefined)) return false
  const { hostname } = URL.parse(`http://${header('host') ?? ''}`) ?? { hostname: '' }
  return hostname === 'localhost' || isLoopback(hostname.replace(/^\[|\]$/g, ''))
}

const isLoopback = (address: string): boolean =>
  address === '::1' || (isIP(address) === 4 && address.startsWith('127.'))
