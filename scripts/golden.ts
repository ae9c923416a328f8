import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withSourceTable } from '../pipeline/publish/source-table.ts'
import { knownPlatforms } from '../pipeline/sources.ts'

/**
 * Rewrites what the platform fixtures expect (`test/fixtures/<platform>/*.expected.json`), and the table of sources in
 * the README; the diff is to be read.
 */
const root = join(import.meta.dirname, '..')
const readme = join(root, 'README.md')
writeFileSync(readme, withSourceTable(readFileSync(readme, 'utf8'), knownPlatforms))

const vitest = join(root, 'node_modules/vitest/vitest.mjs')
const run = spawnSync(
  process.execPath,
  [vitest, 'run', 'test/crawlers/platforms/fixtures.test.ts', '--update'],
  {
    cwd: root,
    stdio: 'inherit',
  },
)
process.exitCode = run.status ?? 1
