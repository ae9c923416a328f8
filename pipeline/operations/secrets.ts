import type { Configuration } from '../configuration.ts'

/** Options of sources whose values are not for other eyes. */
const secretOptions = /(key|token|secret|password|appId)$|^userIp$/i

/**
 * Every value of the configuration that no log, alert, metric or page may show: the keys of sources, the passwords in
 * addresses, and of the webhook whatever follows its host, which is what lets anybody post to it.
 * @param more what else is secret: the token of the operations endpoints
 */
export function secretsOf(
  { sources, webhook, databaseUrl, queueUrl }: Configuration,
  more: readonly (string | undefined)[] = [],
): string[] {
  return [
    ...sources.flatMap(({ options }) => keysIn(options)),
    ...[databaseUrl, queueUrl, webhook].flatMap(passwordIn),
    ...(webhook === null ? [] : pathOf(webhook)),
    ...more,
  ].filter(secret => secret !== undefined && secret !== '') as string[]
}

function keysIn(options: unknown): string[] {
  if (typeof options !== 'object' || options === null) return []
  return Object.entries(options).flatMap(([name, value]) =>
    typeof value === 'string' && secretOptions.test(name) ? [value] : [],
  )
}

function passwordIn(address: string | null): string[] {
  if (address === null || !URL.canParse(address)) return []
  const { password } = new URL(address)
  return password ? [password, decodeURIComponent(password)] : []
}

function pathOf(address: string): string[] {
  const { pathname, search } = new URL(address)
  return [...(pathname.length > 1 ? [pathname] : []), ...(search.length > 1 ? [search] : [])]
}
