import { describe, expect, it } from 'vitest'
import { interleave, ratio } from '../../../scripts/bench/rounds.ts'
import { splitWords, streamText } from '../../../scripts/bench/text-floor.ts'

describe('rounds', () => {
  it('let every contender run in every round, each round beginning with another', () => {
    const order: string[] = []
    const contender = (name: string) => ({ name, run: () => order.push(name) })
    const costs = interleave([contender('a'), contender('b'), contender('c')], 2, () => order.push('|'))
    expect(order.join('')).toBe('abc|bca|cab|')
    expect([...costs.values()].map(rounds => rounds.length)).toEqual([2, 2, 2])
  })
})

describe('ratio', () => {
  it('sets rounds against each other and takes the middle', () => {
    expect(ratio([2, 30, 8], [1, 10, 2])).toEqual({ median: 3, least: 2, most: 4 })
    expect(ratio([2, 30, 8, 5], [1, 10, 2, 1])).toEqual({ median: 3.5, least: 2, most: 5 })
  })
})

describe('the floor', () => {
  it('reads the words of HTML and nothing else', () => {
    expect(streamText('<p>C++ &amp; <b>Go</b></p><ul><li>one<li>two</ul>').split(/\s+/)).toEqual(
      expect.arrayContaining(['C++', '&', 'Go', 'one', 'two']),
    )
    expect(splitWords('<p>Write C++ and Go, node.js too</p>')).toBeGreaterThanOrEqual(6)
  })
})
