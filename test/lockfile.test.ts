import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { missingPlatforms, readLockfile } from '../scripts/lockfile.ts'

it('the lockfile has the packages of every platform ("npm run lockfile" adds them after an install)', () => {
  expect(missingPlatforms(readLockfile().packages)).toEqual({})
})

it('names no registry host', () => {
  expect(readFileSync(join(import.meta.dirname, '../package-lock.json'), 'utf8')).not.toMatch(
    /"resolved": "https?:/,
  )
})

it('finds a package beside the one that asks for it, and above', () => {
  const packages = {
    '': {},
    'node_modules/a': { optionalDependencies: { 'a-linux-x64': '1.0.0', 'a-darwin-arm64': '1.0.0' } },
    'node_modules/a/node_modules/a-linux-x64': {},
  }
  expect(missingPlatforms(packages)).toEqual({
    'node_modules/a-darwin-arm64': { version: '1.0.0', cpu: ['arm64'], optional: true, os: ['darwin'] },
  })
})
