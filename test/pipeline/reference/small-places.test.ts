import { describe, expect, it } from 'vitest'
import { freshDatabase } from '../../database.ts'
import { marketOf } from './market.ts'
import { referencePages } from './page-facts.ts'
import { printedFacts, printedPage } from './printed-page.ts'
import { rebuildPage } from './rebuild-page.ts'

/** Pages whose markets are small enough to be built advert by advert in a second or two. */
const pages = referencePages.filter(({ baseline }) => Math.max(...baseline.recognised) < 6000)

describe('pages of the reference, rebuilt from adverts', () => {
  it('are of both types, of titles and skills, of places of every kind', () => {
    expect(pages.map(({ term, location, type }) => `${term}, ${location}, ${type}`)).toEqual([
      'Backend Developer, City of London, contract',
      'NHS, City of London, contract',
      'Public Sector, Home Counties, contract',
      'Backend Developer, Midlands, contract',
      'Senior, Preston, contract',
      'Python, Lancashire, permanent',
      'Backend Developer, Manchester, permanent',
      'Backend Developer, Worcester, permanent',
    ])
  })

  it.each(pages)('$term in $location, $type, $asOf', async facts => {
    const { database, drop } = await freshDatabase()
    try {
      const page = await rebuildPage(database, facts, marketOf(facts))
      // Of a small baseline the term's own quotes are too large a part to leave its percentiles in place.
      const large = Math.min(...(facts.baseline.pay?.year?.quoted ?? [0])) > 1000
      const expected = Object.fromEntries(
        Object.entries(printedFacts(facts)).filter(
          ([row]) => large || !row.startsWith('baseline ') || row.endsWith('quoted'),
        ),
      )
      expect(printedPage(page)).toMatchObject(expected)
    } finally {
      await drop()
    }
  })
})
