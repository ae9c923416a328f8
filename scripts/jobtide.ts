import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// In the project's own folder: what a shared temporary folder holds may be another user's. Where it cannot be written,
// modules are compiled anew.
const cache = join(import.meta.dirname, '../node_modules/.cache/jobtide')
// Threads look for it in the environment.
if (enableCompileCache(cache).directory) process.env.NODE_COMPILE_CACHE ??= cache
const { run } = await import('./command-line.ts')

process.exitCode = await run(process.argv)
