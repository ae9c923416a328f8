import { extract } from '../../../extractors/extract.ts'
import type { Advert, Posting } from '../../../extractors/posting.ts'

/** The posting of an advert that has nothing but the given fields, read as any other advert is. */
export function readAlone(fields: Partial<Pick<Advert, 'title' | 'locations' | 'salaryText'>>): Posting {
  return extract({
    source: 'labelled',
    sourceId: '1',
    title: 'Untitled',
    seenAt: '2025-01-01T00:00:00Z',
    ...fields,
  })[0]!
}
