import { expect, it } from 'vitest'
import { indexKey } from '../../../pipeline/stages/index-key.ts'

it('leaves keys that fit as they are', () => {
  expect(indexKey('java developer')).toBe('java developer')
  expect(indexKey('x'.repeat(800))).toBe('x'.repeat(800))
})

it('cuts longer ones, by bytes, and keeps them apart', () => {
  const [one, other] = [indexKey(`${'漢'.repeat(300)}1`), indexKey(`${'漢'.repeat(300)}2`)]
  expect(Buffer.byteLength(one)).toBeLessThan(800)
  expect(one).not.toBe(other)
  expect(indexKey(`${'漢'.repeat(300)}1`)).toBe(one)
  expect(indexKey(`${'a'.repeat(119)}${'😀'.repeat(300)}`).isWellFormed()).toBe(true)
})
