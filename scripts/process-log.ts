import { ConfigError, type Configuration } from '../pipeline/configuration.ts'
import { type CleanText, textCleaner } from '../pipeline/operations/clean-text.ts'
import { type Log, openLog } from '../pipeline/operations/log.ts'
import { secretsOf } from '../pipeline/operations/secrets.ts'

/** The fewest characters of a token: sixteen bytes at random have 22 in base64. */
const SHORTEST_TOKEN = 16

/**
 * What opens the endpoints that are not for everybody; undefined where none is set.
 * @throws ConfigError where it could be guessed
 */
export function operationsToken(): string | undefined {
  const token = process.env.JOBTIDE_OPERATIONS_TOKEN || undefined
  if (token !== undefined && token.length < SHORTEST_TOKEN)
    throw new ConfigError(
      `JOBTIDE_OPERATIONS_TOKEN has fewer than ${SHORTEST_TOKEN} characters; make one by "openssl rand -base64 24"`,
    )
  return token
}

/** What a process says, and what takes secrets and personal data out of any other text of its installation. */
export interface ProcessLog {
  log: Log
  clean: CleanText
}

/**
 * The log of a process that runs until it is stopped, on standard error: plain lines on a terminal, JSON lines elsewhere.
 */
export function processLog(name: string, configuration: Configuration): ProcessLog {
  const clean = textCleaner(secretsOf(configuration, [process.env.JOBTIDE_OPERATIONS_TOKEN]))
  const write = (line: string) => process.stderr.write(line)
  const log = openLog({ process: name, clean, isTerminal: process.stderr.isTTY === true, write })
  return { log, clean }
}
