import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CORE_SCHEMA, FAILSAFE_SCHEMA, load } from 'js-yaml'
import { z } from 'zod'

/** The YAML files of one taxonomy, wherever they are kept: a folder, a revision of a repository. */
export interface TaxonomySource {
  /** Relative to its folder (`titles/heads.yaml`), in the order of their names. */
  readonly files: readonly string[]
  /** @throws Error where there is no such file */
  read(file: string): string
}

/** What is wrong with a file: where in it, by names or else by numbers from 1 (`skills › Java › rule › near`), and what. */
export interface Fault {
  entry: string
  message: string
}

/** The taxonomy of a folder. */
export function taxonomyIn(folder: string): TaxonomySource {
  return {
    files: readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.yaml'))
      .map(name => name.replaceAll('\\', '/'))
      .sort(),
    read: file => readFileSync(join(folder, file), 'utf8'),
  }
}

/** The taxonomy that this installation reads adverts with. */
export const ownTaxonomy: TaxonomySource = taxonomyIn(import.meta.dirname)

/** The YAML files of the taxonomy, relative to its folder, in the order of their names. */
export const taxonomyFiles: readonly string[] = ownTaxonomy.files

/** Content hash of every YAML file of a taxonomy: 12 hex digits. */
export function taxonomyVersionOf(source: TaxonomySource): string {
  const hash = createHash('sha256')
  for (const name of source.files) hash.update(`${name}\0`).update(source.read(name)).update('\0')
  return hash.digest('hex').slice(0, 12)
}

/** The version of the taxonomy that this installation reads adverts with. */
export const taxonomyVersion: string = taxonomyVersionOf(ownTaxonomy)

/**
 * One YAML file of a taxonomy, checked against `schema`: its data, or everything that is wrong with it.
 * @param scalars `strings` keeps every scalar a string, so that names such as `802.15`, `No` or `1E1` stay what they are
 */
export function parseTaxonomyFile<T>(
  source: TaxonomySource,
  name: string,
  schema: z.ZodType<T>,
  scalars: 'typed' | 'strings',
): { data: T } | { faults: Fault[]; cause: unknown } {
  let content: unknown
  try {
    content = load(source.read(name), {
      filename: name,
      schema: scalars === 'strings' ? FAILSAFE_SCHEMA : CORE_SCHEMA,
    })
  } catch (cause) {
    return { faults: [{ entry: '', message: (cause as Error).message }], cause }
  }
  const result = schema.safeParse(content)
  if (result.success) return { data: result.data }
  const faults = result.error.issues.map(issue => ({
    entry: placeIn(content, issue.path),
    message: issue.message,
  }))
  return { faults, cause: result.error }
}

/**
 * One YAML file of this installation's taxonomy, checked against `schema`. `name` is relative to its folder
 * (`titles/heads.yaml`), `scalars` as in `parseTaxonomyFile`.
 * @throws Error naming the file and what is wrong with it
 */
export function readTaxonomyFile<T>(
  name: string,
  schema: z.ZodType<T>,
  scalars: 'typed' | 'strings' = 'typed',
): T {
  const reading = parseTaxonomyFile(ownTaxonomy, name, schema, scalars)
  if ('data' in reading) return reading.data
  const { faults, cause } = reading
  const said = cause instanceof z.ZodError ? z.prettifyError(cause) : faults[0]!.message
  throw new Error(`taxonomy ${name}: ${said}`, { cause })
}

/** A path into `content` as an editor finds it: an item of a list by its name where it has one. */
function placeIn(content: unknown, path: readonly PropertyKey[]): string {
  let at = content
  return path
    .map(step => {
      at = typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[step] : undefined
      if (typeof step !== 'number') return String(step)
      const { name } = (typeof at === 'object' && at !== null ? at : {}) as { name?: unknown }
      return typeof name === 'string' ? name : String(step + 1)
    })
    .join(' › ')
}
