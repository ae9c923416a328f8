import type { z } from '@hono/zod-openapi'
import { nearestName } from '../../../crawlers/nearest-name.ts'
import { Problem } from './problem.ts'

/**
 * The query of an address by the parameters of its endpoint.
 * @throws Problem naming the first parameter that is unknown, given twice or no value of its kind
 */
export function readQuery<Query extends z.ZodObject>(
  parameters: Query,
  search: URLSearchParams,
): z.output<Query> {
  const known = Object.keys(parameters.shape)
  const given: Record<string, string> = {}
  for (const [name, value] of search) {
    if (!known.includes(name)) throw new Problem(400, unknown(name, known), name.slice(0, 80))
    if (name in given) throw new Problem(400, `"${name}" is given twice; one value at a time`, name)
    given[name] = value
  }
  const read = parameters.safeParse(given)
  if (read.success) return read.data
  const { path, message } = read.error.issues[0]!
  const name = String(path[0])
  const missing = given[name] === undefined
  throw new Problem(
    400,
    missing ? `"${name}" is missing` : `${name}=${JSON.stringify(given[name]!.slice(0, 80))}: ${message}`,
    name,
  )
}

function unknown(name: string, known: readonly string[]): string {
  const near = nearestName(name, known)
  return `"${name.slice(0, 80)}" is no parameter here; ${near ? `did you mean "${near}"? ` : ''}There are ${known.join(', ')}`
}
