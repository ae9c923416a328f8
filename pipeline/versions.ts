import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { taxonomyVersion } from '../extractors/taxonomy/taxonomy-files.ts'
import manifest from '../package.json' with { type: 'json' }

/** The rooms whose code makes figures and pages. */
const rooms = ['extractors', 'db', 'pipeline']

/** What figures are made with; every publication records it. `code` is the release and a hash of its sources. */
export const versions = { code: `${manifest.version}+${sourceHash()}`, taxonomy: taxonomyVersion }

/** How crawlers introduce themselves. */
export const product = { name: manifest.name, version: manifest.version }

function sourceHash(): string {
  const project = join(import.meta.dirname, '..')
  const hash = createHash('sha256')
  for (const room of rooms)
    for (const name of readdirSync(join(project, room), { recursive: true, encoding: 'utf8' }).sort())
      if (name.endsWith('.ts')) hash.update(readFileSync(join(project, room, name)))
  return hash.digest('hex').slice(0, 8)
}
