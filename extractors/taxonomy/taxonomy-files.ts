import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CORE_SCHEMA, FAILSAFE_SCHEMA, load } from 'js-yaml'
import { z } from 'zod'

const folder = import.meta.dirname

/** The YAML files of the taxonomy, relative to its folder, in the order of their names. */
export const taxonomyFiles: readonly string[] = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.yaml'))
  .map(name => name.replaceAll('\\', '/'))
  .sort()

/** Content hash of every YAML file of the taxonomy: 12 hex digits. */
export const taxonomyVersion: string = contentHash()

/**
 * One YAML file of the taxonomy, checked against `schema`. `name` is relative to its folder (`titles/heads.yaml`).
 * @param scalars `strings` keeps every scalar a string, so that names such as `802.15`, `No` or `1E1` stay what they are
 * @throws Error naming the file and the offending path
 */
export function readTaxonomyFile<T>(
  name: string,
  schema: z.ZodType<T>,
  scalars: 'typed' | 'strings' = 'typed',
): T {
  let content: unknown
  try {
    content = load(readFileSync(join(folder, name), 'utf8'), {
      filename: name,
      schema: scalars === 'strings' ? FAILSAFE_SCHEMA : CORE_SCHEMA,
    })
  } catch (cause) {
    throw new Error(`taxonomy ${name}: ${(cause as Error).message}`, { cause })
  }
  const result = schema.safeParse(content)
  if (result.success) return result.data
  throw new Error(`taxonomy ${name}: ${z.prettifyError(result.error)}`, { cause: result.error })
}

function contentHash(): string {
  const hash = createHash('sha256')
  for (const name of taxonomyFiles)
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(folder, name)))
      .update('\0')
  return hash.digest('hex').slice(0, 12)
}
