import { expect, it } from 'vitest'
import { publicAddress } from '../../../pipeline/stages/public-address.ts'

it.each([
  [
    'https://api.example/jobs/1?app_id=a&app_key=b&what=data%20analyst',
    'https://api.example/jobs/1?what=data+analyst',
  ],
  ['https://jobs.example/a?monkey=1&page=2', 'https://jobs.example/a?monkey=1&page=2'],
  ['urn:jobtide:test:1', 'urn:jobtide:test:1'],
  ['no address', 'no address'],
])('%s is stored as %s', (url, stored) => expect(publicAddress(url)).toBe(stored))
