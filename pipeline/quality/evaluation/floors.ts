import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { z } from 'zod'
import { ConfigError } from '../../configuration.ts'

const Floors = z.array(
  z.strictObject({ set: z.string(), measure: z.string(), floor: z.number().min(0).max(1) }),
)

/** The least share of a measure of a set that is let through. */
export type Floor = z.infer<typeof Floors>[number]

/**
 * The floors of the project.
 * @throws ConfigError where the file is no list of floors
 */
export function readFloors(path = join(import.meta.dirname, 'floors.yaml')): Floor[] {
  const parsed = Floors.safeParse(load(readFileSync(path, 'utf8')))
  if (parsed.success) return parsed.data
  throw new ConfigError(`${path}: ${z.prettifyError(parsed.error)}`)
}
