import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// In the project's own folder: what a shared temporary folder holds may be another user's. Where it cannot be written,
// modules are compiled anew.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/jobtide'))
const { run } = await import('./command-line.ts')

process.exitCode = await run(process.argv)
