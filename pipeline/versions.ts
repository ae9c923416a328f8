import { taxonomyVersion } from '../extractors/taxonomy/taxonomy-files.ts'
import manifest from '../package.json' with { type: 'json' }

/** What figures are made with; every publication records it. */
export const versions = { code: manifest.version, taxonomy: taxonomyVersion }

/** How crawlers introduce themselves. */
export const product = { name: manifest.name, version: manifest.version }
