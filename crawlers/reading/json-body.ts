import { SourceChanged } from '../errors.ts'
import { decodeBody } from '../http/decode-body.ts'
import type { StoredResponse } from '../source.ts'

/**
 * The body of a response of a JSON interface.
 * @param reviver as `JSON.parse` takes it
 * @throws SourceChanged where it is none (a sign-in page, a truncated body)
 */
export function jsonBody(
  response: StoredResponse,
  reviver?: (key: string, value: unknown) => unknown,
): unknown {
  const text = decodeBody(response.body, response.contentType || 'application/json')
  try {
    return JSON.parse(text, reviver)
  } catch (cause) {
    const start = text.slice(0, 60).replace(/\s+/g, ' ').trim()
    throw new SourceChanged(
      `${response.url} answers with something other than JSON: ${JSON.stringify(start)}`,
      {
        cause,
      },
    )
  }
}
