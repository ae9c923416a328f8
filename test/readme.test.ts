import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { platforms } from '../crawlers/registry.ts'
import { readConfigurationFile } from '../pipeline/configuration-file.ts'
import { withSourceTable } from '../pipeline/publish/source-table.ts'

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')
const ofCrawlers = readFileSync(join(import.meta.dirname, '../crawlers/README.md'), 'utf8')

it('the table of platforms is that of their metadata ("npm run golden" writes it)', () => {
  expect(ofCrawlers).toBe(withSourceTable(ofCrawlers, platforms))
})

it('the example of a jobtide.yaml in the README is one', () => {
  const example = /```yaml\n([^`]+)```/.exec(readme)![1]!
  const { problems, sources } = readConfigurationFile(example, { ADZUNA_APP_ID: 'id', ADZUNA_APP_KEY: 'key' })
  expect(problems).toEqual([])
  expect(sources.every(({ terms }) => terms !== null)).toBe(true)
})

it('the README stays readable in one go', () => {
  expect(readme.split('\n').length).toBeLessThanOrEqual(150)
})
