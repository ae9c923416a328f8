import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { z } from 'zod'
import { ConfigError } from '../../configuration.ts'

const Contested = z.array(
  z.strictObject({
    set: z.string(),
    /** Measures whose labels are contested. */
    measures: z.array(z.string()).min(1),
    why: z.string().min(10),
    /** The cases as the report names them: the text, or the advert's title and id. */
    cases: z.array(z.string()).min(1),
    /** Contested items of a measure that matches lists: skills, terms, places. */
    items: z.array(z.string()).min(1).optional(),
  }),
)

/** Labels that the project holds to be wrong, with the reason. */
export type ContestedLabels = z.infer<typeof Contested>

/** The largest share of a measure's judgements that may be contested. */
export const MOST_CONTESTED = 0.03

/** What is contested of one set. */
export interface Contest {
  /** @param item the wanted or found item, for measures that match lists */
  isContested(measure: string, read: string, item?: string): boolean
}

/**
 * The contested labels of the project.
 * @throws ConfigError where the file is no such list
 */
export function readContested(path = join(import.meta.dirname, 'contested.yaml')): ContestedLabels {
  const parsed = Contested.safeParse(load(readFileSync(path, 'utf8')))
  if (parsed.success) return parsed.data
  throw new ConfigError(`${path}: ${z.prettifyError(parsed.error)}`)
}

/** The contested labels of one set, ready to be asked. */
export function contestOf(set: string, labels: ContestedLabels): Contest {
  const keys = new Set(
    labels
      .filter(row => row.set === set)
      .flatMap(({ measures, cases, items = [''] }) =>
        measures.flatMap(measure => cases.flatMap(read => items.map(item => keyOf(measure, read, item)))),
      ),
  )
  return { isContested: (measure, read, item = '') => keys.has(keyOf(measure, read, item)) }
}

const keyOf = (measure: string, read: string, item: string): string =>
  [measure, read, item.toLowerCase()].join('\n')
