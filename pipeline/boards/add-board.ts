import { isDeepStrictEqual } from 'node:util'
import { parseDocument } from 'yaml'
import { ConfigError } from '../../crawlers/errors.ts'
import { readConfigurationFile } from '../configuration-file.ts'
import { checkSource } from '../sources.ts'
import { type Board, missingOptions } from './board.ts'
import { type Entry, insertBoard } from './insert-board.ts'

/** A configuration with a board more. */
export interface Addition {
  text: string
  /** The name of the new source. */
  source: string
  /** Environment variables that the entry names, and that must be set before anything runs. */
  variables: string[]
  /** Whether a person has to read the site's terms before the source runs. */
  needsTerms: boolean
}

/** Stands for a variable that is not set: it is text, a host and an IP address. */
const STAND_IN = '127.0.0.1'

/** The line under a board whose terms nobody has read yet. */
const TERMS_LINE = 'terms: { url: https://…, reviewed: YYYY-MM-DD, aggregates: true }'

const HEAD = `# The sources of jobtide; "jobtide sources check" looks after this file.
# An address where the sites that are crawled can reach you; it stands in the user agent.
# contact: https://example.org/about-our-crawler
`

/**
 * Adds a board to a configuration, its comments and order as they were. Options that are missing, such as an account's
 * key, are taken from environment variables; where the platform has no terms of its own, the place for them is left as
 * a comment, and the source does not run before it is filled in.
 * @param text of the file; null where there is none yet
 * @throws ConfigError where the board is there already, its options are none, or the file cannot take it
 */
export function addBoard(
  text: string | null,
  board: Board,
  { name }: { name?: string | undefined },
): Addition {
  const before = text ?? HEAD
  if (parseDocument(before).errors.length > 0)
    throw new ConfigError('the file is no YAML; "jobtide sources check" says where')
  const { platform } = board
  const missing = missingOptions(board).map(option => ({
    option,
    variable: variableOf(platform.name, option),
  }))
  const options = {
    ...board.options,
    ...Object.fromEntries(missing.map(({ option, variable }) => [option, `\${${variable}}`])),
  }
  const standIns = Object.fromEntries(missing.map(({ option }) => [option, STAND_IN]))
  const checked = checkSource({
    platform: platform.name,
    options: { ...board.options, ...standIns },
    ...(name === undefined ? {} : { name }),
  })
  if ('problems' in checked) throw new ConfigError(`${platform.name}: ${checked.problems[0]!.message}`)
  const { source } = checked
  const seeds = platform.seeds(source.options)
  for (const other of sourcesIn(before)) {
    if (other.platform === platform && isDeepStrictEqual(other.platform.seeds(other.options), seeds))
      throw new ConfigError(`the board is there already, as ${other.name}`)
    if (other.name === source.name)
      throw new ConfigError(`a source is named ${source.name} already; give this one another with --name`)
  }

  const needsTerms = platform.terms === null
  const entry: Entry = {
    value: shortest({ ...(name === undefined ? {} : { name }), ...options }, needsTerms),
    comments: needsTerms
      ? ['It does not run yet. When you have read the terms of this site, fill in:', TERMS_LINE]
      : [],
  }
  const after = insertBoard(before, platform.name, entry)
  const isThere = after !== null && sourcesIn(after).some(other => other.name === source.name)
  if (!isThere) throw new ConfigError('"sources" of the file has a form that nothing can be added to')
  return { text: after, source: source.name, variables: missing.map(({ variable }) => variable), needsTerms }
}

/** Just its name, where that is all there is to say of a board. */
const shortest = (entry: Record<string, unknown>, hasMore: boolean): unknown =>
  Object.keys(entry).join() === 'board' && !hasMore ? entry.board : entry

/** The sources of a configuration as if every variable that it names were set. */
function sourcesIn(text: string) {
  const named = text.matchAll(/\$\{([A-Z][A-Z0-9_]{0,60})\}/g)
  return readConfigurationFile(
    text,
    Object.fromEntries([...named].map(([, variable]) => [variable, STAND_IN])),
  ).sources
}

/** `appId` of adzuna is `ADZUNA_APP_ID`. */
const variableOf = (platform: string, option: string): string =>
  `${platform}_${option.replace(/[A-Z]/g, letter => `_${letter}`)}`.replaceAll('-', '_').toUpperCase()
