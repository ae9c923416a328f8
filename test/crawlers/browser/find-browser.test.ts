import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findBrowser } from '../../../crawlers/browser/find-browser.ts'
import { unpackChromium } from '../../../crawlers/browser/unpack-chromium.ts'
import { ConfigError } from '../../../crawlers/errors.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jobtide-test-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it('takes the given browser before any other', async () => {
  const own = join(folder, 'own-browser')
  await writeFile(own, '#!/bin/sh\necho Chromium 1.0\n', { mode: 0o700 })
  expect(await findBrowser({ executablePath: own })).toEqual({
    executablePath: own,
    origin: 'given',
    env: {},
  })
})

it('does not fall back where the given browser does not start', async () => {
  const broken = join(folder, 'broken')
  await writeFile(broken, '#!/bin/sh\nexit 1\n', { mode: 0o700 })
  await expect(findBrowser({ executablePath: broken })).rejects.toThrow(ConfigError)
  await expect(findBrowser({ executablePath: join(folder, 'none') })).rejects.toThrow(/none does not start/)
})

it('finds a browser on this machine', async () => {
  const { executablePath, env } = await findBrowser({})
  expect(execFileSync(executablePath, ['--version'], { env, encoding: 'utf8' })).toMatch(/Chrom/)
})

it('unpacks the browser of npm once, for two at a time, into a folder of its own', async () => {
  const [first, second] = await Promise.all([unpackChromium(folder), unpackChromium(folder)])
  expect(second).toEqual(first)
  const { ctimeMs } = await stat(first.executablePath)
  await unpackChromium(folder)
  expect((await stat(first.executablePath)).ctimeMs).toBe(ctimeMs)
  expect((await stat(first.libraries)).isDirectory()).toBe(true)
})

it('does not run what others could have put there', async () => {
  await chmod(folder, 0o777)
  await expect(unpackChromium(folder)).rejects.toThrow(/somebody else/)
})
