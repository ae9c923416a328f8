import { execFileSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { ConfigError } from '../../../crawlers/errors.ts'
import { ownTaxonomy, type TaxonomySource, taxonomyIn } from '../../../extractors/taxonomy/taxonomy-files.ts'

/** A taxonomy to compare, under the name it was asked for. */
export interface NamedTaxonomy {
  name: string
  source: TaxonomySource
}

/** The checkout that this installation runs from, where it is one. */
const ownCheckout = join(import.meta.dirname, '../../..')
const inCheckout = 'extractors/taxonomy'

/** The taxonomy of this installation as it stands on the disk. */
export const workingTree = (): NamedTaxonomy => ({ name: 'working tree', source: ownTaxonomy })

/**
 * The taxonomy that `name` means: a folder that holds one (or a checkout that does), else a git revision of `checkout`.
 * @throws ConfigError where it is neither, or has no taxonomy
 */
export function findTaxonomy(name: string, checkout: string = ownCheckout): NamedTaxonomy {
  const folder = [resolve(name), resolve(name, inCheckout)].find(path => existsSync(join(path, 'skills')))
  if (folder !== undefined) return { name, source: taxonomyIn(folder) }
  if (existsSync(name))
    throw new ConfigError(
      `${name} holds no taxonomy: ${statSync(name).isDirectory() ? 'it has no folder "skills"' : 'it is a file, not a folder'}`,
    )
  return { name, source: taxonomyAt(name, checkout) }
}

function taxonomyAt(revision: string, checkout: string): TaxonomySource {
  const git = (...args: string[]) => run(checkout, args)
  let commit: string
  try {
    git('rev-parse', '--git-dir')
  } catch (cause) {
    throw new ConfigError(
      `"${revision}" is no folder, and this installation is no git checkout that could know it as a revision`,
      { cause },
    )
  }
  try {
    commit = git('rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`).trim()
  } catch (cause) {
    throw new ConfigError(
      `"${revision}" is neither a folder with a taxonomy nor a revision of this checkout`,
      {
        cause,
      },
    )
  }
  const files = git('ls-tree', '-r', '-z', '--name-only', commit, '--', inCheckout)
    .split('\0')
    .filter(path => path.endsWith('.yaml'))
    .map(path => path.slice(inCheckout.length + 1))
    .sort()
  if (files.length === 0) throw new ConfigError(`the revision "${revision}" has no taxonomy in ${inCheckout}`)
  return { files, read: file => git('show', `${commit}:./${inCheckout}/${file}`) }
}

/** What git says in a checkout. */
function run(checkout: string, args: string[]): string {
  return execFileSync('git', ['-C', checkout, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 64 * 1024 * 1024,
  })
}
