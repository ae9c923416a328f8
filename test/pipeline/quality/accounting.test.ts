import { expect, it } from 'vitest'
import {
  add,
  assertAddsUp,
  emptyAccounting,
  enter,
  moveToDuplicates,
} from '../../../pipeline/quality/accounting.ts'

it('adds up, with a reason for whatever is out of scope or rejected', () => {
  const account = emptyAccounting()
  enter(account, 'loaded')
  enter(account, 'loaded')
  enter(account, 'outOfScope', 'not an IT role')
  const other = emptyAccounting()
  enter(other, 'outOfScope', 'not an IT role')
  enter(other, 'rejected', 'title: missing')
  enter(other, 'rejected')
  add(account, other)
  moveToDuplicates(account, 1)
  expect(account).toEqual({
    records: 6,
    loaded: 1,
    changed: 0,
    unchanged: 0,
    duplicate: 1,
    outOfScope: 2,
    rejected: 2,
    reasons: { outOfScope: { 'not an IT role': 2 }, rejected: { 'title: missing': 1, 'no reason given': 1 } },
  })
  expect(() => assertAddsUp(account)).not.toThrow()
  expect(() => assertAddsUp({ ...account, records: 7 })).toThrow(/does not add up/)
})
