import { describe, expect, it } from 'vitest'
import type { Posting } from '../../../extractors/posting.ts'
import type { Wanted } from '../../../pipeline/stages/extraction-task.ts'
import { gatherWanted, listingElsewhere } from '../../../pipeline/stages/threaded-listing.ts'

const read = (words: number) => ({
  platform: 'test',
  response: null,
  dropped: [],
  rejected: [],
  appearances: [],
  words: new Uint8Array([words]),
})

/** A posting that says which words and place it was made of. */
const posting = (words: number, at: number) => [{ title: `${words}/${at}` } as Posting]

function recorded() {
  const sent: Wanted[][] = []
  const run = async (wanted: Wanted[]) => {
    sent.push(wanted)
    return wanted.map(({ words, wanted: places }) => places.map(at => posting(words[0]!, at)))
  }
  return { sent, run }
}

describe('a listing whose words are elsewhere', () => {
  it('gives each advert by its place and asks for it once', async () => {
    const { sent, run } = recorded()
    const listing = listingElsewhere(read(7), gatherWanted(run))
    listing.begin!([2, 0])
    expect(await listing.extract([0, 1, 2])).toEqual([posting(7, 0), posting(7, 1), posting(7, 2)])
    expect(await listing.extract([1])).toEqual([posting(7, 1)])
    expect(sent.flat().flatMap(({ wanted }) => wanted)).toEqual([2, 0, 1])
  })

  it('takes small listings together, and a large one in parts', async () => {
    const { sent, run } = recorded()
    const ask = gatherWanted(run)
    const small = Array.from({ length: 100 }, (_, at) => listingElsewhere(read(at), ask))
    const gave = await Promise.all(small.map(listing => listing.extract([0])))
    expect(gave).toEqual(small.map((_, at) => [posting(at, 0)]))
    expect(sent.map(({ length }) => length)).toEqual([48, 48, 4])

    sent.length = 0
    const places = Array.from({ length: 450 }, (_, at) => at)
    const large = await listingElsewhere(read(1), ask).extract(places)
    expect(large).toEqual(places.map(at => posting(1, at)))
    expect(sent.map(([part]) => part!.wanted.length)).toEqual([200, 200, 50])
  })

  it('tells everyone who waits of an error, and nobody else', async () => {
    const ask = gatherWanted(async () => {
      throw new Error('gone')
    })
    const listing = listingElsewhere(read(1), ask)
    listing.begin!([0, 1])
    await expect(listing.extract([0])).rejects.toThrow('gone')
    await expect(listing.extract([1])).rejects.toThrow('gone')
  })
})
