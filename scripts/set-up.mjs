// Installs the dependencies where they are missing or older than the lockfile. Plain JavaScript: it runs on whatever
// Node the machine has, before the pinned one is there.
import { execSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = dirname(dirname(fileURLToPath(import.meta.url)))
const installed = join(project, 'node_modules', '.package-lock.json')
const lockfile = join(project, 'package-lock.json')

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lockfile).mtimeMs) {
  console.error('Installing dependencies (npm ci); this takes a minute …')
  try {
    execSync('npm ci --no-audit --no-fund --loglevel=error', { cwd: project, stdio: ['ignore', 2, 2] })
  } catch {
    console.error('The dependencies could not be installed; npm says why above.')
    process.exit(1)
  }
}
