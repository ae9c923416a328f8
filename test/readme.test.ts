import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { platforms } from '../crawlers/registry.ts'

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')

it('the table of platforms in the README is that of their metadata', () => {
  const section = readme.split('## Sources')[1]!.split('\n## ')[0]!
  const rows = section.split('\n').filter(line => line.startsWith('| `'))
  expect(rows.map(row => row.replaceAll(/ +/g, ' '))).toEqual(
    platforms.map(
      ({ name, title, homepage, lineage }) => `| \`${name}\` | [${title}](${homepage}) | ${lineage} |`,
    ),
  )
})

it('the README stays readable in one go', () => {
  expect(readme.split('\n').length).toBeLessThanOrEqual(150)
})
