import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CORE_SCHEMA, load } from 'js-yaml'
import { z } from 'zod'

/** The day, month or year a published figure is of. */
export const Moment = z
  .string()
  .regex(/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/, 'write a day, month or year as 2025-11-21')

/**
 * A YAML file of this folder, checked.
 * @throws Error naming the file, the entry and what is wrong with it
 */
export const readData = <T>(file: string, schema: z.ZodType<T>): T =>
  parseData(file, readFileSync(join(import.meta.dirname, file), 'utf8'), schema)

/** @throws Error naming the file, the entry and what is wrong with it */
export function parseData<T>(file: string, text: string, schema: z.ZodType<T>): T {
  let content: unknown
  try {
    content = load(text, { schema: CORE_SCHEMA })
  } catch (cause) {
    throw new Error(`${file}: ${(cause as Error).message.split('\n')[0]}`, { cause })
  }
  const result = schema.safeParse(content)
  if (result.success) return result.data
  const problems = result.error.issues.map(
    ({ path, message }) => `${path.length ? `${path.map(String).join(' › ')}: ` : ''}${message}`,
  )
  throw new Error(`${file}: ${problems.join('; ')}`, { cause: result.error })
}
