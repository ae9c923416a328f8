import { z } from 'zod'
import { skills } from '../../../extractors/taxonomy/skills.ts'
import { readData } from './read-data.ts'

const known = new Set(skills.map(({ category, name }) => `${category}: ${name}`))
const listed = readData(
  'sectors.yaml',
  z.record(z.string(), z.array(z.string())).superRefine((categories, context) => {
    for (const [category, names] of Object.entries(categories))
      names.forEach((name, at) => {
        if (!known.has(`${category}: ${name}`))
          context.addIssue({
            code: 'custom',
            path: [category, at],
            message: `the taxonomy has no "${name}" there`,
          })
      })
  }),
)
const sectors = new Set(
  Object.entries(listed).flatMap(([category, names]) => names.map(name => `${category}: ${name}`)),
)

/** Whether a term names an industry. */
export const isSector = ({ category, name }: { category: string; name: string }): boolean =>
  sectors.has(`${category}: ${name}`)
