import { readWarc } from '../../crawlers/archives/warc.ts'
import { platformOf } from '../../crawlers/registry.ts'
import { emptyReading, type RawPosting } from '../../crawlers/source.ts'
import { extract } from '../../extractors/extract.ts'
import { skillVocabulary } from '../../extractors/skills/find-skills.ts'
import type { Delivery } from '../stages/listing.ts'

/** An advert as a crawler reports it: what the benches feed in. */
export type BenchAdvert = RawPosting

/**
 * The first `most` adverts of an archive, read by the platforms that its responses belong to.
 * @throws ArchiveError where the file cannot be read
 */
export async function archiveAdverts(path: string, most: number): Promise<BenchAdvert[]> {
  const adverts: BenchAdvert[] = []
  for await (const entry of readWarc(path)) {
    if (!('response' in entry)) continue
    const { response } = entry
    adverts.push(...(platformOf(response.url, response.contentType)?.read(response).postings ?? []))
    if (adverts.length >= most) break
  }
  return adverts.slice(0, most)
}

/** Adverts as boards deliver them: responses of `each` adverts, as the loading stage takes them. */
export function asDeliveries(adverts: readonly BenchAdvert[], each: number): Delivery[] {
  const deliveries: Delivery[] = []
  for (let from = 0; from < adverts.length; from += each) {
    const postings = adverts.slice(from, from + each)
    deliveries.push({
      platform: 'bench',
      response: {
        url: `https://bench.example/${postings[0]!.sourceId}`,
        status: 200,
        contentType: 'application/json',
        body: Buffer.from(JSON.stringify(postings)),
        seenAt: postings[0]!.seenAt,
      },
      reading: { ...emptyReading(), postings },
    })
  }
  return deliveries
}

/** Full extraction of one advert. @returns the number of postings */
export const extractFully = (advert: BenchAdvert): number => extract(advert).length

/** The terms that extraction looks for in a text: every spelling of every skill. */
export const benchTerms = (): string[] => [...new Set(skillVocabulary())]
