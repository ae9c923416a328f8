import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { z } from 'zod'
import { collectJudgements, type LabelledSet } from './figures.ts'
import { readAlone } from './read-alone.ts'
import { readCases } from './read-cases.ts'

const ours = new Map(
  Object.entries(
    z
      .record(z.string(), z.string())
      .parse(load(readFileSync(join(import.meta.dirname, 'adzuna-regions.yaml'), 'utf8'))),
  ),
)

const Case = z.object({
  text: z.string(),
  region: z
    .string()
    .refine(name => ours.has(name), 'adzuna-regions.yaml does not know this region')
    .nullable(),
})

/** Location texts and the UK region they lie in; texts that fit several regions have no truth and are not judged. */
export const regions: LabelledSet = {
  file: 'location-adzuna.jsonl',
  evaluate(path, contest) {
    const cases = readCases(path, Case)
    const judgements = collectJudgements(contest)
    for (const { text, region } of cases) {
      if (region === null) continue
      const wanted = ours.get(region)!
      const found = readAlone({ locations: [text] }).region
      judgements.judge('region', text, found === wanted, () => ({
        expected: wanted,
        found: found ?? 'none',
        weight: found === null || found === 'UK' ? 1 : 2,
      }))
    }
    return judgements.report(cases.length)
  },
}
