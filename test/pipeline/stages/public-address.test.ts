import { expect, it } from 'vitest'
import { publicAddress, publicMessage } from '../../../pipeline/stages/public-address.ts'

it.each([
  [
    'https://api.example/jobs/1?app_id=a&app_key=b&what=data%20analyst',
    'https://api.example/jobs/1?what=data+analyst',
  ],
  ['https://jobs.example/a?monkey=1&page=2', 'https://jobs.example/a?monkey=1&page=2'],
  ['https://anna:word@jobs.example/a?page=2', 'https://jobs.example/a?page=2'],
  ['urn:jobtide:test:1', 'urn:jobtide:test:1'],
  ['no address', 'no address'],
])('%s is stored as %s', (url, stored) => expect(publicAddress(url)).toBe(stored))

it.each([
  [
    '403 of https://api.example/jobs?app_key=b&page=1, and (https://x.example/?token=c).',
    '403 of https://api.example/jobs?page=1, and (https://x.example/).',
  ],
  [
    'cannot reach postgres://jobtide:word@db.example/jobtide or redis://:word@queue.example:6379',
    'cannot reach postgres://db.example/jobtide or redis://queue.example:6379',
  ],
  ['anna@acme.example answers at +44 20 7946 0018', '[mail removed] answers at [phone removed]'],
])('%s is said as %s', (message, said) => expect(publicMessage(message)).toBe(said))
