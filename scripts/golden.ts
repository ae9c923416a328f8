import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** Rewrites what the platform fixtures expect (`test/fixtures/<platform>/*.expected.json`); the diff is to be read. */
const root = join(import.meta.dirname, '..')
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
