/** Query parameters that carry credentials. */
const secrets = /^(app_?id|app_?key|api_?key|apikey|key|token|access_token|auth|secret|password)$/i

/** An address without the credentials in its query: what is stored and shown of a request to a keyed API. */
export function publicAddress(url: string): string {
  if (!URL.canParse(url)) return url
  const address = new URL(url)
  const named = [...address.searchParams.keys()].filter(name => secrets.test(name))
  if (named.length === 0) return url
  for (const name of named) address.searchParams.delete(name)
  return address.href
}

/** A message whose addresses are without credentials. */
export const publicMessage = (message: string): string =>
  message.replace(/https?:\/\/[^\s"'<>]{1,4000}/g, publicAddress)
