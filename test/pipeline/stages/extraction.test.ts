import { describe, expect, it } from 'vitest'
import {
  type Entry,
  type Extraction,
  openExtraction,
  ThreadFailed,
} from '../../../pipeline/stages/extraction.ts'

const board = (name: string, jobs: readonly object[], size = 0): Entry => ({
  response: {
    url: `https://api.ashbyhq.com/posting-api/job-board/${name}`,
    status: 200,
    contentType: 'application/json',
    body: Buffer.from(JSON.stringify({ jobs }) + ' '.repeat(size)),
    seenAt: '2026-01-05T09:00:00.000Z',
  },
  platformName: null,
  bytes: 7,
})

const job = (id: string, title: string, descriptionPlain: string) => ({ id, title, descriptionPlain })

async function* entries(all: readonly Entry[]): AsyncGenerator<Entry> {
  yield* all
}

/** Everything that the listings say, with the postings of all their adverts. */
async function all(extraction: Extraction, given: readonly Entry[]): Promise<unknown[]> {
  const read: unknown[] = []
  for await (const { listing, bytes } of extraction.read(entries(given))) {
    const { platform, response, dropped, rejected, appearances } = listing
    const places = appearances.map((_, place) => place)
    listing.begin?.(places.slice(1))
    const postings = await listing.extract(places)
    read.push({ platform, url: response?.url, dropped, rejected, appearances, postings, bytes })
  }
  return read
}

describe('extraction', () => {
  const boards = Array.from({ length: 40 }, (_, at) =>
    board(`board-${at}`, [
      job(
        `${at}-1`,
        'Java Developer',
        'Our product is written in Kotlin.\nYou know Spring Boot – and naïve Bayes 🙂.',
      ),
      job(`${at}-2`, 'Staff Nurse', 'A ward of twelve beds.'),
      { id: `${at}-3` },
    ]),
  )
  const given: Entry[] = [
    ...boards,
    {
      platform: 'warc',
      response: null,
      reading: {
        postings: [],
        rejected: [{ sourceId: null, reason: 'damaged', input: '' }],
        dropped: [],
        closed: [],
        follow: [],
        ignored: {},
      },
      bytes: 8,
    },
    { ...board('last', []), platformName: 'greenhouse' } as Entry,
  ]

  it('says the same on several threads as on one, in the same order', async () => {
    const expected = await all(openExtraction(1), given)
    expect(expected).toHaveLength(42)
    expect(JSON.stringify(expected)).toContain('Spring Boot')
    const extraction = openExtraction(3, { worth: 0 })
    try {
      expect(await all(extraction, given)).toEqual(expected)
      expect(extraction.threads).toBe(3)
    } finally {
      await extraction.close()
    }
  })

  it('starts no other thread for little, nor for one', async () => {
    const little = openExtraction(3)
    const alone = openExtraction(1, { worth: 0 })
    await all(little, given)
    await all(alone, given)
    expect([little.threads, alone.threads]).toEqual([1, 1])
    await Promise.all([little.close(), alone.close()])
  })

  it.each([
    ['exit', /thread failed: worker exited with code: 3; what was loaded stays/],
    ['memory', /thread failed: out of memory;/],
    ['throw', /thread failed: nothing is as it was;/],
  ])('says that a thread came to grief: %s', async (end, message) => {
    const task = new URL('./failing-task.ts', import.meta.url).href
    const extraction = openExtraction(2, { worth: 0, task })
    const entry = board('any', []) as Entry & { platformName: null }
    const doomed = { ...entry, response: { ...entry.response!, url: `https://board.example/${end}` } }
    const failed = await all(extraction, [doomed, ...boards]).catch(error => error)
    await extraction.close()
    expect(failed).toBeInstanceOf(ThreadFailed)
    expect(failed.message).toMatch(message)
  })

  it('reads a very large response in its own thread', async () => {
    const task = new URL('./failing-task.ts', import.meta.url).href
    const extraction = openExtraction(2, { worth: 0, task })
    const read = await all(extraction, [board('huge', [job('1', 'Java Developer', 'Java')], 8_000_001)])
    await extraction.close()
    expect(read).toMatchObject([{ postings: [[{ title: 'Java Developer' }]] }])
  })
})
