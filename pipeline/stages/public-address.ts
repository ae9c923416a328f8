import { redactText } from '../personal-data/redact.ts'

/** Query parameters that carry credentials. */
const secrets =
  /^(app_?id|app_?key|api_?key|apikey|key|token|access_token|auth|secret|client_secret|password|signature|sig)$/i

/** An address without the credentials in it: what is stored and shown of a request to a keyed API. */
export function publicAddress(url: string): string {
  if (!URL.canParse(url)) return url
  const address = new URL(url)
  const named = [...address.searchParams.keys()].filter(name => secrets.test(name))
  if (named.length === 0 && !address.username && !address.password) return url
  for (const name of named) address.searchParams.delete(name)
  address.username = ''
  address.password = ''
  return address.href
}

/** A message whose addresses, of the web, of databases and of queues, are without credentials; and without mails and phones. */
export const publicMessage = (message: string): string =>
  redactText(
    message.replace(/(?:https?|postgres(?:ql)?|rediss?):\/\/[^\s"'<>]{1,4000}/gi, found => {
      // What ends the sentence is no part of the address.
      const [end = ''] = /[.,;:!?)]{0,3}$/.exec(found) ?? []
      return publicAddress(found.slice(0, found.length - end.length)) + end
    }),
  )
