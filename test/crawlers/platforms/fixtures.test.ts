import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { platforms } from '../../../crawlers/registry.ts'
import type { Platform, Reading, StoredResponse } from '../../../crawlers/source.ts'

/**
 * One test per pair `test/fixtures/<platform>/<case>.<json|html|xml>` and `<case>.expected.json`. The expectation says
 * under `request` how the response was asked for, and under `reading` or `error` what comes of it; `npm run golden`
 * rewrites the latter two. A new case takes the request of its platform's `normal` case.
 */
interface Request {
  url: string
  contentType: string
  options?: unknown
  post?: string
}

const FIXTURES = join(import.meta.dirname, '../../fixtures')
const SEEN_AT = '2026-11-21T06:00:00.000Z'
const MANDATORY_CASES = ['normal', 'empty', 'malformed-record', 'changed-shape', 'partial']

describe.each(platforms.map(platform => [platform.name, platform] as const))('%s', (name, platform) => {
  const bodies = globSync(join(FIXTURES, name, '*.{json,html,xml}')).filter(
    path => !path.endsWith('.expected.json'),
  )

  test('has the cases that every platform needs', () => {
    expect(bodies.map(caseOf)).toEqual(expect.arrayContaining(MANDATORY_CASES))
  })

  test.each(bodies.sort().map(path => [caseOf(path), path] as const))('%s', async (_case, path) => {
    const request = requestOf(path)
    const outcome = read(platform, path, request)
    const text = `${JSON.stringify({ request, ...outcome }, null, 2)}\n`
    await expect(text).toMatchFileSnapshot(expectationOf(path))
  })
})

const caseOf = (path: string): string => basename(path, extname(path))
const expectationOf = (path: string): string => join(dirname(path), `${caseOf(path)}.expected.json`)

function requestOf(path: string): Request {
  const own = expectationOf(path)
  const file = existsSync(own) ? own : join(dirname(path), 'normal.expected.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { request: Request }).request
}

function read(platform: Platform, path: string, request: Request): { reading: Reading } | { error: string } {
  const { url, contentType, post } = request
  const response: StoredResponse = {
    url,
    contentType,
    status: 200,
    body: readFileSync(path),
    seenAt: SEEN_AT,
    ...(post === undefined ? {} : { post }),
  }
  const options = request.options === undefined ? undefined : platform.options.parse(request.options)
  expect(platform.owns(new URL(url), contentType)).toBe(true)
  try {
    return { reading: platform.read(response, options) }
  } catch (error) {
    return { error: String(error) }
  }
}
