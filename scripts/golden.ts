import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withSourceTable } from '../pipeline/publish/source-table.ts'
import { knownPlatforms } from '../pipeline/sources.ts'
import { writeContract } from './write-contract.ts'

/**
 * Rewrites what the platform fixtures expect (`test/fixtures/<platform>/*.expected.json`), the table of sources in the
 * README, the data dictionary and the stored contract with readers; the diff is to be read.
 */
const root = join(import.meta.dirname, '..')
const readme = join(root, 'crawlers/README.md')
writeFileSync(readme, withSourceTable(readFileSync(readme, 'utf8'), knownPlatforms))
const breaches = await writeContract(root)
for (const breach of breaches) console.error(`The contract with readers is broken: ${breach}`)
if (breaches.length) console.error('Where that is meant, delete test/fixtures/contract/mart.json first.')

const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const run = spawnSync(
  process.execPath,
  [vitest, 'run', 'test/crawlers/platforms/fixtures.test.ts', '--update'],
  {
    cwd: root,
    stdio: 'inherit',
  },
)
process.exitCode = breaches.length ? 1 : (run.status ?? 1)
