import { describe, expect, it } from 'vitest'
import { drawAhead } from '../../../pipeline/stages/draw-ahead.ts'

/** Counts what is drawn and whether it was ended. */
function counting(length: number, failAt = -1) {
  const state = { drawn: 0, ended: false }
  async function* items() {
    try {
      for (let at = 0; at < length; at++) {
        if (at === failAt) throw new Error(`failed at ${at}`)
        state.drawn++
        yield at
      }
    } finally {
      state.ended = true
    }
  }
  return { state, items: items() }
}

const turn = () => new Promise(resolve => setImmediate(resolve))

describe('drawing ahead', () => {
  it.each([0, 1, 3, 100])('keeps the order, %i ahead', async most => {
    const read: number[] = []
    for await (const item of drawAhead(counting(10).items, most)) read.push(item)
    expect(read).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it.each([
    [0, 1],
    [1, 2],
    [3, 4],
  ])('draws %i ahead and no more while the reader is busy', async (most, drawn) => {
    const { state, items } = counting(10)
    for await (const _ of drawAhead(items, most)) {
      await turn()
      expect(state.drawn).toBe(drawn)
      break
    }
    expect(state.ended).toBe(true)
  })

  it('meets an error after what came before it', async () => {
    const read: number[] = []
    const reading = async () => {
      for await (const item of drawAhead(counting(10, 4).items, 3)) {
        await turn()
        read.push(item)
      }
    }
    await expect(reading()).rejects.toThrow('failed at 4')
    expect(read).toEqual([0, 1, 2, 3])
  })
})
