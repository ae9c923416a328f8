import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { readRecords, rejection } from '../../../crawlers/reading/read-records.ts'
import { RawPosting } from '../../../crawlers/source.ts'

const kind = {
  source: 'any',
  schema: z.object({ id: z.string(), title: z.string(), places: z.array(z.string()).optional() }),
  outcome: (job: { id: string; title: string; places?: string[] | undefined }) => ({
    sourceId: job.id,
    title: job.title,
    locations: job.places,
  }),
}
const response = { seenAt: '2026-11-21T00:00:00.000Z' }

test('every record comes out as a posting or as a rejection, and every posting is storable', () => {
  const text = fc.string({ unit: 'binary', maxLength: 20 })
  const record = fc.oneof(fc.record({ id: text, title: text, places: fc.array(text) }), fc.jsonValue())
  fc.assert(
    fc.property(fc.array(record, { maxLength: 5 }), records => {
      const { postings, rejected } = readRecords(records, response, kind)
      expect(postings.length + rejected.length).toBe(records.length)
      for (const posting of postings) {
        expect(RawPosting.safeParse(posting).success).toBe(true)
        expect(JSON.stringify(posting)).not.toMatch(/\\u0000|\\ud[89a-f]/)
      }
    }),
  )
})

test('unused keys are counted, and never reach a prototype', () => {
  const records = [
    JSON.parse('{ "id": "1", "title": "A", "extra": 1, "__proto__": { "x": 1 } }'),
    { extra: 2 },
  ]
  expect(readRecords(records, response, kind).ignored).toEqual({ extra: 2 })
  expect(({} as Record<string, unknown>).x).toBeUndefined()
})

test('a rejected record is cut to 64 KiB and printable however deep it is', () => {
  expect(Buffer.byteLength(rejection('1', 'long', '€'.repeat(100_000)).input)).toBeLessThanOrEqual(64 * 1024)
  let deep: unknown = 1
  for (let level = 0; level < 20_000; level += 1) deep = [deep]
  expect(rejection(null, 'deep', deep).input).toBe('(nested too deeply to print)')
})
