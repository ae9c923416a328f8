import { expect, it } from 'vitest'
import type { Configuration } from '../../../pipeline/configuration.ts'
import { readConfigurationFile } from '../../../pipeline/configuration-file.ts'
import { textCleaner } from '../../../pipeline/operations/clean-text.ts'
import { openLog } from '../../../pipeline/operations/log.ts'
import { secretsOf } from '../../../pipeline/operations/secrets.ts'

const configuration = (): Configuration => {
  const file = readConfigurationFile(
    `alerts: { webhook: "https://hooks.example/services/T01/hook-canary?x=query-canary" }
sources:
  adzuna: [{ what: python, appId: "id-canary", appKey: "\${ADZUNA_KEY}" }]
  jooble: [{ key: "jooble/canary", keywords: python }]`,
    { ADZUNA_KEY: 'adzuna-canary' },
  )
  expect(file.problems).toEqual([])
  return {
    ...file,
    contact: 'x',
    home: '/nowhere',
    file: '/nowhere/jobtide.yaml',
    browserPath: undefined,
    databaseUrl: 'postgres://jobtide:pass%2Fcanary@db.example/jobtide',
    queueUrl: 'redis://:redis-canary@queue.example:6379',
  }
}

function log(isTerminal = false) {
  const lines: string[] = []
  const clean = textCleaner(secretsOf(configuration(), ['token-canary']))
  return {
    lines,
    log: openLog({ process: 'worker', clean, isTerminal, write: line => lines.push(line) }),
  }
}

it('writes JSON lines that say when, how bad, what, and of which run, source and worker', () => {
  const { lines, log: all } = log()
  all.about({ worker: 'w-1' }).about({ source: 'greenhouse/acme' }).warn('put off', { run: 7 })
  expect(lines).toHaveLength(1)
  const { time, ...rest } = JSON.parse(lines[0]!)
  expect(new Date(time).toISOString()).toBe(time)
  expect(rest).toEqual({
    level: 'warn',
    process: 'worker',
    worker: 'w-1',
    source: 'greenhouse/acme',
    run: 7,
    message: 'put off',
  })
})

it('is plain where a person reads it', () => {
  const { lines, log: all } = log(true)
  all.about({ worker: 'w-1' }).info('  greenhouse/acme: 3 pages', { run: 7 })
  all.error('cannot load', new Error('no route to redis://:redis-canary@queue.example:6379'))
  expect(lines).toEqual([
    '  greenhouse/acme: 3 pages\n',
    'cannot load: no route to redis://queue.example:6379\n',
  ])
})

it('shows no secret, mail or phone, wherever it stands', () => {
  const { lines, log: all } = log()
  const error = Object.assign(new Error('Basic am9vYmxlL2NhbmFyeTo= was refused'), {
    code: '23505',
    detail: 'Key (mail)=(anna@canary.example) already exists',
    options: { headers: { authorization: 'adzuna-canary' } },
    cause: new Error('posted https://hooks.example/services/T01/hook-canary?x=query-canary', {
      cause: 'postgres://jobtide:pass%2Fcanary@db.example/jobtide',
    }),
  })
  all.error('asked https://api.example/jobs?app_key=adzuna-canary&what=python, got +44 20 7946 0018', error, {
    source: 'jooble/canary',
    note: 'https://anna:other-canary@api.example/jooble%2Fcanary, token-canary',
    mail: 'anna@canary.example',
    stray: { secret: 'adzuna-canary' } as never,
  })
  expect(lines[0]).not.toMatch(/canary|7946|anna/i)
  const { message, error: said } = JSON.parse(lines[0]!)
  expect(message).toBe('asked https://api.example/jobs?what=python, got [phone removed]')
  expect(said).toMatchObject({
    code: '23505',
    message: 'Basic [secret removed]= was refused',
    cause: { message: 'posted https://hooks.example[secret removed][secret removed]' },
  })
})
