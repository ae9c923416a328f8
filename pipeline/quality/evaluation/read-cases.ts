import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { z } from 'zod'
import { ConfigError } from '../../configuration.ts'

/**
 * The cases of a file of JSON lines, checked.
 * @throws ConfigError naming the file, the line and what is wrong with it
 */
export function readCases<Case>(path: string, schema: z.ZodType<Case>): Case[] {
  const cases: Case[] = []
  for (const [at, line] of readFileSync(path, 'utf8').split('\n').entries()) {
    if (line.trim() === '') continue
    const parsed = schema.safeParse(asJson(line))
    if (!parsed.success) {
      const problem = z.prettifyError(parsed.error).replace(/\s+/g, ' ')
      throw new ConfigError(`${basename(path)} line ${at + 1} is no case of this set: ${problem}`)
    }
    cases.push(parsed.data)
  }
  return cases
}

function asJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
