import { ConfigError } from '../../../crawlers/errors.ts'
import { nearestName } from '../../../crawlers/nearest-name.ts'
import { percentileRules } from './basis.ts'
import type { Figure, Question } from './explanation.ts'

/** The figures that are written by their name alone. */
const plainFigures = [
  'vacancies',
  'quoted',
  'live',
  'share',
  'rank',
  ...Object.keys(percentileRules),
] as Exclude<Figure, 'skill'>[]

/**
 * Reads a figure as people write it: `p50`, `skill:Python`.
 * @throws ConfigError where it is none
 */
export function readFigure(text: string): Pick<Question, 'figure' | 'skill'> {
  const skill = /^skill:\s*(\S.*)$/i.exec(text)
  if (skill) return { figure: 'skill', skill: skill[1]!.trim() }
  const figure = plainFigures.find(name => name === text.toLowerCase())
  if (figure) return { figure, skill: null }
  const near = nearestName(text, plainFigures)
  const hint = near ? `; did you mean ${near}? There` : ': there'
  throw new ConfigError(`"${text}" is no figure${hint} are ${plainFigures.join(', ')} and skill:NAME`)
}
